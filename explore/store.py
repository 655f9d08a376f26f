"""The published tables as data frames: DuckDB over Parquet. The only module that opens a database, and the only cache.

One build is one folder of Parquet files with a build.json. Everything cached is kept under the build's identity and read through the folder that was
opened with it, so a build that replaces it is picked up with the next run of a page and never mixed in. Every query has a cursor of its own.
"""
from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial, wraps
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakValueDictionary

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import streamlit as st
from cachetools import LRUCache, cached
from streamlit.runtime.scriptrunner import get_script_run_ctx

from explore.dictionary import Table, columns, tables
from explore.filters import FIELDS, Condition
from explore.upload import Upload

ROOT = Path(__file__).parent.parent
VIEWS = Path(__file__).parent / "views"
PINNED, ADDED = "store.build", "store.added"
T = TypeVar("T")
SMALL_BUILD_ROWS = 500_000  # up to here tables and views are kept in memory (2-5 ms a query instead of 10-40)
KEPT_CELLS = 2_000_000  # of answers kept in memory for each build, some 100 bytes each
# Views that a large build keeps in memory too: they sum up far more rows than they have. (Not for a visitor with reports of their own: each would have a copy.)
SUMMARIES = {"report_heads", "part_files", "part_marks", "cloud_marks", "usual_answers", "risk_wording", "report_facts"}
SQL_TYPES = {"text": "VARCHAR", "int": "INTEGER", "real": "DOUBLE", "bool": "BOOLEAN", "date": "DATE"}
# Two rows of assessments, a newer n and an older o, are versions of one report: what build.json calls a superseded version.
NEWER = """n.authority = o.authority AND n.kind = o.kind AND (n.number = o.number OR (n.number IS NULL AND o.number IS NULL AND n.title = o.title))
           AND coalesce(n.published_on, n.assessed_on) > coalesce(o.published_on, o.assessed_on)"""
DTYPES = {"VARCHAR": "str", "INTEGER": "Int32", "BIGINT": "Int64", "HUGEINT": "Int64", "DOUBLE": "float64", "BOOLEAN": "boolean"}
FRAME_TYPES: dict[pa.DataType, Any] = {pa.int32(): pd.Int32Dtype(), pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}


class NoTables(Exception):
    """There is no build to show: the folder has no assessments table."""


def folder() -> Path:
    """The folder of the published build."""
    return Path(os.environ.get("PIA_ATLAS_TABLES") or ROOT / "data" / "parquet").resolve()


class OpenFolder:
    """A build's folder, kept open: a build that is put in its place later has the same name, but not the same folder."""

    def __init__(self, place: Path) -> None:
        try:
            self.handle = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
        except OSError:
            raise NoTables(str(place)) from None
        through_handle = Path(f"/proc/self/fd/{self.handle}")
        self.path = through_handle if through_handle.is_dir() else place
        if not (self.path / "assessments.parquet").is_file():
            raise NoTables(str(place))
        stats = sorted((entry.name, entry.stat().st_mtime_ns, entry.stat().st_size) for entry in os.scandir(self.path) if entry.is_file())
        self.identity = json.dumps([str(place), os.fstat(self.handle).st_ino, stats])

    def __del__(self) -> None:
        if hasattr(self, "handle"):
            os.close(self.handle)


def identity() -> str:
    """What tells this build from the next: the folder and every file's size and time of change, and the visitor's own reports. Within one run of a
    page it stays the same."""
    pinned = st.session_state.get(PINNED) if get_script_run_ctx(suppress_warning=True) else None
    return pinned or current_identity()


def pin() -> None:
    """Fixes the build for one run of a page, so that the run never mixes two builds."""
    upload = added()
    st.session_state[PINNED] = current_identity() + (f"\n{upload.token}" if upload and upload.tables else "")


_UPLOADS: WeakValueDictionary[str, Upload] = WeakValueDictionary()  # by token, as long as their sessions hold them


def add(upload: Upload | None) -> None:
    """Puts a visitor's own reports beside the build, for this session alone; None takes them away again."""
    st.session_state[ADDED] = upload
    if upload:
        _UPLOADS[upload.token] = upload


def added() -> Upload | None:
    """The visitor's own reports."""
    return st.session_state.get(ADDED) if get_script_run_ctx(suppress_warning=True) else None


