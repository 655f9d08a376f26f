"""Sources → what a run gathers of them: tables, failures, duplicates, and the report of the build (build.json)."""
from __future__ import annotations

import datetime as dt
import errno
import hashlib
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TextIO

import pyarrow as pa

from etl import VERSION
from etl.cache import Cache
from etl.ledger import Row
from etl.parsed import Parsed
from etl.sources import BadSource, Found, read_bytes
from etl.tables import Head, current_of, head_of, tables_of, version_key
from etl.workers import parse_all

CLEAR = "\x1b[2K"  # a terminal's sign to empty the line
_EVERY = 100  # reports between two lines of progress where there is no terminal


@dataclass
class Build:
    """What was read so far. The reports' tables wait in the cache."""

    cache: Cache
    heads: list[Head] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)  # digest → name of the first file with these bytes
    sources: list[Row] = field(default_factory=list)
    unknown: list[Row] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    duplicates: list[Row] = field(default_factory=list)

    def add(self, report: Parsed) -> None:
        self.heads.append(head_of(report))
        self.sources.append({"name": report.name, "sha256": report.sha256, "kind": report.kind})
        self.unknown += [{"source_name": report.name, "sha256": report.sha256, **row} for row in report.unknown]

    def tables(self) -> Iterator[dict[str, pa.Table]]:
        """Every table of the contract, piece by piece. OSError if the cache has lost a report meanwhile."""
        return tables_of(self.heads, self._parsed)

    def _parsed(self, head: Head) -> Parsed:
        found = self.cache.get(head.row["source_sha256"], head.row["source_name"])
        if not found:
            raise OSError(errno.EIO, f"what was read of {head.row['source_name']} is lost")
        return found

    def report(self, rows: dict[str, int], doubts: Sequence[str]) -> Row:
        """build.json without its date: the same for the same reports, whatever their order. `rows`: how many each table has."""
        ordered = sorted(self.sources, key=lambda source: source["sha256"])
        unknown = sorted(self.unknown, key=lambda row: row["sha256"])
        return {
            "built_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), "version": VERSION, "sources": ordered, "failures": sorted(self.failures),
            "duplicates": sorted(self.duplicates, key=lambda row: (row["sha256"], row["name"])), "superseded": self._superseded(),
            "rows": rows, "doubts": list(doubts),
            "unknown": [{name: value for name, value in row.items() if name != "sha256"} for row in unknown],
        }

    def _superseded(self) -> list[Row]:
        """Reports of which there is a newer version, with the current one."""
        ordered = sorted((head.row for head in self.heads), key=itemgetter("source_sha256"))
        current = current_of(ordered)
        return [{"name": row["source_name"], "sha256": row["source_sha256"], "current": current[version_key(row)]["source_name"]}
                for row in ordered if current[version_key(row)] is not row]


def gather(places: Sequence[Found], cache: Cache, processes: int, lines: TextIO | None = None, anew: bool = False) -> Build:
    """Read every source, each said in a line as it comes (`lines`: where to): unchanged ones from the cache if not `anew`, then the others; the same bytes
    under two names once."""
    build, progress = Build(cache), Progress(len(places), lines or sys.stdout)
    fresh = []
    for found in places:
        try:
            digest = hashlib.sha256(read_bytes(found)).hexdigest()
        except BadSource as error:
            build.failures.append(progress.failed(str(error)))
            continue
        if digest in build.names:
            build.duplicates.append({"name": found.name, "same_as": build.names[digest], "sha256": digest})
            progress.say(f"{found.name}: the same report as {build.names[digest]}.")
            continue
        build.names[digest] = found.name
        report = None if anew else cache.get(digest, found.name)
        if report:
            build.add(report)
            progress.say(report.summary())
        else:
            fresh.append(found)
    for outcome in parse_all(fresh, min(processes, len(fresh))):
        if isinstance(outcome, str):
            build.failures.append(progress.failed(outcome))
        else:
            cache.put(outcome)
            build.add(outcome)
            progress.say(outcome.summary())
    return build


class Progress:
    """Lines numbered as they come, and how long the rest will take."""

    def __init__(self, total: int, lines: TextIO) -> None:
        self.lines = lines
        self.total, self.done, self.began = total, 0, time.monotonic()
        self.live = sys.stderr.isatty()

    def say(self, line: str) -> None:
        self._line(line, self.lines)

    def failed(self, line: str) -> str:
        self._line(line, sys.stderr)
        return line

    def _line(self, line: str, stream: TextIO) -> None:
        self.done += 1
        print(f"{CLEAR if self.live else ''}[{self.done}/{self.total}] {line}", file=stream, flush=self.live)
        if self.live:
            print(self.rate(), end="\r", file=sys.stderr, flush=True)
        elif self.done % _EVERY == 0:
            print(self.rate(), file=sys.stderr)

    def rate(self) -> str:
        """How fast it goes and how long the rest will take at that rate."""
        a_second = self.done / max(time.monotonic() - self.began, 1e-3)
        left = dt.timedelta(seconds=round((self.total - self.done) / a_second))
        return f"{self.done} of {self.total} files, {a_second:.1f} a second, {left} left"
