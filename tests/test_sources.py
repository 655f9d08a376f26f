"""Whatever an analyst's folder of downloads holds: a report is read, anything else is refused in one sentence that names the file and the reason."""
from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pypdfium2 as pdfium
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.document import LONGEST_LINE, MOST_CHARACTERS, Unreadable
from etl.sources import BadSource, find_sources, read_source, source_of
from tests.files import made, sheets_html, sheets_text, workbook

TEXT = sheets_text(made("basic", 1).sheets)
XLSX = workbook(made("basic", 1).sheets)


def pdf(*pages: str, catalog: bytes = b"", on_page: bytes = b"", more: tuple[bytes, ...] = ()) -> bytes:
    """A PDF by hand: a page for each text, in Helvetica. catalog, on_page: entries of the catalogue and of each page; more: objects from the fourth on."""
    parts = [b"<</Type/Catalog/Pages 2 0 R%b>>" % catalog, b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", *more]
    kids = []
    for text in pages:
        stream = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode()
        parts.append(b"<</Length %d>>stream\n%b\nendstream" % (len(stream), stream))
        parts.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R%b>>" % (len(parts), on_page))
        kids.append(b"%d 0 R" % len(parts))
    parts[1] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(kids), b" ".join(kids))
    data, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += b"%d 0 obj%b\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    return data + b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, table, size, len(data))


def filled_pdf() -> bytes:
    """A PDF with two form fields: one with its picture, as most programs save it, and one with its value alone."""
    picture = b"BT /F1 12 Tf 2 4 Td (drawn) Tj ET"
    fields = (b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(drawn)/F 4/Rect[200 695 300 715]/AP<</N 5 0 R>>>>",
              b"<</Type/XObject/Subtype/Form/BBox[0 0 100 20]/Resources<</Font<</F1 3 0 R>>>>/Length %d>>stream\n%b\nendstream" % (len(picture), picture),
              b"<</Type/Annot/Subtype/Widget/FT/Tx/T(b)/V(typed)/F 4/DA(/F1 12 Tf 0 g)/Rect[200 595 300 615]>>")
    form = b"/AcroForm<</Fields[4 0 R 6 0 R]/DR<</Font<</F1 3 0 R>>>>/DA(/F1 12 Tf 0 g)>>"
    return pdf("label", catalog=form, on_page=b"/Annots[4 0 R 6 0 R]", more=fields)


def locked_pdf() -> bytes:
    locked = b"trailer<</Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -4/O(%b)/U(%b)>>/ID[(0123456789abcdef)(0123456789abcdef)]" % (b"o" * 32, b"u" * 32)
    return pdf("locked").replace(b"trailer<<", locked)


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def far_cell() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "評価書")
        sheet.write(1_048_575, 16_383, "遠い")
    return buffer.getvalue()


