"""Paths → sources: the bytes of each report, decoded."""
from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

SUFFIXES = frozenset({".txt", ".md", ".tsv", ".html", ".htm"})
_LARGEST = 50_000_000


class BadSource(Exception):
    """A file that can't be read as a report; the message is one sentence that names the file and the reason."""


@dataclass(frozen=True, slots=True)
class Source:
    """One report as it was found: `name` without folders, `sha256` of its bytes, `text` decoded."""

    name: str
    sha256: str
    text: str


def find_sources(places: Iterable[Path]) -> Iterator[Path]:
    """The report files of files and folders, folders recursively, in the order of their paths."""
    for place in places:
        if place.is_dir():
            yield from sorted(path for path in place.rglob("*") if path.is_file() and path.suffix.lower() in SUFFIXES and path.name[0] != ".")
        else:
            yield place


def read_source(path: Path) -> Source:
    """Read and decode one file. BadSource if it is missing, empty, too large or no text."""
    try:
        size = path.stat().st_size
        if size > _LARGEST:
            raise BadSource(f"{path.name}: the file has {size:,} bytes, more than the {_LARGEST:,} a report may have.")
        data = path.read_bytes()
    except OSError as error:
        raise BadSource(f"{path.name}: the file can't be opened ({error.strerror}).") from error
    return Source(path.name, hashlib.sha256(data).hexdigest(), _decode(path.name, data))


def _decode(name: str, data: bytes) -> str:
    if not data.strip():
        raise BadSource(f"{name}: the file is empty.")
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp932", "euc_jp"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise BadSource(f"{name}: the file is not text in UTF-8, UTF-16, CP932 or EUC-JP.")
