"""What every page is made of: its head with the sentence, choices, charts, tables with their downloads, and what to say when there is nothing."""
from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from explore import export, store
from explore.dictionary import label
from explore.filters import Filters
from explore.frames import common
from explore.text import markdown, short
from explore.words import Words, language_of

LONGEST_ASKED = 60  # half-width columns of what a link asks for
ROWS_SHOWN = 300  # in a table on screen; its downloads have every row
PLAIN_BUTTONS = {"displaylogo": False, "displayModeBar": True, "modeBarButtons": [["toImage"]]}
Label = Callable[[str], str | None]


@dataclass(frozen=True)
class Here:
    """What the frame hands to a page: words, filters, the pages to link to, the picture format of downloads, and how to clear the filters or set one."""

    words: Words
    filters: Filters
    pages: dict[str, st.Page]
    pictures: str
    clear: Callable[[], None]
    choose: Callable[[str, str], None]

    def address(self, **more: str) -> dict[str, list[str]]:
        """The parameters of a link that keeps the view: filters, and the language where it isn't the browser's own."""
        own = {} if self.words.lang == language_of(st.context.locale) else {"lang": [self.words.lang]}
        return self.filters.address() | own | {name: [value] for name, value in more.items()}


def _fingerprint(rows: pd.DataFrame) -> str:
    """What tells these rows in this order from any others."""
    return format(zlib.crc32(rows.to_json(orient="split", default_handler=str).encode()), "08x")


def filter_labels(words: Words, name: str) -> Callable[[str], str]:
    """What says a filter's values in words."""
    if name in ("kind", "affair", "system_type"):
        return partial(words.label, name)
    known = {"year": {"not_stated": words("year_not_stated")}, "assessed": {"not_stated": words("year_not_stated")},
             "municipality": store.municipality_names()}.get(name, {})
    return lambda value: known.get(value, value)