def superseded() -> pd.DataFrame:
    """Published reports of which the visitor has added a newer version: name (the visitor's file), other (the published one)."""
    return rows(f"""SELECT n.source_name AS name, o.source_name AS other FROM assessments AS n JOIN assessments AS o ON {NEWER}
                    WHERE list_contains($added, n.assessment_id) AND NOT list_contains($added, o.assessment_id) ORDER BY ALL""",
                added=added().reports if added() else [])


def _added_to(identity: str) -> Upload | None:
    """The reports that a session has added to a build, by the secret in its identity: a download is made when the page's run is over. NoTables where the
    session has gone."""
    _, _, token = identity.partition("\n")
    if token and token not in _UPLOADS:
        raise NoTables("the reports were added in a session that is over")
    return _UPLOADS.get(token)


def _by_build(function: Callable[..., T], entries: int = 4) -> Callable[..., T]:
    """Keeps what a function makes of a build: for all visitors, or with a visitor's own reports for their session."""
    shared = st.cache_resource(max_entries=entries, show_spinner=False)(function)

    @wraps(function)
    def kept(identity: str, *arguments: str) -> T:
        upload = _added_to(identity)
        if upload is None:
            return shared(identity, *arguments)
        key = (identity, function.__name__, *arguments)
        if key not in upload.kept:
            upload.kept[key] = function(identity, *arguments)
        return upload.kept[key]

    return kept


def current_identity() -> str:
    """The identity of the build that is in place now."""
    found = OpenFolder(folder())
    return _open_folder(found.identity, found).identity


@st.cache_resource(max_entries=8, show_spinner=False)
def _open_folder(identity: str, _found: OpenFolder | None = None) -> OpenFolder:
    if _found is None:
        raise NoTables("the build was replaced while a page was drawn")
    return _found


def _place(identity: str) -> Path:
    """Where a build's files can be read, whatever stands in its folder's place by now."""
    return _open_folder(identity.partition("\n")[0]).path


@dataclass(frozen=True)
class Query:
    """Rows of one view of one build, not read yet: which columns, which condition, which order."""

    build: str
    view: str
    names: tuple[str, ...]
    condition: Condition
    order: str

    def rows(self, limit: int | None = None, offset: int = 0) -> pd.DataFrame:
        """The rows, or a page of them."""
        page = f" LIMIT {limit} OFFSET {offset}" if limit is not None else ""
        return _rows(self.build, f"SELECT {', '.join(self.names)} FROM {self.view} WHERE {self.condition[0]} ORDER BY {self.order}{page}", self.condition[1])

    def whole(self) -> pd.DataFrame:
        """All rows, for a download: read afresh and not kept, for they may be many."""
        return _asked(self.build, f"SELECT {', '.join(self.names)} FROM {self.view} WHERE {self.condition[0]} ORDER BY {self.order}", self.condition[1])

    def total(self) -> int:
        """How many rows there are."""
        return int(_rows(self.build, f"SELECT count(*) AS n FROM {self.view} WHERE {self.condition[0]}", self.condition[1])["n"].iloc[0])


def rows(query: str, **parameters: Any) -> pd.DataFrame:
    """The rows of a query on the build's tables and views; parameters are named ($name) and may be lists."""
    return _rows(identity(), query, parameters)


def query(view: str, condition: Condition, order: str, names: Sequence[str] = ("*",)) -> Query:
    """The rows of a view that meet the condition, in order, to be read later: all of them or a page of them."""
    return Query(identity(), view, tuple(names), condition, order)


def count(view: str, by: Sequence[str], condition: Condition, **measures: str) -> pd.DataFrame:
    """Rows of a view counted for each combination of `by`, in column n; further columns by their SQL aggregates."""
    where, parameters = condition
    columns = [*by, "count(*) AS n", *(f"{sql} AS {name}" for name, sql in measures.items())]
    return rows(f"SELECT {', '.join(columns)} FROM {view} WHERE {where} GROUP BY ALL ORDER BY ALL", **parameters)


def total(view: str, condition: Condition) -> int:
    """How many rows of a view meet the condition."""
    return int(count(view, [], condition)["n"].iloc[0])


def codes() -> dict[str, dict[str, dict[str, str]]]:
    """domain → code → language → label, in the order of the form."""
    return _codes(identity())


def options() -> dict[str, list[str]]:
    """What each global filter can be set to: codes in the order of the form, names in the order of the alphabet."""
    return _options(identity())


