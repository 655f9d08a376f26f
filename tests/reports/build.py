"""Writes invented reports and their expected answers: python -m tests.reports.build DIR [--seeds N] [--layouts …]

DIR/reports/<layout>_<kind>_<seed>.txt and DIR/gold/<the same>.json; the same bytes for the same seeds.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from random import Random

from tests.reports.bullets import Bullets
from tests.reports.columns import Columns
from tests.reports.content import TRAPS, Report, invent
from tests.reports.damage import damaged
from tests.reports.form import pages_of
from tests.reports.form_basic import basic_pages
from tests.reports.gold import gold
from tests.reports.layouts import Layout, TabCells
from tests.reports.markup import HtmlRows, Markdown, Pipes
from tests.reports.plain import Plain
from tests.reports.run_together import RunTogether
from tests.reports.scrambled import Scrambled, uniform_days
from tests.reports.sheets import Csv, Grid

LAYOUTS: dict[str, type[Layout]] = {
    "tab_cells": TabCells,
    "markdown": Markdown,
    "markdown_pipes": Pipes,
    "html_fragments": HtmlRows,
    "plain": Plain,
    "scrambled": Scrambled,
    "columns": Columns,
    "bullets": Bullets,
    "csv": Csv,
    "grid": Grid,
    "run_together": RunTogether,
}
KINDS = ("full", "priority", "basic")
DAMAGES = ("missing_pages", "blank_boxes", "lost_choices")
# Lines in any order can't show which row of a history has no date, or where a row was cut.
NOT_SCRAMBLED = {"undated_changes", "cut_row"}


def planned_traps(layout: str, kind: str, seed: int) -> frozenset[str]:
    """No trap for seed 0, then a few of all; damage more often than the rest."""
    if not seed:
        return frozenset()
    rng = Random(f"plan {layout} {kind} {seed}")
    traps = frozenset(rng.sample(TRAPS, rng.randint(1, 7))) | {trap for trap in DAMAGES if rng.random() < 0.3}
    return traps - NOT_SCRAMBLED if layout == "scrambled" else traps


def printed(layout: str, kind: str, seed: int, traps: frozenset[str], files: int | None = None) -> tuple[str, dict]:
    """Text and expected answer (but for its "source") of one report."""
    report = invent(seed, kind, files=files, traps=traps)
    printer = LAYOUTS[layout](seed)
    if isinstance(printer, Scrambled):
        printer.report = report
        if printer.loose_history:
            report.traps |= {"short_history_pages"}
            uniform_days(report)
    pages = damaged(_pages(report, seed, printer), report)
    rendered = printer.render(pages)
    return rendered.text, gold(report, pages, rendered.lines, rendered.cloud_lines, rendered.overrides, rendered.loose_history)


def _pages(report: Report, seed: int, printer: Layout) -> list:
    if report.kind == "basic":
        return basic_pages(report, printer.style.dates)
    return pages_of(report, Random(f"order {seed}").choice(("grouped", "by_file")), printer.style.dates)


def build(folder: Path, seeds: range, layouts: Iterable[str] = tuple(LAYOUTS)) -> None:
    """Writes one report per layout, kind and seed."""
    for part in ("reports", "gold"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for seed in seeds:
        for layout in layouts:
            for kind in KINDS:
                name = f"{layout}_{kind}_{seed:03}"
                text, answer = printed(layout, kind, seed, planned_traps(layout, kind, seed))
                answer["source"] = f"{name}.txt"
                ends = "\r\n" if seed % 7 == 5 else "\n"
                (folder / "reports" / f"{name}.txt").write_bytes(text.replace("\n", ends).encode("utf-8"))
                (folder / "gold" / f"{name}.json").write_text(json.dumps(answer, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", type=int, default=4, metavar="N", help="reports per layout and kind (default 4)")
    parser.add_argument("--layouts", nargs="+", default=list(LAYOUTS), choices=list(LAYOUTS), help="default: all")
    args = parser.parse_args()
    build(args.folder, range(args.seeds), args.layouts)


if __name__ == "__main__":
    main()
