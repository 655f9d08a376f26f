"""Paths → sources: each report's bytes, told apart by what they are and not by their names, as lines of text."""
from __future__ import annotations

import hashlib
import io
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from etl.document import LARGEST_FILE, LONGEST_LINE, MOST_CHARACTERS, MOST_UNPACKED, Unreadable
from etl.html_page import is_html, read_html
from etl.pdf import read_pdf
from etl.workbook import read_workbook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = {
    b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture", b"II*\0": "a picture", b"MM\0*": "a picture",
    b"\x1f\x8b": "a gzip archive", b"7z\xbc\xaf": "a 7z archive", b"Rar!": "a RAR archive", b"{\\rtf": "an RTF document",
    b"\x7fELF": "a program", b"MZ": "a program",
}
_LITTER = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_MISREAD = re.compile("[\uff61-\uff9f\ufffd\ue000-\uf8ff]")  # half-width katakana and private signs: what EUC-JP looks like in CP932
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError)
MOST_MEMBERS = 50_000


class BadSource(Exception):
    """A file that can't be read as a report; the message is one sentence that names the file and the reason."""


@dataclass(frozen=True, slots=True)
class Source:
    """One report as it was found: `name` without folders, `sha256` of its bytes, `text` decoded; of a document in pages, sheets or tags the lines of `text`
    are its rows, and `places` says where each stands."""

    name: str
    sha256: str
    text: str
    places: tuple[tuple[int | None, int], ...] = ()

    def place(self, line: int) -> tuple[int | None, int]:
        """Page or sheet (None where there is none) and the line or row there, both 1-based, of a line of the text."""
        return self.places[line - 1] if self.places else (None, line)


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A file, or a member of an archive; `data` where the bytes are at hand already."""

    path: Path
    member: str = ""
    data: bytes | None = field(default=None, compare=False, repr=False)

    @property
    def name(self) -> str:
        """The last part of the path, such that it can be printed: file systems allow names that are no text."""
        name = (self.member or os.fsencode(self.path).decode("utf-8", "replace")).replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
        return "".join(sign if sign.isprintable() else "\ufffd" for sign in name)

    def __str__(self) -> str:
        return f"{self.path} ({self.member})" if self.member else str(self.path)


def find_sources(places: Iterable[Path]) -> Iterator[Found]:
    """The files of files, folders and archives, folders recursively, in the order of their paths. Hidden files and a system's own litter are left out."""
    for place in places:
        for path in sorted(_files(place)) if place.is_dir() else [place]:
            yield from _members(path)


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if _wanted(path.relative_to(folder).parts) and path.is_file():
            yield path


def _wanted(parts: Iterable[str]) -> bool:
    return not any(part.startswith((".", "~$")) or part.lower() in _LITTER for part in parts)


def _members(path: Path) -> Iterator[Found]:
    """The reports in an archive; the file itself if it is none, or one that can't be opened (reading it will say why)."""
    try:
        names = _archive_names(path) if _is_archive(path) else []
    except Unreadable:
        names = []
    yield from (Found(path, name) for name in names) if names else [Found(path)]


def members_of(name: str, data: bytes) -> Iterator[Found]:
    """The same for a file whose bytes are at hand."""
    file = io.BytesIO(data)
    try:
        names = _archive_names(file) if data[:4] == b"PK\3\4" and _contents(file) == "archive" else []
        with _opened(file) if names else nullcontext() as archive:
            yield from (Found(Path(name), member, archive.read(member)) for member in names) if archive else [Found(Path(name), data=data)]
    except (Unreadable, RuntimeError, *_BROKEN):
        yield Found(Path(name), data=data)