def municipality_names() -> dict[str, str]:
    """Municipality key (official code or, without one, the name) → name, with the prefecture where two share a name."""
    return _municipality_names(identity())


def sizes() -> dict[str, int | None]:
    """How many rows each table has, in reading order; None for a table that the build leaves out."""
    return {name: int(rows(f"SELECT count(*) AS n FROM {name}")["n"].iloc[0]) if published(name) else None for name in tables()}


def everything() -> dict[str, bytes]:
    """The whole build, file by file: every table's Parquet file and build.json."""
    return {path.name: path.read_bytes() for path in sorted(_place(identity()).iterdir()) if path.suffix in (".parquet", ".json")}


def report_tables(assessment_id: str, build: str = "") -> dict[str, pd.DataFrame]:
    """Every row of every table that speaks of one report, table by table, in key order. build: the identity of the build that was shown, where the tables
    are read after the page was drawn."""
    return _report_tables(build or identity(), assessment_id)


def build() -> dict[str, Any]:
    """What build.json says of the build; empty if there is none."""
    return _build(identity())


def published(table: str) -> bool:
    """Whether the build, or the visitor's own reports, have this table."""
    upload = _added_to(identity())
    return (_place(identity()) / f"{table}.parquet").is_file() or bool(upload and table in upload.tables)


def file_bytes(table: str) -> bytes:
    """A published table's Parquet file, byte for byte."""
    if table not in tables():
        raise KeyError(table)
    return (_place(identity()) / f"{table}.parquet").read_bytes()


def _rows(identity: str, query: str, parameters: dict[str, Any]) -> pd.DataFrame:
    """The answer to a query, kept with the build. What is handed out is a lazy copy: who changes it changes nobody else's (pandas copies on write)."""
    known = tuple((name, tuple(value) if isinstance(value, list) else value) for name, value in parameters.items())
    return _answers(identity)(query, known).copy(deep=False)


@_by_build
def _answers(identity: str) -> Callable[[str, tuple[tuple[str, Any], ...]], pd.DataFrame]:
    """Answers a query of the build, from memory if it has been asked lately. (Streamlit's cache for data takes 0.5 ms to find and copy an answer, and counts
    answers, not what they take: those of a whole country are large.)"""
    share = 10 if _added_to(identity) else 1  # what one visitor's own build may take

    @cached(LRUCache(KEPT_CELLS / share, getsizeof=lambda frame: frame.size + 1), lock=Lock())
    def answer(query: str, known: tuple[tuple[str, Any], ...]) -> pd.DataFrame:
        return _fetched(identity, query, {name: list(value) if isinstance(value, tuple) else value for name, value in known})

    return answer


def _fetched(identity: str, query: str, parameters: dict[str, Any]) -> pd.DataFrame:
    """What `_asked` gives, row by row, which is faster for the few rows that a page shows: a relation that is handed over as Arrow is planned twice."""
    cursor = _connection(identity).cursor()
    try:
        rows = cursor.execute(query, parameters or None).fetchall()
        names = [(name, str(kind)) for name, kind, *_ in cursor.description]
    finally:
        cursor.close()
    columns = zip(*rows, strict=True) if rows else [()] * len(names)
    return pd.DataFrame({name: pd.array(values, dtype=DTYPES.get(kind, "object")) for (name, kind), values in zip(names, columns, strict=True)})


def _asked(identity: str, query: str, parameters: dict[str, Any]) -> pd.DataFrame:
    """All rows of an answer, however many."""
    cursor = _connection(identity).cursor()
    try:
        return cursor.sql(query, params=parameters or None).to_arrow_table().to_pandas(types_mapper=FRAME_TYPES.get)
    finally:
        cursor.close()


@partial(_by_build, entries=64)
def _report_tables(identity: str, assessment_id: str) -> dict[str, pd.DataFrame]:
    return {table.name: _asked(identity, f"FROM {table.name} WHERE assessment_id = $assessment_id ORDER BY {', '.join(table.key)}",
                               {"assessment_id": assessment_id})
            for table in tables().values() if "assessment_id" in table.columns}


@_by_build
def _codes(identity: str) -> dict[str, dict[str, dict[str, str]]]:
    labels: dict[str, dict[str, dict[str, str]]] = {}
    for row in _rows(identity, "FROM codes ORDER BY domain, position", {}).to_dict("records"):
        labels.setdefault(row["domain"], {})[row["code"]] = {"ja": row["label_ja"], "en": row["label_en"]}
    return labels


