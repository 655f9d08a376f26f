"""python -m etl SOURCE [SOURCE ...] [--out DIR]: reports in, tables out. python -m etl explain REPORT: what was read where.
python -m etl stream: reports and tables through standard input and output, without a trace on disk."""
from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa

from etl.build import gather
from etl.cache import Cache
from etl.checks import Problem, check
from etl.corrections import StaleCorrection
from etl.explain import explain
from etl.publish import Busy, beside, claimed, publish
from etl.schema import TABLES
from etl.sources import BadSource, Found, find_sources
from etl.stream import stream
from etl.tables import FACTS_ONLY

DEFAULT_OUT = Path("data/parquet")


class BrokenContract(Exception):
    """The tables are not what the contract says: a fault of the parser."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The whole journey. Exit code 0: all published, 1: some could not be read, 2: wrong usage, nothing to read or tables that break the contract."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == ["explain"]:
        return _explain(words[1:])
    if words == ["stream"]:
        stream(sys.stdin.buffer, sys.stdout.buffer, 1)
        return 0
    options = _options(words)
    places = list(find_sources(options.sources))
    if not places:
        return _refuse("there is no report in " + ", ".join(map(str, options.sources)))
    try:
        with claimed(options.out):
            return _run(options, places)
    except Busy as error:
        return _refuse(str(error))
    except BrokenContract as error:
        return _refuse(f"the tables break the contract, nothing was published: {error}")
    except StaleCorrection as error:
        return _refuse(f"a correction no longer fits, nothing was published: {str(error).rstrip('.')}")
    except KeyboardInterrupt:
        return _refuse("stopped, nothing was published")
    except OSError as error:
        return _refuse(f"the tables could not be written, nothing was published: {error.strerror or error}")


def _run(options: argparse.Namespace, places: Sequence[Found]) -> int:
    cache = Cache(beside(options.out.resolve(), "cache"))
    build = gather(places, cache, options.processes, anew=options.no_cache)
    if not build.sources:
        return _refuse("none of the files could be read, nothing was published")
    problems: list[Problem] = []
    publish(_checked(build.tables(), FACTS_ONLY if options.facts_only else TABLES, problems),
            lambda rows: build.report(rows, [problem.sentence for problem in sorted(problems)]), options.out)
    cache.prune()
    print(f"{len(build.sources)} reports published in {options.out}, {len(build.failures)} could not be read.")
    return 1 if build.failures else 0


def _checked(pieces: Iterable[dict[str, pa.Table]], names: Sequence[str], problems: list[Problem]) -> Iterator[dict[str, pa.Table]]:
    """The pieces' tables of these names; enters their problems. BrokenContract in the end if one is a fault."""
    for tables in pieces:
        problems += check(tables, dt.date.today())
        yield {name: table for name, table in tables.items() if name in names}
    faults = [problem.sentence for problem in sorted(problems) if problem.fault]
    if faults:
        raise BrokenContract(f"{faults[0]} ({len(faults)} in all)")


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m etl", description="Parse 特定個人情報保護評価書 into Parquet tables.")
    parser.add_argument("sources", nargs="+", type=Path, metavar="SOURCE", help="a report, a folder of reports or a ZIP archive of them")
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT, metavar="DIR", help=f"folder of the tables (default {DEFAULT_OUT})")
    parser.add_argument("--processes", type=_processes, default=os.cpu_count() or 1, metavar="N", help="number of processes (default: all processors)")
    parser.add_argument("--no-cache", action="store_true", help="parse every report, also those that have not changed")
    parser.add_argument("--facts-only", action="store_true", help="leave out the table of prose (wording)")
    return parser.parse_args(arguments)


def _processes(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


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


if __name__ == "__main__":
    sys.exit(main())
