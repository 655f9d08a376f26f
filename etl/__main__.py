"""python -m etl SOURCE [SOURCE ...] [--out DIR]: reports in, tables out. python -m etl explain REPORT: what was read where."""
from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from etl import VERSION
from etl.checks import check
from etl.corrections import StaleCorrection, correct, read_corrections
from etl.explain import explain
from etl.publish import publish
from etl.report import Report, read_report
from etl.sources import BadSource, find_sources, read_source
from etl.tables import FACTS_ONLY, make_tables

DEFAULT_OUT = Path("data/parquet")


def main(arguments: Sequence[str] | None = None) -> int:
    """The whole journey. Exit code 0: all published, 1: some could not be read, 2: wrong usage, nothing to read or tables that break the contract."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == ["explain"]:
        return _explain(words[1:])
    options = _options(words)
    paths = list(find_sources(options.sources))
    if not paths:
        return _refuse("there is no report in " + ", ".join(map(str, options.sources)))
    try:
        reports, failures = _gather(_parse_all(paths, options.processes), len(paths))
    except StaleCorrection as error:
        return _refuse(f"a correction no longer fits, nothing was published: {str(error).rstrip('.')}")
    if not reports:
        return _refuse("none of the files could be read, nothing was published")
    tables = make_tables(reports)
    problems = check(tables, dt.date.today())
    faults = [problem.sentence for problem in problems if problem.fault]
    if faults:
        return _refuse(f"the tables break the contract, nothing was published: {faults[0]} ({len(faults)} faults)")
    if options.facts_only:
        tables = {name: tables[name] for name in FACTS_ONLY}
    publish(tables, _build(reports, failures, tables, [problem.sentence for problem in problems]), options.out)
    print(f"{len(reports)} reports published in {options.out}, {len(failures)} could not be read.")
    return 1 if failures else 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m etl", description="Parse 特定個人情報保護評価書 into Parquet tables.")
    parser.add_argument("sources", nargs="+", type=Path, metavar="SOURCE", help="a report or a folder of reports")
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT, metavar="DIR", help=f"folder of the tables (default {DEFAULT_OUT})")
    parser.add_argument("--processes", type=int, default=1, metavar="N", help="number of processes (default 1)")
    parser.add_argument("--facts-only", action="store_true", help="leave out the table of prose (wording)")
    return parser.parse_args(arguments)


def _explain(words: Sequence[str]) -> int:
    """Print what was read of one report, for a person."""
    parser = argparse.ArgumentParser("python -m etl explain", description="Print what was read where and why.")
    parser.add_argument("report", type=Path, metavar="REPORT")
    parser.add_argument("--field", help="only this field, such as sufficiency or period")
    options = parser.parse_args(words)
    try:
        for line in explain(options.report, options.field):
            print(line)
    except BadSource as error:
        return _refuse(str(error).rstrip("."))
    return 0


def _refuse(reason: str) -> int:
    print(f"python -m etl: {reason}.", file=sys.stderr)
    return 2


def parse(path: Path) -> Report | str:
    """One report, or the sentence that says why there is none."""
    try:
        report = read_report(read_source(path))
        correct(report.source.sha256, report.tables, read_corrections())
        return report
    except StaleCorrection:
        raise
    except BadSource as error:
        return str(error)
    except Exception as error:  # one report must not stop the others; the failure is named like any other
        return f"{path.name}: the parser failed on this report ({type(error).__name__}: {error})."


def _parse_all(paths: Sequence[Path], processes: int) -> Iterator[Report | str]:
    if processes <= 1:
        yield from map(parse, paths)
        return
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(parse, paths)


def _gather(results: Iterable[Report | str], total: int) -> tuple[list[Report], list[str]]:
    """Reports and failures, each reported as it comes; a report that comes twice counts once."""
    reports: dict[str, Report] = {}
    failures: list[str] = []
    for number, result in enumerate(results, 1):
        if isinstance(result, str):
            failures.append(result)
            print(f"[{number}/{total}] {result}", file=sys.stderr)
        elif result.source.sha256 in reports:
            print(f"[{number}/{total}] {result.source.name}: the same report as {reports[result.source.sha256].source.name}.")
        else:
            reports[result.source.sha256] = result
            print(f"[{number}/{total}] {summary(result)}")
    return list(reports.values()), failures


def summary(report: Report) -> str:
    """One line: how many fields were found, blank, unreadable, missing."""
    counts = Counter(row["status"] for row in report.tables["coverage"])
    return (f"{report.source.name}: {report.kind}, {counts['stated']} fields stated, {counts['blank']} blank, "
            f"{counts['unreadable']} unreadable, {counts['not_in_source']} not in the source.")


def _build(reports: Sequence[Report], failures: Sequence[str], tables: dict[str, Any], doubts: Sequence[str]) -> dict[str, Any]:
    ordered = sorted(reports, key=lambda report: report.source.sha256)
    return {
        "built_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), "version": VERSION,
        "sources": [{"name": report.source.name, "sha256": report.source.sha256, "kind": report.kind} for report in ordered],
        "failures": sorted(failures), "rows": {name: table.num_rows for name, table in tables.items()},
        "doubts": list(doubts),
        "unknown": [{"source_name": report.source.name, **row} for report in ordered for row in report.unknown],
    }


if __name__ == "__main__":
    sys.exit(main())