class Page:
    """One page, on one view of the tables where it has rows of its own to filter."""

    def __init__(self, name: str, view: str = "", grain: str = "report", missing: str = "", by: Sequence[str] = (),
                 gaps: Mapping[str, str] | None = None) -> None:
        """missing: the view's column (status or mark) that says why a row has no value. by: further columns of few values by which the page counts its rows
        later (`counts`): one question to the store answers for all. gaps: what else rows may lack, as the key of a word, and the condition that they meet."""
        here: Here = st.session_state["here"]
        self.name, self.view, self.grain, self.stem = name, view, grain, f"pia-atlas-{name}"
        self.here, self.words, self.filters = here, here.words, here.filters
        self.condition = here.filters.where(grain)
        st.title(self.words(f"{name}.title"), anchor=False)
        st.markdown(self.words(f"{name}.question"))
        self.counted = store.count(view, list(filter(None, [missing, *by])), self.condition) if view else pd.DataFrame({"n": []})
        self.shown = int(self.counted["n"].sum())
        self.sentence = self._sentence(missing, gaps or {}) if view else self.words(f"{name}.all")
        st.text(self.sentence, help=self.words("sentence.help") if view else None)
        if view and not self.shown:
            self._nothing()
            st.stop()

    def _sentence(self, reason: str, gaps: Mapping[str, str]) -> str:
        """What is shown in words, from the same filters as the query: how many of how many, the choice, and what is missing and why."""
        words, filters = self.words, self.filters
        whole = words.number(store.total(self.view, filters.everything().where(self.grain)))
        choice = filters.sentence(lambda name, value: filter_labels(words, name)(value), lambda name: words(f"filter.{name}"), words("joiner"),
                                  words("separator"))
        first = words(f"{self.name}.rows", n=self.shown, whole=whole) + words("colon") + choice if choice else words(f"{self.name}.all_rows", n=self.shown)
        reasons = common.missing_counts(self.counts(reason), reason) if reason else []
        found = [(words.mark(why), n) for why, n in reasons]
        found += [(words(key), int(self.count(extra=condition)["n"].iloc[0])) for key, condition in gaps.items()]
        missing = [words("status_count", status=status[0].lower() + status[1:], count=words.number(n)) for status, n in found if n]
        versions = [words("filter.versions")] if filters.all_versions else []
        reach = [words(f"reach.{rows}") for rows in filters.reaches(self.grain)]
        own = [words("own.rows", n=n)] if (n := self._own_rows()) else []
        return words("semicolon").join([first, *reach, *missing, *versions, *own]) + words("full_stop")

    def _own_rows(self) -> int:
        """How many of the rows are of reports that the visitor has added for this session."""
        added, (where, parameters) = store.added(), self.condition
        if not added or not added.reports:
            return 0
        return store.total(self.view, (f"{where} AND list_contains($own, assessment_id)", parameters | {"own": list(added.reports)}))

    def _nothing(self) -> None:
        """Says that there is nothing to show, and offers to clear the filters where they are the reason."""
        reports = store.total("report_facts", self.filters.where("report")) if self.filters else 0
        said = self.words("empty.reports", n=reports) if reports else self.words("empty.filtered" if self.filters else "empty.tables")
        st.info(said, icon=":material/search_off:")
        if self.filters:
            st.button(self.words("filter.clear"), on_click=self.here.clear, key=f"{self.name}.clear", type="primary")

    # ---------------------------------------------------------------------------------------------------------------- rows
    # `extra`, `view` and the measures are the pages' own SQL, never the data's or the reader's.
    def count(self, *by: str, view: str = "", grain: str = "", extra: str = "true", **measures: str) -> pd.DataFrame:
        """Rows counted by columns, in column n, and further SQL aggregates; of the page's view or of another under the same filters."""
        where, parameters = self.filters.where(grain or self.grain)
        return store.count(view or self.view, by, (f"{where} AND {extra}", parameters), **measures)

    def counts(self, *by: str, **only: str) -> pd.DataFrame:
        """Rows of the page's view counted by columns that its head has counted by (`missing`, `by`), in column n; `only` those with a column's value."""
        kept = self.counted
        for column, value in only.items():
            kept = kept[kept[column] == value]
        return common.summed(kept, by)

    def query(self, names: Sequence[str], order: str, extra: str = "true", view: str = "", grain: str = "") -> store.Query:
        """Rows with the named columns, in order, of the page's view or of another under the same filters; not read yet."""
        where, parameters = self.filters.where(grain or self.grain)
        return store.query(view or self.view, (f"{where} AND {extra}", parameters), order, names)

    def block(self, key: str, extra: str = "true", view: str = "", size: int = 40) -> str:
        """A condition that keeps a page of a long picture's rows, which the reader turns; key: the columns that tell its rows apart."""
        view, kept = view or self.view, f"{self.condition[0]} AND {extra}"
        rows = int(self.count(view=view, extra=extra, rows=f"count(DISTINCT ({key}))")["rows"].iloc[0])
        offset, limit = self.window(rows, size)
        if rows <= size:
            return extra
        order = f"min(municipality_key), {key}"
        return f"{extra} AND ({key}) IN (SELECT {key} FROM {view} WHERE {kept} GROUP BY {key} ORDER BY {order} LIMIT {limit} OFFSET {offset})"

    def grouped(self, grouping: str, column: str, extra: str) -> pd.DataFrame:
        """The page's rows counted by group (affair, file, contractor, system type), column and mark: value, the column, mark, n."""
        joined = f"(SELECT v.*, g.value FROM {self.view} AS v JOIN part_groups AS g USING (assessment_id, part_no) WHERE g.grouping = '{grouping}')"
        return self.count("value", column, "mark", view=joined, extra=extra)

    def grouped_note(self, grouping: str, extra: str) -> str:
        """What a picture of groups counts, and how many of the page's rows belong to no group (a part whose contractors are not in the source)."""
        grouped = f"SELECT (assessment_id, part_no) FROM part_groups WHERE grouping = '{grouping}'"
        left = self.count("mark", extra=f"{extra} AND (assessment_id, part_no) NOT IN ({grouped})")
        n, issues = int(left["n"].sum()), int(left.loc[left["mark"].isin(common.ISSUES), "n"].sum())
        said = [self.words("rows.grouped"), self.words("rows.left_out", n=n) if n else "", self.words("rows.left_out.exceptions", n=issues) if issues else ""]
        return " ".join(filter(None, said)) + " "

    def found(self, names: Sequence[str], sought: str) -> store.Query:
        """The passages of wording that hold every word sought (folded, white space between them), under the same filters."""
        where, parameters = self.condition
        every = f"{where} AND list_bool_and([contains(lower(text), word) FOR word IN $sought])"
        return store.query("wording_facts", (every, parameters | {"sought": sought.split()}),
                           "municipality_key, assessment_id, page NULLS FIRST, line, part_no, field, layer, seq", names)

    def kinds(self) -> str:
        """How many of the page's rows come from which kind of form, in words."""
        found = self.count("kind")
        return self.words.listed(f"{self.words.label('kind', kind)} {self.words.number(int(n))}" for kind, n in zip(found["kind"], found["n"], strict=True))

    def narrow(self, n: int, what: str) -> None:
        """Says how many rows a choice of the page leaves."""
        self.say(self.words("narrowed", n=n, what=what))

    def say(self, said: str) -> None:
        """Says something of all rows of the page, there and in what is downloaded from it."""
        st.text(said)
        self.sentence = f"{self.sentence} {said}"

    # ------------------------------------------------------------------------------------------------------------- choices
    def choice(self, name: str, options: Sequence[str], label: Label) -> str:
        """One of a few options, kept in the address; the first one is what the page opens with."""
        key, asked = self._from_address(name, options)
        value = st.segmented_control(self.words(f"choice.{name}"), options, key=key, format_func=label, required=True)
        self._to_address(name, [] if value == options[0] else [value], [asked] if asked else [])
        return value

    def pick(self, name: str, options: Sequence[str], label: Label) -> str:
        """One of many options, always kept in the address, for tomorrow's tables may begin with another; the page opens with the first one."""
        key, asked = self._from_address(name, options)
        if asked and asked not in options and st.session_state["arrived"]:
            st.warning(self.words("link.gone", value=markdown(short(asked, LONGEST_ASKED))), icon=":material/link_off:")
        value = st.selectbox(self.words(f"choice.{name}"), options, key=key, format_func=lambda option: label(option) or option)
        self._to_address(name, [value], [asked] if asked else [])
        return value

    def picks(self, name: str, options: Sequence[str], label: Label, most: int) -> list[str]:
        """A few of many options, kept in the address; it opens with the first two."""
        key, asked = f"{self.name}.{name}", st.query_params.get_all(name)
        if st.session_state["arrived"] or key not in st.session_state:
            st.session_state[key] = asked or list(options[:2])
        st.session_state[key] = [value for value in st.session_state[key] if value in options][:most] or list(options[:2])
        values = st.multiselect(self.words(f"choice.{name}"), options, key=key, format_func=lambda option: label(option) or option, max_selections=most)
        self._to_address(name, [] if values == list(options[:2]) else values, asked)
        return values

    def typed(self, name: str) -> str:
        """A few words that the reader types, kept in the address."""
        key, asked = f"{self.name}.{name}", st.query_params.get(name, "")
        if st.session_state["arrived"]:
            st.session_state[key] = asked[:100]
        value = st.text_input(self.words(f"choice.{name}"), key=key, max_chars=100)
        self._to_address(name, [value] if value else [], [asked] if asked else [])
        return value

    def window(self, n: int, size: int = 40, name: str = "window") -> tuple[int, int]:
        """Which rows of a long picture or list to show, as offset and number: all of a short one, else a page of them that the reader turns."""
        if n <= size:
            return 0, size
        number = st.number_input(self.words("window", n=n, size=size), 1, -(-n // size), key=f"{self.name}.{name}", width=240)
        return (number - 1) * size, size

    def _from_address(self, name: str, options: Sequence[str]) -> tuple[str, str | None]:
        key, asked = f"{self.name}.{name}", st.query_params.get(name)
        if st.session_state["arrived"] or st.session_state.get(key) not in options:
            st.session_state[key] = asked if asked in options else options[0]
        return key, asked

    def _to_address(self, name: str, wanted: list[str], asked: list[str]) -> None:
        if wanted and wanted != asked:
            st.query_params[name] = wanted
        elif asked and not wanted:
            del st.query_params[name]

    # -------------------------------------------------------------------------------------------------------------- showing
    def chart(self, figure: go.Figure, name: str, alt: str, note: str = "", select: bool = False) -> list[Any]:
        """A figure with its picture download and, below, what it counts; gives back the keys of points clicked on."""
        config = PLAIN_BUTTONS | {"toImageButtonOptions": {"format": self.here.pictures, "filename": f"{self.stem}-{name}", "scale": 2}}
        state = st.plotly_chart(figure, key=f"{self.name}.{name}.chart", config=config, alt=alt, **(
            {"on_select": "rerun", "selection_mode": "points"} if select else {}))
        if note:
            st.caption(note)
        return [point.get("customdata") for point in state["selection"]["points"]] if select else []

    def table(self, source: store.Query | pd.DataFrame, name: str, config: dict[str, Any] | None = None, select: bool = False, said: str = "",
              view: Callable[[pd.DataFrame, Words], pd.DataFrame] = common.shown,
              work: Callable[[pd.DataFrame], pd.DataFrame] = lambda rows: rows) -> pd.DataFrame:
        """Rows as a table with its downloads; gives back the rows that are selected.

        said: which of the page's rows these are, for the downloads' note; work: adds columns to the rows (table and downloads alike); view: the rows for
        the eye.
        """
        query = source if isinstance(source, store.Query) else None
        rows = work(query.rows(ROWS_SHOWN) if query else source.head(ROWS_SHOWN))
        total = len(source) if query is None else query.total() if len(rows) == ROWS_SHOWN else len(rows)
        seen = view(rows, self.words)
        share = label("shared_share", self.words.lang)
        pinned = {seen.columns[0]: st.column_config.TextColumn(pinned=True), share: st.column_config.NumberColumn(format="percent")}
        key = f"{self.name}.{name}.{_fingerprint(rows)}" if select else f"{self.name}.{name}"  # what is selected is a place among these very rows
        state = st.dataframe(seen, key=f"{key}.table", hide_index=True, column_config=pinned | (config or {}),
                             placeholder=self.words("none"), **({"on_select": "rerun", "selection_mode": "single-row"} if select else {}))
        if total > len(rows):
            st.caption(self.words("table.cut", n=total, shown=self.words.number(len(rows))))
        self.downloads(lambda: work(query.whole() if query else source), total, name, said)
        return rows.iloc[state["selection"]["rows"]] if select else rows.head(0)

    def rows_to_open(self, source: store.Query, name: str, said: str, label: Callable[[dict[str, Any]], str]) -> None:
        """Rows of ratings or answers as a table; a selected one is shown in full below it. label: what was asked."""
        chosen = self.table(source, name, select=True, said=self.words("colon").join([self.words(f"{self.name}.{name}"), said]))
        if len(chosen):
            row = chosen.iloc[0].to_dict()
            self.detail(row, label(row), name)

    def downloads(self, rows: Callable[[], pd.DataFrame], n: int, name: str, said: str = "") -> None:
        """The buttons for exactly these rows, read when someone presses one: CSV, and a zip that explains itself."""
        words, stem = self.words, f"{self.stem}-{name}"
        sentence, build = f"{self.sentence} {said}".strip(), store.build()
        with st.container(horizontal=True):
            st.download_button(words("download.csv", n=n), lambda: export.csv(rows(), words), f"{stem}.csv", "text/csv",
                               key=f"{self.name}.{name}.csv", on_click="ignore", icon=":material/download:")
            st.download_button(words("download.zip"), lambda: export.bundle(export.Slice(stem, rows(), sentence, build), words), f"{stem}.zip",
                               "application/zip", key=f"{self.name}.{name}.zip", on_click="ignore", icon=":material/folder_zip:",
                               help=words("download.zip.help"))

    def facts(self, values: dict[str, Any], places: dict[str, dict[str, Any]]) -> None:
        """A few values of one row in words, name by name, with status, page and line of those that the form asks for; a dash where there is no value."""
        words = self.words
        frame = pd.DataFrame({"field": [label(name, words.lang) for name in values],
                              "value": [None if pd.isna(value) else words.value(name, value) for name, value in values.items()],
                              **{told: [places.get(name, {}).get(told) for name in values] for told in ("status", "page", "line")}})
        st.dataframe(common.shown(frame, words), hide_index=True, key=f"{self.name}.facts", placeholder=words("none"))

    def detail(self, row: dict[str, Any], label: str, chosen_in: str = "matrix") -> None:
        """One value in full: what was asked and chosen, where it stands, and the measure's wording where the tables hold it."""
        words = self.words
        said = f"{label}: {words.mark(row['mark'])} — {words.place(row)}"
        self._announce(chosen_in, f"{row['assessment_id']} {row['part_no']} {said}", f"{row['municipality']} · {said}")
        with st.container(border=True, key=f"{self.name}.{chosen_in}.detail"):
            st.text(f"{row['municipality']} · {words.text(row['title'])}")
            st.text(said)
            if file_names := words.text(row.get("file_names")):
                st.caption(markdown(file_names))
            for sentence in self._contradictions(row):
                st.info(markdown(sentence), icon=":material/compare_arrows:")
            self.link_to_report(row["assessment_id"])
            for passage in self._wording(row):
                st.caption(words.label("layer", passage["layer"]) + words("colon") + words.field(passage["field"]))
                st.text(passage["text"])
            if not store.published("wording"):
                st.caption(words("wording.missing"))

    def _announce(self, chosen_in: str, key: str, said: str) -> None:
        """A short message wherever the reader is on the page, once for each choice: what it opens may stand out of sight."""
        slot = f"{self.name}.{chosen_in}.announced"
        if st.session_state.get(slot) != key:
            st.toast(markdown(said) + "  \n" + self.words("detail.below"), icon=":material/arrow_downward:")
        st.session_state[slot] = key

    def _wording(self, row: dict[str, Any]) -> list[dict[str, Any]]:
        """The passages behind a rating or an answer, those of the answer's own item first; none where the build has no wording."""
        query = """SELECT layer, field, text FROM wording_facts WHERE assessment_id = $assessment_id AND part_no = $part_no AND section = $section
                   AND risk_no = $risk_no ORDER BY NOT starts_with(field, $item), page NULLS FIRST, line, field, layer, seq"""
        names = ("assessment_id", "part_no", "section", "risk_no")
        return store.rows(query, item=row.get("item", ""), **{name: row[name] for name in names}).to_dict("records")

    def _contradictions(self, row: dict[str, Any]) -> list[str]:
        """What else the report says against this value, in words: contradictions of which its line is one of the two places."""
        if pd.isna(row["line"]):
            return []
        query = f"""SELECT sentence_{self.words.lang} AS sentence FROM contradictions WHERE assessment_id = $assessment_id
                    AND $place IN (place_1, place_2) ORDER BY contradiction_no"""
        page = "" if pd.isna(row.get("page")) else f"{row['page']}."
        place = f"{row['section']}/{row.get('item', 'sufficiency')}:{page}{row['line']}"
        return list(store.rows(query, assessment_id=row["assessment_id"], place=place)["sentence"])

    def link_to_report(self, assessment_id: str, filtered: bool = True) -> None:
        """A link to the report's own page that keeps the filters, if these left the report."""
        address = self.here.address(report=assessment_id)
        kept = address if filtered else {name: value for name, value in address.items() if name not in self.filters.address()}
        st.page_link(self.here.pages["report"], label=self.words("open_report"), icon=":material/article:", query_params=kept)

    def report_columns(self) -> dict[str, Any]:
        """How the table of reports draws its columns: the rating mix and the readable share as small bars."""
        named = {name: label(name, self.words.lang) for name in ("rating_mix", "readable_share", "age_years")}
        return {named["rating_mix"]: st.column_config.BarChartColumn(y_min=0, help=self.words("overview.mix.help")),
                named["readable_share"]: st.column_config.ProgressColumn(format="percent", min_value=0, max_value=1),
                named["age_years"]: st.column_config.NumberColumn(format="%.1f")}

    def marks(self, marks: Sequence[str] = common.MARKS) -> list[tuple[str, str]]:
        """Marks with their labels, in the order in which charts show them."""
        return [(mark, self.words.mark(mark)) for mark in marks]

    def group_label(self, grouping: str, value: str) -> str:
        """A group's value in words: codes have labels, names are names."""
        return self.words.label(grouping, value) if grouping in ("affair", "system_type") else value
