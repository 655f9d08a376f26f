"""Arrow tables → a folder of Parquet files with build.json, published whole or not at all.

Everything is written and flushed to disk beside the folder; then one step of the file system exchanges the two folders. Whoever kept the old folder
open goes on reading the old build whole: it stays beside the new one for a while. See docs/publishing.md.
"""
from __future__ import annotations

import ctypes
import errno
import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

ROWS_PER_GROUP = 50_000
GRACE = 600  # seconds for which a replaced build is kept for those who still read it
_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2)
_HERE = -100  # AT_FDCWD


class Busy(Exception):
    """Another run is publishing into the same folder."""


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """The folder for this run alone; the system gives it back when the process ends, however it ends. Busy if another run has it."""
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with open(beside(folder, "lock"), "w") as lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # this process's alone: workers that outlive a kill for a moment don't hold it
        except (BlockingIOError, PermissionError):
            raise Busy(f"another run is publishing in {folder.name}") from None
        _recover(folder)
        yield


def beside(folder: Path, what: str) -> Path:
    """A hidden name next to the folder, on the same file system."""
    return folder.parent / f".{folder.name}.{what}"


def publish(pieces: Iterable[Mapping[str, pa.Table]], build: Callable[[dict[str, int]], Mapping[str, Any]], folder: Path) -> None:
    """Write tables as they come piece by piece, and build.json: `build` says it when the rows of each table are counted. Then put all in the folder's
    place. An error (a full disk, say, or one of the pieces' own) leaves the folder as it was."""
    folder = folder.resolve()
    fresh = beside(folder, f"new-{os.getpid()}-{time.time_ns()}")
    fresh.mkdir(parents=True)
    try:
        said = build(_write(pieces, fresh))
        digests = {path.name: _digest(path) for path in sorted(fresh.iterdir())}
        (fresh / "build.json").write_text(json.dumps({**said, "files": digests}, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")
        for path in (*fresh.iterdir(), fresh):
            _flush(path)
        _exchange(fresh, folder)
        _flush(folder.parent)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    _sweep(folder)


def _write(pieces: Iterable[Mapping[str, pa.Table]], folder: Path) -> dict[str, int]:
    """One file a table; gives the rows of each."""
    rows: dict[str, int] = {}
    with ExitStack() as files:
        writers: dict[str, pq.ParquetWriter] = {}
        for piece in pieces:
            for name, table in piece.items():
                if name not in writers:
                    writers[name] = files.enter_context(pq.ParquetWriter(folder / f"{name}.parquet", table.schema, compression="zstd"))
                if table.num_rows or name not in rows:
                    writers[name].write_table(table, ROWS_PER_GROUP)
                rows[name] = rows.get(name, 0) + table.num_rows
    return rows


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _exchange(fresh: Path, folder: Path) -> None:
    """One step where the system has it. Elsewhere two: between them there is no folder, and `_recover` of the next run mends what a kill leaves."""
    if not folder.exists():
        fresh.rename(folder)
    elif not _exchanged(fresh, folder):
        old = beside(folder, f"old-{time.time_ns()}")
        folder.rename(old)
        fresh.rename(folder)
    if fresh.exists():
        fresh.rename(beside(folder, f"old-{time.time_ns()}"))


def _exchanged(one: Path, other: Path) -> bool:
    try:
        step = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    if step(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(number, os.strerror(number), str(other))


def _recover(folder: Path) -> None:
    """After a kill: the folder that was moved away comes back, unfinished ones go."""
    olds = sorted(folder.parent.glob(f".{folder.name}.old-*"))
    if olds and not folder.exists():
        olds[-1].rename(folder)
    for unfinished in folder.parent.glob(f".{folder.name}.new-*"):
        shutil.rmtree(unfinished, ignore_errors=True)
    _sweep(folder)


def _sweep(folder: Path) -> None:
    """Builds that were replaced more than GRACE ago."""
    for old in folder.parent.glob(f".{folder.name}.old-*"):
        with suppress(OSError, ValueError):
            if time.time_ns() - int(old.name.rpartition("-")[2]) > GRACE * 1_000_000_000:
                shutil.rmtree(old, ignore_errors=True)
