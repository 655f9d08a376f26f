"""python -m etl stream: reports as a ZIP archive on standard input, their tables as a ZIP archive on standard output. Nothing is written to disk."""
from __future__ import annotations

import datetime as dt
import io
import json
import sys
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from etl.build import gather
from etl.cache import Cache
from etl.checks import check
from etl.sources import Found, members_of
from etl.tables import whole

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def stream(source: BinaryIO, target: BinaryIO, processes: int) -> None:
    """Tables of the readable reports, build.json with the failures. Without any report there are no tables."""
    build = gather(list(_found(source.read())), Cache(None), processes, lines=sys.stderr)
    tables = whole(build.tables())
    if tables:
        # Whether other municipalities use the same words can't be told from these reports alone.
        shares = pa.nulls(tables["passages"].num_rows, pa.float64())
        tables["passages"] = tables["passages"].set_column(tables["passages"].column_names.index("shared_share"), "shared_share", shares)
    doubts = [problem.sentence for problem in check(tables, dt.date.today())] if tables else []
    said = build.report({name: table.num_rows for name, table in tables.items()}, doubts)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in tables.items():
            archive.writestr(zipfile.ZipInfo(f"{name}.parquet", _FIXED_TIME), _parquet(table))
        archive.writestr(zipfile.ZipInfo("build.json", _FIXED_TIME), json.dumps(said, ensure_ascii=False, default=str))


def _found(data: bytes) -> Iterator[Found]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.infolist():
            yield from members_of(member.filename, archive.read(member))


def _parquet(table: pa.Table) -> bytes:
    file = io.BytesIO()
    pq.write_table(table, file, compression="zstd")
    return file.getvalue()
