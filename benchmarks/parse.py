"""How long the parse of a report takes against reading and NFKC-normalising its bytes, side by side in one run.

    python -m benchmarks.parse [FOLDER]      (default: ../shared/reports where it is, else invented reports)
"""
from __future__ import annotations

import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

from etl.report import read_report
from etl.sources import read_source
from tests.reports.build import build

ROUNDS = 7


def fastest(work: Callable[[], object]) -> float:
    """Seconds of the fastest of some rounds: the one that the machine disturbed least."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def floor(path: Path) -> str:
    return unicodedata.normalize("NFKC", path.read_text(encoding="utf-8"))


def main(folder: Path) -> None:
    total_floor = total = 0.0
    for path in sorted(folder.glob("*.txt")):
        read_report(read_source(path))  # forms and vocabularies are loaded once a process
        least, parse = fastest(lambda path=path: floor(path)), fastest(lambda path=path: read_report(read_source(path)))
        total_floor, total = total_floor + least, total + parse
        print(f"{parse / least:5.1f} × floor  {parse * 1000:6.1f} ms  {path.name}")
    print(f"{total / total_floor:5.1f} × floor  all together, floor {total_floor * 1000:.1f} ms")


if __name__ == "__main__":
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent.parent / "shared" / "reports"
    if given.is_dir():
        main(given)
    else:
        with tempfile.TemporaryDirectory() as place:
            build(Path(place), range(2))
            main(Path(place) / "reports")