@_by_build
def _options(identity: str) -> dict[str, list[str]]:
    sources = {"municipality": "report_files", "prefecture": "report_files", "kind": "report_files", "affair": "report_files", "year": "report_files",
               "assessed": "report_files",
               "file": "report_files", "vendor": "outsourcing", "system_type": "systems", "system": "systems"}
    found = {}
    for field in FIELDS:
        north = "min(municipality_key), " if field.name == "prefecture" else ""  # places in the order of their official codes, north to south
        query = f"SELECT {field.column} AS value FROM {sources[field.name]} WHERE {field.column} IS NOT NULL GROUP BY 1 ORDER BY {north}1"
        values = list(_rows(identity, query, {})["value"])
        order = list(_codes(identity).get(field.domain, {}))
        found[field.name] = sorted(values, key=lambda value: order.index(value) if value in order else len(order)) if field.domain else values
    return found


@_by_build
def _municipality_names(identity: str) -> dict[str, str]:
    places = _rows(identity, "SELECT DISTINCT municipality_key, municipality FROM report_heads WHERE municipality_key IS NOT NULL", {})
    return dict(zip(places["municipality_key"], places["municipality"], strict=True))


@_by_build
def _build(identity: str) -> dict[str, Any]:
    path, upload = _place(identity) / "build.json", _added_to(identity)
    build = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    if not upload:
        return build
    return build | {"sources": [*build.get("sources", []), *({**source, "added": True} for source in upload.build["sources"])],
                    "failures": [*build.get("failures", []), *upload.build["failures"]]}


@_by_build
def _connection(identity: str) -> duckdb.DuckDBPyConnection:
    place, upload = _place(identity), _added_to(identity)
    connection = duckdb.connect()
    kind = "TABLE" if _row_count(place) <= SMALL_BUILD_ROWS else "VIEW"
    for table in tables().values():
        query = _table_query(connection, place, table)
        connection.execute(f"CREATE {kind} {table.name} AS {_with_added(connection, query, table, upload) if upload else query}")
    for path in sorted(VIEWS.glob("*.sql")):
        name = path.stem.lstrip("0123456789_")
        made = "TABLE" if name in SUMMARIES and not upload else kind
        connection.execute(f"CREATE {made} {name} AS {path.read_text(encoding='utf-8')}")
    if kind == "TABLE":
        connection.execute("SET threads = 1")  # handing out the work of so small a query takes longer than the work
    connection.execute(f"SET allowed_directories = ['{place}']; SET enable_external_access = false; SET lock_configuration = true")
    return connection


def _with_added(connection: duckdb.DuckDBPyConnection, query: str, table: Table, upload: Upload) -> str:
    """The query with the visitor's own rows; a report that the build has too is taken from the visitor's files, where it has its wording, and one of
    which the visitor has a newer version is no longer the current one."""
    if "assessment_id" not in table.columns or table.name not in upload.tables:
        return query
    connection.from_arrow(upload.tables[table.name]).create(f"added_{table.name}")
    known = ", ".join(f"'{key}'" for key in upload.reports)
    if table.name == "assessments":
        query = f"SELECT * REPLACE (is_current AND NOT EXISTS (FROM added_assessments AS n WHERE {NEWER}) AS is_current) FROM ({query}) AS o"
    return f"SELECT * FROM ({query}) WHERE assessment_id NOT IN ({known}) UNION ALL BY NAME SELECT * FROM added_{table.name}"


def _row_count(place: Path) -> int:
    return sum(pq.read_metadata(path).num_rows for path in place.glob("*.parquet"))


def _table_query(connection: duckdb.DuckDBPyConnection, place: Path, table: Table) -> str:
    """A query on the table's file with every column of the dictionary: what the file lacks is empty, of the known type."""
    path = place / f"{table.name}.parquet"
    typed = {name: f"CAST(NULL AS {SQL_TYPES[columns()[name].type]}) AS {name}" for name in table.columns}
    if not path.is_file():
        return f"SELECT {', '.join(typed.values())} WHERE false"
    source = "read_parquet('" + str(path).replace("'", "''") + "')"
    present = {row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()}
    lacking = [sql for name, sql in typed.items() if name not in present]
    return f"SELECT {', '.join(['*', *lacking])} FROM {source}"
