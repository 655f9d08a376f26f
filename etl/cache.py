"""Parsed reports kept beside the tables, by the bytes of the report and of the parser: what has not changed is not parsed again, and what was parsed waits
here until all are. Safe to delete between runs."""
from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from functools import cache
from pathlib import Path

import pyarrow as pa

from etl.parsed import Parsed, from_bytes, to_bytes


@cache
def parser_version() -> str:
    """A digest of the parser's own code and data: another parser, another answer."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*")):
        if path.suffix in (".py", ".csv", ".toml"):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


class Cache:
    """One file a report. What has no file (`folder` None, a full disk) is kept in memory for this run."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder / parser_version() if folder else None
        self._used: set[str] = set()
        self._in_memory: dict[str, bytes] = {}

    def get(self, sha256: str, name: str) -> Parsed | None:
        """The report as it was parsed before; None if it wasn't, or if the entry is damaged."""
        self._used.add(sha256)
        try:
            found = from_bytes(self._bytes(sha256), name)
        except (OSError, KeyError, ValueError, pa.ArrowException):
            return None
        return found if found.sha256 == sha256 else None

    def put(self, parsed: Parsed) -> None:
        """Keep a parsed report. A full disk costs the entry, not the run."""
        data = to_bytes(parsed)
        if not self._written(parsed.sha256, data):
            self._in_memory[parsed.sha256] = data

    def _bytes(self, sha256: str) -> bytes:
        if sha256 in self._in_memory or self.folder is None:
            return self._in_memory[sha256]
        return (self.folder / sha256).read_bytes()

    def _written(self, sha256: str, data: bytes) -> bool:
        if self.folder is None:
            return False
        fresh = self.folder / f".{sha256}.{os.getpid()}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(data)
            fresh.replace(self.folder / sha256)
        except OSError:
            return False
        return True

    def prune(self) -> None:
        """Forget reports that this run didn't meet, and what other parsers left."""
        if self.folder is None or not self.folder.parent.is_dir():
            return
        for path in self.folder.parent.rglob("*"):
            if path.is_file() and not (path.parent == self.folder and path.name in self._used):
                path.unlink(missing_ok=True)
        for path in self.folder.parent.iterdir():
            with suppress(OSError):
                path.rmdir()
