"""What every page is made of: its head with the sentence, choices, charts, tables with their downloads, and what to say when there is nothing."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from explore import export, store
from explore.dictionary import label
from explore.filters import Filters
from explore.frames import common
from explore.words import Words, language_of

ROWS_SHOWN = 2000  # a browser's table; the CSV has every row
PLAIN_BUTTONS = {"displaylogo": False, "displayModeBar": True, "modeBarButtons": [["toImage"]]}


@dataclass(frozen=True)
class Here:
    """What the frame hands to a page: words, filters, the pages to link to, and the picture format of downloads."""

    words: Words
    filters: Filters
    pages: dict[str, st.Page]
    pictures: str

    def address(self, **more: str) -> dict[str, list[str]]:
        """The parameters of a link that keeps the view: filters, and the language where it isn't the browser's own."""
        own = {} if self.words.lang == language_of(st.context.locale) else {"lang": [self.words.lang]}
        return self.filters.address() | own | {name: [value] for name, value in more.items()}


def filter_label(words: Words, name: str, value: str) -> str:
    """A filter's value in words."""
    if name in ("kind", "affair", "system_type"):
        return words.label(name, value)
    if name == "year":
        return words("year_not_stated") if value == "not_stated" else value
    return store.municipality_names().get(value, value) if name == "municipality" else value


