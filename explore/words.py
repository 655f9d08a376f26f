"""The dashboard's own words in English and Japanese: one catalogue per language (gettext .po), and the labels of codes from the tables."""
from __future__ import annotations

import datetime as dt
import gettext
import io
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from explore.dictionary import columns, label, tables

CATALOGUES = Path(__file__).parent / "locale"
LANGUAGES = {"en": "English", "ja": "日本語"}
Labels = dict[str, dict[str, dict[str, str]]]


def language_of(locale: str | None) -> str:
    """The language for a browser's locale: Japanese for ja and ja-JP, English for everything else."""
    return "ja" if (locale or "").lower().split("-")[0].split("_")[0] == "ja" else "en"


@cache
def _catalogue(lang: str) -> gettext.GNUTranslations:
    with (CATALOGUES / f"{lang}.po").open("rb") as file:
        catalogue = read_po(file, locale=lang)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def sentence_of(key: str, lang: str) -> str:
    """A sentence of the catalogue as it stands there, with its placeholders."""
    return _catalogue(lang).gettext(key)


def keys_of(prefix: str) -> list[str]:
    """The keys of the catalogues that begin so, in their order."""
    with (CATALOGUES / "en.po").open("rb") as file:
        return [message.id for message in read_po(file) if isinstance(message.id, str) and message.id.startswith(prefix)]


@lru_cache(maxsize=10_000)
def _number(value: float, lang: str) -> str:
    return format_decimal(value, locale=lang)


@cache
def _per_cent(hundredths: int, lang: str) -> str:
    return format_percent(hundredths / 100, locale=lang)


@dataclass(frozen=True)
class Words:
    """Everything that is said in one language. Calling it gives a sentence: words("empty.title"), words("count.reports", n=5)."""

    lang: str
    labels: Labels

    def __call__(self, key: str, n: int | None = None, **values: object) -> str:
        catalogue = _catalogue(self.lang)
        if n is None:
            return catalogue.gettext(key).format(**values)
        return catalogue.ngettext(key, key, n).format(n=self.number(n), **values)

    def label(self, domain: str, code: Any) -> str:
        """The label of a code; the code itself where no list knows it; a dash where there is none."""
        if code is None or code != code:
            return self("none")
        return self.labels.get(domain, {}).get(str(code), {}).get(self.lang, str(code))

    def labels_of(self, domain: str) -> dict[str, str]:
        """code → label of a whole list."""
        return {code: label[self.lang] for code, label in self.labels.get(domain, {}).items()}

    def codes(self, domain: str) -> list[str]:
        """The codes of a list in the order of the form."""
        return list(self.labels.get(domain, {}))

    def mark(self, mark: str) -> str:
        """What a mark in a chart means: a level, a status, or one of the dashboard's own."""
        for domain in ("level", "status", "kind", "timing"):
            if mark in self.labels.get(domain, {}):
                return self.label(domain, mark)
        return self(f"mark.{mark}")

    def place(self, row: dict[str, Any]) -> str:
        """Where a value stands: the source file with its line, or page and row; the file alone where the source lacks the value."""
        if _absent(row.get("line")):
            return str(row["source_name"])
        if _absent(row.get("page")):
            return self("place", source=row["source_name"], line=row["line"])
        return self("place.page", source=row["source_name"], page=row["page"], line=row["line"])

    def spot(self, place: str) -> str:
        """One of the two places of a contradiction (section/field:line or section/field:page.line; history/section:line) in words."""
        section, _, rest = place.partition("/")
        field, _, line = rest.partition(":")
        where = self("spot.history", section=self.label("section", field)) if section == "history" else \
            self("spot", section=self.label("section", section), field=self.field(field))
        page, _, row = line.rpartition(".")
        return where + (self("spot.page", page=page, line=row) if page else self("spot.line", line=row) if row else "")

    def text(self, value: object) -> str:
        """Text of the data that may be missing."""
        return value if isinstance(value, str) else ""

    def folded(self, name: str, length: int = 3) -> str:
        """A name in lines of a few letters, for the head of a narrow column."""
        return "\n".join(name[start:start + length] for start in range(0, len(name), length))

    def value(self, column: str, value: Any) -> str:
        """A value of a column in words: a code's label, yes or no, a date, or the value itself."""
        known = columns().get(column)
        if known and known.domain:
            return self.label(known.domain, value)
        if known and known.type == "bool":
            return self("yes" if value else "no")
        return self.date(value) if isinstance(value, dt.date) else str(value)

    def table(self, name: str) -> str:
        """The label of a published table."""
        return tables()[name].label[self.lang]

    def number(self, value: float) -> str:
        """A number as the language writes it."""
        return _number(value, self.lang)

    def share(self, part: float, whole: float) -> str:
        """A part of a whole in per cent; a dash where there is no whole."""
        return _per_cent(math.floor(100 * part / whole + 0.5), self.lang) if whole else self("none")

    def date(self, value: dt.date | None) -> str:
        """A date as the language writes it; a dash where there is none."""
        return format_date(value, format="medium", locale=self.lang) if isinstance(value, dt.date) else self("none")

    def period(self, first: dt.date | None, last: dt.date | None) -> str:
        """From one day to another, or the day itself."""
        return self.date(first) if first == last else f"{self.date(first)} – {self.date(last)}"

    def listed(self, values: Iterable[str]) -> str:
        """Several values in a row: "a, b" or 「a、b」."""
        return ("、" if self.lang == "ja" else ", ").join(values)

    def risk_code(self, risk: str) -> str:
        """A risk's short name for an axis, on two lines: the section's letter and the number ("A" over "1")."""
        section, number = risk.rsplit("_", 1)
        return self(f"short.{section}") + (f"\n{number}" if number != "0" else "\n ")

    def flat_code(self, risk: str) -> str:
        """The same on one line: "A1"."""
        return self.risk_code(risk).replace("\n", "").strip()

    def sections(self, found: Iterable[str]) -> list[tuple[str, str]]:
        """The sections among those found, with their labels, in the order of the form."""
        present = set(found)
        return [(code, self.label("section", code)) for code in self.codes("section") if code in present]

    def risk_key(self, domain: str) -> str:
        """What the short names on the axis stand for."""
        sections = dict.fromkeys(risk.rsplit("_", 1)[0] for risk in self.codes(domain))
        return " · ".join(f"**{self(f'short.{section}')}** {self.label('section', section)}" for section in sections)

    def short_key(self, short: str, domain: str, codes: Iterable[str]) -> str:
        """What the short names of codes stand for; short: where the catalogue has them (layer, connection)."""
        return " · ".join(f"**{self(f'{short}.{code}')}** {self.label(domain, code)}" for code in codes)

    def short_step(self, step: str) -> str:
        """A retention step or a status as short as a column's head can be."""
        return self(f"step.{step}")

    def period_or_status(self, mark: str) -> str:
        """The label of a retention step, or of the status where none is stated."""
        return self.label("period" if mark in self.labels.get("period", {}) else "status", mark)

    def field(self, field: str) -> str:
        """The label of a field of the form: a column's name, an item's code, or the content or method of an item."""
        for domain in ("field", "item", "control"):
            if field in self.labels.get(domain, {}):
                return self.label(domain, field)
        for suffix in ("_content", "_method"):
            if field.endswith(suffix) and field.removesuffix(suffix) != field and self.labels.get("item", {}).get(field.removesuffix(suffix)):
                return self(f"field{suffix}", item=self.label("item", field.removesuffix(suffix)))
        return label(field, self.lang)


def _absent(value: Any) -> bool:
    return value is None or value is pd.NA or value != value
