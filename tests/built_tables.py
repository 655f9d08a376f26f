"""Tables that the command built of invented reports: three kinds, two of each, with lost choices and missing pages."""
from __future__ import annotations

from pathlib import Path

from etl.__main__ import main
from tests.reports.build import KINDS, planned_traps, printed


def build(folder: Path, *words: str) -> Path:
    """Writes invented reports and has them read; gives the folder of the tables. words: further options of the command."""
    reports = folder / "reports"
    reports.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        for seed in (0, 3):
            text, _ = printed("tab_cells", kind, seed, planned_traps("tab_cells", kind, seed))
            (reports / f"{kind}_{seed}.txt").write_text(text, encoding="utf-8")
    return run(folder, *words)


def run(folder: Path, *words: str) -> Path:
    """Has the folder's reports read again."""
    assert main([str(folder / "reports"), "--out", str(folder / "tables"), *words]) == 0
    return folder / "tables"