class Page:
    """One page, on one view of the tables where it has rows of its own to filter."""

    def __init__(self, name: str, view: str = "", grain: str = "report", has_status: bool = False) -> None:
        here: Here = st.session_state["here"]
        self.name, self.view, self.grain = name, view, grain
        self.here, self.words, self.filters = here, here.words, here.filters
        self.condition = here.filters.where(grain)
        st.title(self.words(f"{name}.title"), anchor=False)
        st.markdown(self.words(f"{name}.question"))
        self.sentence = self._sentence(has_status) if view else self.words(f"{name}.all")
        st.text(self.sentence)
        if view and not self.shown:
            self.nothing(bool(self.filters))
            st.stop()

    def _sentence(self, has_status: bool) -> str:
        """What is shown in words, from the same filters as the query: how many of how many, the choice, and what is missing and why."""
        words, filters = self.words, self.filters
        self.shown = store.total(self.view, self.condition)
        whole = words.number(store.total(self.view, filters.everything().where(self.grain)))
        choice = filters.sentence(lambda name, value: filter_label(words, name, value), lambda name: words(f"filter.{name}"), words("joiner"),
                                  words("separator"))
        first = words(f"{self.name}.rows", n=self.shown, whole=whole) + words("colon") + choice if choice else words(f"{self.name}.all_rows", n=self.shown)
        counts = common.status_counts(store.count(self.view, ["status"], self.condition)) if has_status else {}
        missing = [words("status_count", status=words.label("status", status), count=words.number(n)) for status, n in counts.items()
                   if status != "stated" and n]
        versions = [words("filter.versions")] if filters.all_versions else []
        return words("semicolon").join([first, *missing, *versions]) + words("full_stop")

    def nothing(self, filtered: bool) -> None:
        """Says that there is nothing to show, and offers to clear the filters where they are the reason."""
        st.info(self.words("empty.filtered" if filtered else "empty.tables"), icon=":material/search_off:")
        if filtered:
            from explore.frame import clear
            st.button(self.words("filter.clear"), on_click=clear, key=f"{self.name}.clear", type="primary")

    def count(self, *by: str) -> pd.DataFrame:
        """The page's rows counted by columns of its view, in column n."""
        return store.count(self.view, list(by), self.condition)

    def read(self, names: Sequence[str], order: str, extra: str = "true", limit: int | None = None) -> pd.DataFrame:
        """The page's rows with the named columns, in order; `extra` narrows them further (our own SQL, never the data's)."""
        where, parameters = self.condition
        return store.read(self.view, (f"{where} AND {extra}", parameters), order, limit, ", ".join(names))

    def beside(self, view: str, grain: str, order: str, extra: str = "true", names: Sequence[str] = ("*",)) -> pd.DataFrame:
        """The rows of another view under the same filters (`extra` is our own SQL, never the data's)."""
        where, parameters = self.filters.where(grain)
        return store.read(view, (f"{where} AND {extra}", parameters), order, names=", ".join(names))

    def search(self, sought: str) -> pd.DataFrame:
        """The passages of wording that hold the text (folded), under the same filters."""
        where, parameters = self.filters.where("part")
        return store.read("wording_facts", (f"{where} AND contains(lower(text), $sought)", parameters | {"sought": sought}),
                          "municipality, assessment_id, part_no, section, risk_no, field, layer, seq")

    def groups(self, grouping: str) -> pd.DataFrame:
        """Which affairs, files, contractors or types of system the parts belong to: assessment_id, part_no, value."""
        return store.rows("SELECT assessment_id, part_no, value FROM part_groups WHERE grouping = $grouping ORDER BY ALL", grouping=grouping)

    def group_label(self, grouping: str, value: str) -> str:
        """A group's value in words: codes have labels, names are names."""
        return self.words.label(grouping, value) if grouping in ("affair", "system_type") else value

    def choice(self, name: str, options: Sequence[str], label: Callable[[str], str]) -> str:
        """One of a few options, kept in the address; the first one is what the page opens with."""
        key, asked = f"{self.name}.{name}", st.query_params.get(name)
        if st.session_state["arrived"] or st.session_state.get(key) not in options:
            st.session_state[key] = asked if asked in options else options[0]
        value = st.segmented_control(self.words(f"choice.{name}"), options, key=key, format_func=label, required=True)
        if value != options[0] and asked != value:
            st.query_params[name] = value
        elif value == options[0] and asked is not None:
            del st.query_params[name]
        return value

    def pick(self, name: str, options: Sequence[str], label: Callable[[str], str | None]) -> str:
        """One of many options, kept in the address; the first one is what the page opens with."""
        key, asked = f"{self.name}.{name}", st.query_params.get(name)
        if st.session_state["arrived"] or st.session_state.get(key) not in options:
            st.session_state[key] = asked if asked in options else options[0]
        value = st.selectbox(self.words(f"choice.{name}"), options, key=key, format_func=lambda option: label(option) or option)
        if asked != value:
            st.query_params[name] = value
        return value

    def picks(self, name: str, options: Sequence[str], label: Callable[[str], str | None], most: int) -> list[str]:
        """A few of many options, kept in the address; it opens with the first two."""
        key, asked = f"{self.name}.{name}", [value for value in st.query_params.get_all(name) if value in options]
        if st.session_state["arrived"] or key not in st.session_state:
            st.session_state[key] = asked[:most] or list(options[:2])
        st.session_state[key] = [value for value in st.session_state[key] if value in options]
        values = st.multiselect(self.words(f"choice.{name}"), options, key=key, format_func=lambda option: label(option) or option, max_selections=most)
        if asked != values:
            st.query_params[name] = values
        return values

    def typed(self, name: str) -> str:
        """A few words that the reader types, kept in the address."""
        key, asked = f"{self.name}.{name}", st.query_params.get(name, "")
        if st.session_state["arrived"]:
            st.session_state[key] = asked
        value = st.text_input(self.words(f"choice.{name}"), key=key, max_chars=100)
        if asked != value:
            st.query_params[name] = value
        return value

    def facts(self, values: dict[str, Any], statuses: dict[str, str]) -> None:
        """A few values of one row in words, name by name, with the status of those that the form asks for; a dash where there is no value."""
        words = self.words
        frame = pd.DataFrame({"field": list(values), "value": [None if pd.isna(value) else words.value(name, value) for name, value in values.items()],
                              "status": [statuses.get(name) for name in values]})
        frame = common.shown(frame.assign(field=[label(name, words.lang) for name in values]), words)
        st.dataframe(frame, hide_index=True, key=f"{self.name}.facts", placeholder=words("none"))

    def chart(self, figure: go.Figure, name: str, alt: str, note: str = "", select: bool = False) -> list[Any]:
        """A figure with its picture download and, below, what it counts; gives back the keys of points clicked on."""
        config = PLAIN_BUTTONS | {"toImageButtonOptions": {"format": self.here.pictures, "filename": f"pia-atlas-{self.name}-{name}", "scale": 2}}
        state = st.plotly_chart(figure, key=f"{self.name}.{name}.chart", config=config, alt=alt, **(
            {"on_select": "rerun", "selection_mode": "points"} if select else {}))
        if note:
            st.caption(note)
        return [point.get("customdata") for point in state["selection"]["points"]] if select else []

    def table(self, rows: pd.DataFrame, name: str, config: dict[str, Any] | None = None, select: bool = False,
              view: Callable[[pd.DataFrame, Words], pd.DataFrame] = common.shown) -> pd.DataFrame:
        """Rows as a table with its downloads; gives back the rows that are selected. view: the rows for the eye."""
        seen = view(rows.head(ROWS_SHOWN), self.words)
        pinned = {seen.columns[0]: st.column_config.TextColumn(pinned=True)}
        state = st.dataframe(seen, key=f"{self.name}.{name}.table", hide_index=True, column_config=pinned | (config or {}), placeholder=self.words("none"), **(
            {"on_select": "rerun", "selection_mode": "single-row"} if select else {}))
        if len(rows) > ROWS_SHOWN:
            st.caption(self.words("table.cut", n=len(rows), shown=self.words.number(ROWS_SHOWN)))
        self.downloads(rows, name)
        return rows.iloc[state["selection"]["rows"]] if select else rows.head(0)

    def downloads(self, rows: pd.DataFrame, name: str) -> None:
        """The buttons for exactly these rows: CSV, and a zip that explains itself."""
        words, stem = self.words, f"pia-atlas-{self.name}-{name}"
        part = export.Slice(stem, rows, self.sentence, store.build())
        with st.container(horizontal=True):
            st.download_button(words("download.csv", n=len(rows)), lambda: export.csv(rows, words), f"{stem}.csv", "text/csv",
                               key=f"{self.name}.{name}.csv", on_click="ignore", icon=":material/download:")
            st.download_button(words("download.zip"), lambda: export.bundle(part, words), f"{stem}.zip", "application/zip",
                               key=f"{self.name}.{name}.zip", on_click="ignore", icon=":material/folder_zip:", help=words("download.zip.help"))

    def window(self, n: int, size: int = 40) -> tuple[int, int]:
        """Which rows of a long picture to show: all of a short one, else a page of them that the reader turns."""
        if n <= size:
            return 0, n
        pages = -(-n // size)
        number = st.number_input(self.words("window", n=n, size=size), 1, pages, key=f"{self.name}.window", width=240)
        return (number - 1) * size, number * size

    def detail(self, row: dict[str, Any], label: str) -> None:
        """One value in full: what was asked and chosen, where it stands, and the measure's wording where the tables hold it."""
        words = self.words
        with st.container(border=True):
            st.text(f"{row['municipality']} · {words.text(row['title'])}")
            st.text(f"{label}: {words.mark(row['mark'])} — {words.place(row)}")
            self.link_to_report(row["assessment_id"])
            for passage in self.wording(row):
                st.caption(words.label("layer", passage["layer"]) + words("colon") + words.field(passage["field"]))
                st.text(passage["text"])
            if not store.published("wording"):
                st.caption(words("wording.missing"))

    def wording(self, row: dict[str, Any]) -> list[dict[str, Any]]:
        """The passages behind a rating; none where the build has no wording."""
        query = """SELECT layer, field, text FROM wording WHERE assessment_id = $assessment_id AND part_no = $part_no AND section = $section
                   AND risk_no = $risk_no ORDER BY field, layer, seq"""
        names = ("assessment_id", "part_no", "section", "risk_no")
        return store.rows(query, **{name: row[name] for name in names}).to_dict("records")

    def link_to_report(self, assessment_id: str) -> None:
        """A link to the report's own page that keeps the filters."""
        st.page_link(self.here.pages["report"], label=self.words("open_report"), icon=":material/article:",
                     query_params=self.here.address(report=assessment_id))

    def report_columns(self) -> dict[str, Any]:
        """How the table of reports draws its columns: the rating mix and the readable share as small bars."""
        named = {name: label(name, self.words.lang) for name in ("rating_mix", "readable_share", "age_years")}
        return {named["rating_mix"]: st.column_config.BarChartColumn(y_min=0, help=self.words("overview.mix.help")),
                named["readable_share"]: st.column_config.ProgressColumn(format="percent", min_value=0, max_value=1),
                named["age_years"]: st.column_config.NumberColumn(format="%.1f")}

    def marks(self, marks: Sequence[str] = common.MARKS) -> list[tuple[str, str]]:
        """Marks with their labels, in the order in which charts show them."""
        return [(mark, self.words.mark(mark)) for mark in marks]
