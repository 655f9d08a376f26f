"""How long the parse of a report takes against reading and NFKC-normalising its bytes, side by side in one run.

The floor is what Python's own unicodedata.normalize takes for the whole text. Forms and vocabularies are loaded once a process and not counted.
What a parse remembers of wording for the reports after it is forgotten before each round, so that every round meets the report for the first time.

    python -m benchmarks.parse [FOLDER]      (default: ../shared/reports where it is, else invented reports)
"""
from __future__ import annotations

import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable
from functools import partial
from pathlib import Path

from etl.controls import forget_wording
from etl.report import Report, read_report
from etl.sources import read_source
from tests.reports.build import build

ROUNDS = 40


def fastest(*works: Callable[[], object]) -> list[float]:
    """Seconds of each work's fastest round, the one that the machine disturbed least. They take turns, so that all meet the same moods of the machine."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for work, taken in zip(works, times, strict=True):
            start = time.perf_counter()
            work()
            taken.append(time.perf_counter() - start)
    return [min(taken) for taken in times]


def floor(path: Path) -> str:
    return unicodedata.normalize("NFKC", path.read_text(encoding="utf-8"))


def parse(path: Path) -> Report:
    forget_wording()
    return read_report(read_source(path))


def main(folder: Path) -> None:
    total_floor = total = 0.0
    for path in sorted(folder.glob("*.txt")):
        parse(path)
        least, whole = fastest(partial(floor, path), partial(parse, path))
        total_floor, total = total_floor + least, total + whole
        print(f"{whole / least:5.1f} × floor  {whole * 1000:6.1f} ms  {path.name}")
    print(f"{total / total_floor:5.1f} × floor  all together, floor {total_floor * 1000:.1f} ms")


if __name__ == "__main__":
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent.parent / "shared" / "reports"
    if given.is_dir():
        main(given)
    else:
        with tempfile.TemporaryDirectory() as place:
            build(Path(place), range(2))
            main(Path(place) / "reports")
