"""Sources → parsed reports, in processes of their own with bounded time and memory: a file that kills its reader costs only itself."""
from __future__ import annotations

import ctypes
import gc
import os
import resource
import signal
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from itertools import islice
from pathlib import Path
from types import FrameType

from etl.corrections import StaleCorrection, correct, read_corrections
from etl.parsed import Parsed, parsed_of
from etl.report import read_report
from etl.sources import BadSource, Found, read_bytes, source_from

SECONDS = 120  # of computing, for one report; the largest that is known takes about two
MEMORY = 4 << 30  # bytes that a worker may take for its work
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
_AHEAD = 4  # reports waiting for each worker


class TooLong(Exception):
    """A report took more than its share of time."""


def parse(found: Found | Path, data: bytes | None = None) -> Parsed | str:
    """One report, or the sentence that says why there is none."""
    found = found if isinstance(found, Found) else Found(found)
    try:
        report = read_report(source_from(found, read_bytes(found) if data is None else data))
        correct(report.source.sha256, report.tables, read_corrections())
        return parsed_of(report)
    except StaleCorrection:
        raise
    except BadSource as error:
        return str(error)
    except TooLong:
        return f"{found.name}: reading it took more than {SECONDS} seconds."
    except MemoryError:
        return f"{found.name}: reading it takes more than {MEMORY >> 30} GB of memory."
    except Exception as error:  # one report must not stop the others; the failure is named like any other
        return f"{found.name}: the parser failed on this report ({type(error).__name__}: {error})."


def parse_all(places: Iterable[Found], processes: int) -> Iterator[Parsed | str]:
    """The outcome of each source, in the order of the sources."""
    waiting = iter(places)
    processes = max(1, processes)
    pool = _pool(processes)
    running: list[tuple[Found, Future[Parsed | str]]] = []
    try:
        while True:
            running += [(found, pool.submit(_bounded, found)) for found in islice(waiting, processes * _AHEAD - len(running))]
            if not running:
                return
            try:
                outcome = running[0][1].result()
                running.pop(0)
                yield outcome
            except BrokenProcessPool:
                yield from _one_by_one([found for found, _ in running])
                pool, running = _pool(processes), []
    finally:
        pool.shutdown(cancel_futures=True)


def _one_by_one(places: Sequence[Found]) -> Iterator[Parsed | str]:
    """Each source in a process of its own: a worker died on one of them, and this tells on which."""
    for found in places:
        with _pool(1) as pool:
            try:
                yield pool.submit(_bounded, found).result()
            except BrokenProcessPool:
                yield f"{found.name}: reading it broke down, or took more time or memory than a report may."


def _pool(processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, initializer=_begin)


def _begin() -> None:
    """A worker dies with the command, leaves Ctrl-C to it, and may take so much memory and no more."""
    gc.freeze()  # what was inherited is the command's to collect: libraries with threads of their own can't free it in here
    with suppress(OSError, AttributeError):  # Linux alone
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    taken = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE") if Path("/proc/self/statm").exists() else 0
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = taken + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _bounded(found: Found) -> Parsed | str:
    """Parse with an alarm for code in Python, and a limit of the system's for libraries that don't hear it."""
    spent = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(spent.ru_utime + spent.ru_stime) + SECONDS + 10, hard))
    signal.signal(signal.SIGPROF, _alarm)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        return parse(found)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _alarm(number: int, frame: FrameType | None) -> None:
    raise TooLong
