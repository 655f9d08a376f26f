"""Draws the prose of a report from its seed and fills single boxes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random

from tests.reports import options as o
from tests.reports import words as w
from tests.reports.content import DataFile, Report
from tests.reports.elements import Box, Boxes, Text
from tests.reports.typography import date_text


@dataclass
class Writer:
    """Draws prose for a report and fills single boxes."""

    report: Report
    rng: Random
    dates: str = "era"

    def prose(self, section: str, low: int = 1, high: int = 3, layers: bool = False, quote: bool = True) -> Text:
        pool = w.PROSE[section]
        lines = [s.format(city=self.report.city) for s in self.rng.sample(pool, min(len(pool), self.rng.randint(low, high)))]
        if quote and "quoted_choice" in self.report.traps and self.rng.random() < 0.4:
            lines.insert(self.rng.randint(0, len(lines)), self.rng.choice(w.QUOTED))
        if layers and self.rng.random() < 0.6:
            lines = [
                f"＜{self.report.city}における措置＞",
                *lines,
                "＜中間サーバー・プラットフォームにおける措置＞",
                self.rng.choice(w.PROSE["platform"]),
            ]
        return Text(tuple(lines))

    def cloud(self, text: Text) -> Text:
        """Adds the block of Government Cloud, or the sentence that only plans it."""
        if self.report.cloud:
            return Text((*text.lines, "＜ガバメントクラウドにおける措置＞", *self.rng.sample(w.PROSE["cloud"], 2)))
        return Text((*text.lines, w.PLANNED)) if "cloud_planned" in self.report.traps else text

    def names(self, files: list[DataFile]) -> Text:
        """Names of files, numbered or not, on lines of their own or on one line."""
        if len(self.report.files) == 1:
            return Text((files[0].name,))
        form = self.rng.choice(("（{}）{}", "（{}）{}", "({}){}", "{}．{}", "{}. {}", "（{}） {}"))
        lines = tuple(form.format(file.no, file.name) for file in files)
        return Text((" ".join(lines),)) if self.rng.random() < 0.25 else Text(lines)

    def maybe(self, section: str) -> Text:
        """A box that is often empty or holds a dash."""
        return self.rng.choice((Text(), Text(("－",)), Text(("―",)), self.prose(section, 1, 1)))

    def date(self, day: dt.date | None) -> Text:
        return Text((date_text(day, self.dates),)) if day else Text()

    def boxes(self, labels: tuple[str, ...], parens: bool = False) -> Boxes:
        def paren(label: str) -> str | None:
            return self.rng.choice(("", "関係課", "照会先の機関")) if (parens and label != o.SOURCES[0]) or label == "その他" else None

        return Boxes(tuple(Box(label, self.rng.random() < 0.35, paren(label)) for label in labels))


def numbered(report: Report, file: DataFile) -> str:
    """The name of a file as its own pages print it."""
    return file.name if len(report.files) == 1 or report.seed % 2 else f"（{file.no}）{file.name}"
