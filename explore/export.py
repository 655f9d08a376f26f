"""What leaves the dashboard as a file: CSV that a spreadsheet opens and cannot be hurt by, and a zip that explains itself."""
from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv

from explore.dictionary import columns, tables
from explore.words import Words

BOM = b"\xef\xbb\xbf"  # Excel in Japan takes a CSV for UTF-8 only with this mark
_FORMULA = re.compile(r"^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]")
XSD = {"text": "string", "int": "integer", "real": "double", "bool": "boolean", "date": "date"}
IN_WORDS: dict[str, Callable[[Words, str], str]] = {  # codes of the dashboard's own, and places in a report
    "mark": Words.mark, "cloud_mark": Words.mark, "place_1": Words.spot, "place_2": Words.spot}
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Slice:
    """Rows as they are shown, with what is needed to cite them: file name, the sentence on screen, and the build's facts."""

    name: str
    rows: pd.DataFrame
    sentence: str
    build: dict[str, object]


def harmless(value: object) -> object:
    """The value, with an apostrophe before text that a spreadsheet would run as a formula."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.search(value) else value


def with_labels(rows: pd.DataFrame, words: Words) -> pd.DataFrame:
    """The rows with a column of labels after every column of codes: kind, kind_label, …"""
    result = {}
    for name in rows.columns:
        result[name] = rows[name]
        domain = _domain(name, rows)
        if name in IN_WORDS:
            result[f"{name}_label"] = [None if _absent(code) else IN_WORDS[name](words, code) for code in rows[name]]
        if domain is not None:
            result[f"{name}_label"] = [None if _absent(code) else words.label(row_domain, code) for row_domain, code in zip(domain, rows[name], strict=True)]
    return pd.DataFrame(result, index=rows.index)


def csv(rows: pd.DataFrame, words: Words) -> bytes:
    """The rows as CSV: UTF-8 with BOM, CRLF, text in quotes, nothing for missing values, codes and labels in columns of their own."""
    table = with_labels(rows, words)
    for name in table.columns:
        if table[name].dtype == object or pd.api.types.is_string_dtype(table[name]):
            table[name] = table[name].map(harmless)
    file = io.BytesIO()
    pa_csv.write_csv(pa.Table.from_pandas(table, preserve_index=False), file, pa_csv.WriteOptions(eol="\r\n"))
    return BOM + file.getvalue()


def metadata(part: Slice, words: Words) -> dict[str, object]:
    """The CSVW description of the slice's CSV: every column with its title, type, unit and codes (https://www.w3.org/TR/tabular-metadata/)."""
    table = with_labels(part.rows, words)
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": words.lang}],
        "url": f"{part.name}.csv",
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "quoteChar": "\"", "header": True},
        "dc:description": part.sentence,
        "tableSchema": {"columns": [_column(name, part.rows, words) for name in table.columns]},
    }


def bundle(part: Slice, words: Words) -> bytes:
    """A zip of the CSV, its CSVW metadata and a note with filters, denominators, build and source hashes; the same bytes for the same slice."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, f"{part.name}.csv", csv(part.rows, words))
        _add(archive, f"{part.name}.csv-metadata.json", json.dumps(metadata(part, words), ensure_ascii=False, indent=2).encode())
        _add(archive, "README.txt", note(part, words).encode())
    return file.getvalue()


def note(part: Slice, words: Words) -> str:
    """What is in the zip, in words."""
    facts = {key: value for key, value in part.build.items() if key != "sources"}
    sources = part.build.get("sources") or []
    lines = [words("note.title"), "", part.sentence, words("note.rows", n=len(part.rows)), "",
             words("note.status" if "status" in part.rows else "note.empty"), words("note.guard"), words("note.text"), "",
             words("note.build"), json.dumps(facts, ensure_ascii=False, indent=2), "", words("note.sources"),
             json.dumps(sources, ensure_ascii=False, indent=2)]
    return "\n".join(lines) + "\n"


def described(table: str, words: Words) -> pd.DataFrame:
    """A table's columns in words: name, label, type, unit, codes and description."""
    known = [columns()[name] for name in tables()[table].columns]
    return pd.DataFrame({
        words("data.column"): [column.name for column in known], words("data.label"): [column.label[words.lang] for column in known],
        words("data.key"): [words("yes") if column.name in tables()[table].key else "" for column in known],
        words("data.type"): [column.type for column in known], words("data.unit"): [column.unit for column in known],
        words("data.codes"): [", ".join(f"{code} {words.label(column.domain, code)}" for code in words.codes(column.domain)) for column in known],
        words("data.description"): [column.description[words.lang] for column in known]})


def guide(listed: dict[str, int | None], sentence: str, words: Words) -> dict[str, bytes]:
    """What goes with all tables in one zip: a CSV of their columns, and a note. listed: rows of each table; None for one that is left out."""
    known = pd.concat([described(name, words).assign(**{words("data.table"): name}) for name, n in listed.items() if n is not None])
    first = [words("data.table"), *(name for name in known.columns if name != words("data.table"))]
    rows = [f"{name}: {words('none') if n is None else words.number(n)}  {tables()[name].description[words.lang]}" for name, n in listed.items()]
    lines = [words("data.note.title"), "", words("data.note"), words("note.status"), words("note.text"), "", *rows, "", sentence]
    return {"columns.csv": csv(known[first], words), "README.txt": ("\n".join(lines) + "\n").encode()}


def document(found: dict[str, pd.DataFrame], build: dict[str, object]) -> bytes:
    """One report as JSON: every table's rows as they are published (codes, dates as YYYY-MM-DD, null for no value), and the build."""
    content = {name: [{column: _plain(value) for column, value in row.items()} for row in rows.to_dict("records")] for name, rows in found.items()}
    return (json.dumps({"build": {key: value for key, value in build.items() if key != "sources"}, **content}, ensure_ascii=False, indent=1) + "\n").encode()


def archive(files: dict[str, bytes]) -> bytes:
    """Files by name in one zip; the same bytes for the same files."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            _add(zipped, name, content)
    return file.getvalue()


def _add(zipped: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _FIXED_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    zipped.writestr(entry, content)


def _domain(name: str, rows: pd.DataFrame) -> list[str] | None:
    """The list of codes of each row's value, or None for a column without codes. A risk's list depends on the kind of form."""
    if name == "risk" and "risk_domain" in rows:
        return list(rows["risk_domain"])
    known = columns().get(name)
    return [known.domain] * len(rows) if known and known.domain else None


def _column(name: str, rows: pd.DataFrame, words: Words) -> dict[str, object]:
    base = columns().get(name.removesuffix("_label"))
    title = base.label[words.lang] if base else name
    if name.endswith("_label"):
        return {"name": name, "titles": f"{title} ({words('note.label')})", "datatype": "string"}
    described: dict[str, object] = {"name": name, "titles": title, "datatype": XSD[base.type] if base else "string"}
    if base and base.description[words.lang]:
        described["dc:description"] = base.description[words.lang]
    if base and base.unit:
        described["schema:unitText"] = base.unit
    if base and base.domain:
        described["pia:codes"] = {code: words.label(base.domain, code) for code in words.codes(base.domain)}
    return described


def _plain(value: object) -> object:
    """A value as JSON knows it."""
    return None if _absent(value) else value.isoformat() if isinstance(value, dt.date) else value


def _absent(value: object) -> bool:
    return value is None or value is pd.NA or value != value
