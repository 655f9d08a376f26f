"""What is here? Reports, municipalities, files, period; where they are, and each report's headline facts."""
import datetime as dt

import streamlit as st

from explore import charts, japan
from explore.frames import common, reports
from explore.page import Page

page = Page("overview", "report_facts", "report")
words = page.words
FACTS = ("municipality", "title", "affair", "kind", "assessed_on", "published_on", "file_count", "ratings", "level_3",
         "level_2", "level_1", "ratings_blank", "ratings_unreadable", "ratings_not_in_source", "lowest_level", "longest_period", "periods_undefined",
         "government_cloud", "vendors", "readable_share", "prefecture", "source_name", "assessment_id")

# 1. How much is here: kinds of form side by side, never added up without saying so.
found = page.read(FACTS, "municipality, title, assessment_id")
kinds = found["kind"].value_counts()
with st.grid("auto", min_column_width=150):
    for kind in words.codes("kind"):
        st.metric(words.label("kind", kind), words.number(int(kinds.get(kind, 0))))
    st.metric(words("overview.municipalities"), words.number(found["municipality"].nunique()))
    st.metric(words("overview.files"), words.number(int(found["file_count"].sum())))

# 2. Where they are, coloured by a measure of the reader's choice, and what they are about.
measure = page.choice("measure", list(reports.MEASURES), lambda name: words(f"measure.{name}"))
where, what = st.columns([3, 2])
with where:
    tiles = reports.by_prefecture(found, measure, japan.prefectures(), words)
    page.chart(charts.tiles(tiles), "map", words("overview.map.alt"), reports.map_note(found, words))
with what:
    affairs = [(affair, words.label("affair", affair)) for affair in words.codes("affair") if affair in set(found["affair"])]
    counts = page.count("affair", "kind").rename(columns={"affair": "row", "kind": "mark"})
    page.chart(charts.stacked(counts, affairs, page.marks(common.most_first(page.count("kind"), "kind"))), "affairs", words("overview.affairs.alt"),
               words("overview.affairs.note"))

# 3. Every report with its headline facts; a selected row opens the report.
st.subheader(words("overview.reports"), anchor=False)
table = reports.report_table(found, dt.date.today())
chosen = page.table(table, "reports", page.report_columns(), select=True, view=reports.report_view)
st.caption(words("overview.reports.note"))
if len(chosen):
    st.switch_page(page.here.pages["report"], query_params=page.here.address(report=chosen["assessment_id"].iloc[0]))