def _is_archive(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\3\4" and _contents(path) == "archive"
    except OSError:
        return False


def _contents(file: Path | io.BytesIO) -> str:
    """What a ZIP file is: office documents are ZIP files too."""
    try:
        with _opened(file) as archive:
            names = set(archive.namelist())
    except _BROKEN:
        return "damaged"
    if "xl/workbook.xml" in names:
        return "workbook"
    return "office document" if names & {"[Content_Types].xml", "mimetype"} else "archive"


def _archive_names(file: Path | io.BytesIO) -> list[str]:
    try:
        with _opened(file) as archive:
            members = [member for member in archive.infolist() if not member.is_dir() and _wanted(member.filename.split("/"))]
    except _BROKEN as error:
        raise Unreadable("the archive is damaged") from error
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED * 10:
        raise Unreadable(f"the archive unpacks to more than {MOST_MEMBERS:,} files or {MOST_UNPACKED * 10:,} bytes")
    if not members:
        raise Unreadable("the archive is empty")
    return sorted(member.filename for member in members)


def _opened(file: Path | io.BytesIO) -> zipfile.ZipFile:
    """Windows writes Japanese names in CP932 and doesn't say so; names that are said to be UTF-8 are read as such."""
    try:
        return zipfile.ZipFile(file, metadata_encoding="cp932")
    except UnicodeDecodeError:
        return zipfile.ZipFile(file)


def read_source(place: Found | Path) -> Source:
    """Read one file. BadSource if it is missing, empty, too large, damaged, locked or nothing that can be read."""
    found = place if isinstance(place, Found) else Found(place)
    return source_from(found, read_bytes(found))


def read_bytes(found: Found) -> bytes:
    """The bytes of one file. BadSource if it can't be opened or is too large."""
    try:
        if found.data is not None:
            return found.data
        return _member_bytes(found) if found.member else _file_bytes(found.path)
    except OSError as error:
        raise BadSource(f"{found.name}: the file can't be opened ({error.strerror or error}).") from error
    except Unreadable as error:
        raise BadSource(f"{found.name}: {error}.") from error


def source_from(found: Found, data: bytes) -> Source:
    """The bytes of one file as a source. BadSource if they are nothing that can be read."""
    try:
        return source_of(found.name, data)
    except Unreadable as error:
        raise BadSource(f"{found.name}: {error}.") from error


def _file_bytes(path: Path) -> bytes:
    status = path.stat()
    if stat.S_ISREG(status.st_mode) and status.st_size > LARGEST_FILE:
        if _is_archive(path):
            _archive_names(path)
        raise Unreadable(f"the file has {status.st_size:,} bytes, more than the {LARGEST_FILE:,} a report may have")
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable("it is a folder" if stat.S_ISDIR(status.st_mode) else "it is no regular file")
    if _is_archive(path):
        _archive_names(path)
    return path.read_bytes()


def _member_bytes(found: Found) -> bytes:
    try:
        with _opened(found.path) as archive, archive.open(found.member) as member:
            data = member.read(LARGEST_FILE + 1)
    except RuntimeError as error:
        raise Unreadable(f"it is protected by a password in the archive {found.path.name}") from error
    except (*_BROKEN, KeyError, EOFError) as error:
        raise Unreadable(f"it is damaged in the archive {found.path.name}") from error
    if len(data) > LARGEST_FILE:
        raise Unreadable(f"it unpacks to more than the {LARGEST_FILE:,} bytes a report may have")
    return data


def source_of(name: str, data: bytes) -> Source:
    """The bytes of one file as a source. Unreadable if they are nothing that can be read."""
    digest = hashlib.sha256(data).hexdigest()
    kind = _kind(data)
    if kind == "text":
        text = _decoded(data)
        if not is_html(text):
            return Source(name, digest, _bounded(text))
        lines = read_html(text)
    else:
        lines = read_pdf(data) if kind == "pdf" else read_workbook(data)
    return Source(name, digest, _bounded("\n".join(line.text for line in lines)), tuple((line.page, line.row) for line in lines))


def _kind(data: bytes) -> str:
    if not data.strip():
        raise Unreadable("the file is empty")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[:4] == b"PK\3\4":
        return _zip_kind(data)
    if data[:8] == _OLE:
        return _ole_kind(data)
    for sign, what in _FOREIGN.items():
        if data.startswith(sign):
            raise Unreadable(f"the file is {what}, not a report as text, HTML, PDF or Excel workbook")
    return "text"


def _zip_kind(data: bytes) -> str:
    contents = _contents(io.BytesIO(data))
    if contents == "archive":
        raise Unreadable("an archive within an archive is not read")
    if contents == "office document":
        raise Unreadable("the file is an office document of another kind; save it as PDF or XLSX")
    if contents == "damaged":
        raise Unreadable("the archive or workbook is damaged")
    return contents


def _ole_kind(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable("the workbook is protected by a password")
    if "WordDocument".encode("utf-16-le") in data:
        raise Unreadable("the file is an office document of another kind; save it as PDF or XLSX")
    return "workbook"


def _decoded(data: bytes) -> str:
    """The text of bytes in UTF-8, UTF-16, CP932 or EUC-JP, with the fewest of the signs that a wrong guess makes."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif b"\0" in data:
        encodings = ["utf-16-le", "utf-16-be"]
    else:
        encodings = ["utf-8-sig"]
    texts = list(_attempts(data, encodings)) or list(_attempts(data, ["cp932", "euc_jp"]))
    if not texts:
        raise Unreadable("the file is not text in UTF-8, UTF-16, CP932 or EUC-JP")
    return texts[0] if len(texts) == 1 else min(texts, key=lambda text: len(_MISREAD.findall(text)))


def _attempts(data: bytes, encodings: Iterable[str]) -> Iterator[str]:
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and (not encoding.startswith("utf-16-") or "評価" in text):
            yield text


def _bounded(text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(f"the text has {len(text):,} characters, more than the {MOST_CHARACTERS:,} a report may have")
    if len(text) > LONGEST_LINE and max(map(len, text.splitlines())) > LONGEST_LINE:
        raise Unreadable(f"a line of the text has more than {LONGEST_LINE:,} characters")
    return text