def swollen_workbook() -> bytes:
    with zipfile.ZipFile(io.BytesIO(XLSX)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        with archive.open("xl/media/picture.bmp", "w") as member:
            for _ in range(401):
                member.write(bytes(1_000_000))
    return buffer.getvalue()


BAD = {
    "empty.txt": (b"", "the file is empty"),
    "spaces.txt": (b" \n\t \r\n", "the file is empty"),
    "noise.txt": (bytes(range(256)) * 64, "the file is not text in UTF-8"),
    "photo.pdf": (b"\x89PNG\r\n\x1a\n" + bytes(500), "the file is a picture"),
    "picture.jpg": (b"\xff\xd8\xff\xe0" + bytes(500), "the file is a picture"),
    "letter.docx": (zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}), "an office document of another kind"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le"), "an office document of another kind"),
    "locked.xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    "broken.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "the workbook is damaged"),
    "cut.xlsx": (XLSX[: len(XLSX) // 2], "the archive or workbook is damaged"),
    "far.xlsx": (far_cell(), "the sheets of the workbook span"),
    "locked.pdf": (locked_pdf(), "the PDF is protected by a password"),
    "cut.pdf": (b"%PDF-1.7\n1 0 obj<</Type/Cat", "the PDF is damaged"),
    "scan.pdf": (pdf(""), "the PDF has no text on its 1 pages"),
    "blank.html": (b"<!DOCTYPE html><html><head><title>x</title></head><body><script>1</script></body></html>", "the HTML document shows no text"),
    "endless.txt": ("長".encode() * (LONGEST_LINE + 1), "a line of the text has more than"),
    "long.txt": (b"a\n" * (MOST_CHARACTERS // 2 + 1), "characters, more than the"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_report_is_refused_with_its_name_and_the_reason(name: str, tmp_path: Path) -> None:
    data, reason = BAD[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(BadSource) as refused:
        read_source(path)
    sentence = str(refused.value)
    assert sentence.startswith(f"{name}: ") and reason in sentence and sentence.endswith(".") and "\n" not in sentence


def test_a_workbook_that_would_unpack_to_gigabytes_is_not_unpacked() -> None:
    with pytest.raises(Unreadable, match="unpacks to more than"):
        source_of("bomb.xlsx", swollen_workbook())


def test_entities_of_xml_are_never_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    page = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "笑">{laughs}]><html><body><p>評価 &l11;</p></body></html>'
    assert len(source_of("laughs.html", page.encode()).text) < 2000


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp932", "euc_jp"])
@pytest.mark.parametrize("name", ["report.txt", "report.pdf", "report"])
def test_text_is_read_in_its_encoding_whatever_it_is_called(encoding: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(TEXT.encode(encoding, "ignore"))
    assert read_source(path).text == TEXT.encode(encoding, "ignore").decode(encoding)


def test_an_archive_and_folders_give_their_reports(tmp_path: Path) -> None:
    (tmp_path / "年度" / "市").mkdir(parents=True)
    (tmp_path / "年度" / "市" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / ".hidden.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "Thumbs.db").write_bytes(b"x")
    with zipfile.ZipFile(tmp_path / "reports.zip", "w") as archive:
        archive.writestr("市/評価書.xlsx", XLSX)
        archive.writestr("__MACOSX/._b.txt", b"x")
        archive.writestr("b.txt", TEXT.encode("cp932", "ignore"))
    sources = [read_source(found) for found in find_sources([tmp_path])]
    assert sorted(source.name for source in sources) == ["a.txt", "b.txt", "評価書.xlsx"]
    assert sources[0].text.splitlines()[0] == TEXT.splitlines()[0]


@pytest.mark.parametrize(("members", "reason"), [({".hidden": b"x"}, "the archive is empty"),
                                                 ({"inner.zip": zipped({"a.txt": b"x"})}, "an archive within an archive is not read")])
def test_archives_without_reports_say_so(members: dict[str, bytes], reason: str, tmp_path: Path) -> None:
    path = tmp_path / "outer.zip"
    path.write_bytes(zipped(members))
    with pytest.raises(BadSource, match=reason):
        read_source(next(find_sources([path])))


@pytest.mark.parametrize("raw", ["改行\n入り.txt".encode(), b"\xff\xfe.txt", b"-o.txt", "絵📄文字.txt".encode()])
def test_odd_names_are_read_and_can_be_printed(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(raw)
    path.write_text(TEXT, encoding="utf-8")
    name = read_source(next(find_sources([tmp_path]))).name
    assert name.isprintable() and name.encode("utf-8") and name.endswith(".txt")


def test_what_is_no_file_is_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "nowhere.pdf", tmp_path / "pipe"):
        with pytest.raises(BadSource, match=path.name):
            read_source(path)


FUZZED = [XLSX, sheets_html(made("basic", 1).sheets).encode(), pdf("My Number", "second page"), zipped({"a.txt": XLSX}),
          TEXT.encode("cp932", "ignore")]


@given(data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_damaged_bytes_are_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    raw = bytearray(data.draw(st.sampled_from(FUZZED)))
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(raw) - 1))
        change = data.draw(st.sampled_from(("flip", "cut", "double", "zero")))
        length = data.draw(st.integers(1, 200))
        if change == "flip":
            raw[at] ^= data.draw(st.integers(1, 255))
        elif change == "cut" and len(raw) > length + 1:
            del raw[at : at + length]
        elif change == "double":
            raw[at:at] = raw[at : at + length]
        else:
            raw[at : at + length] = bytes(min(length, len(raw) - at))
    try:
        source = source_of("fuzzed", bytes(raw))
    except Unreadable as reason:
        assert str(reason) and "\n" not in str(reason)
    else:
        assert not source.places or len(source.places) == source.text.count("\n") + 1


def test_a_pdf_of_another_tool_is_read_too() -> None:
    with pdfium.PdfDocument(pdf("first", "second")) as document:
        buffer = io.BytesIO()
        document.save(buffer)
    assert source_of("saved.pdf", buffer.getvalue()).places == ((1, 1), (2, 1))


def test_what_was_typed_into_the_fields_of_a_pdf_is_read() -> None:
    assert source_of("filled.pdf", filled_pdf()).text.split() == ["label", "drawn", "typed"]
