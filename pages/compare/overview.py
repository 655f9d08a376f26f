"""What is here? Reports, municipalities, files, period; where they are, and each report's headline facts."""
import datetime as dt

import streamlit as st

from explore import charts, japan
from explore.frames import common, reports
from explore.page import Page

page = Page("overview", "report_facts", "report")
words = page.words
FACTS = ("municipality", "affair", "kind", "assessed_on", "published_on", "ratings", *reports.MIX, "lowest_level", "longest_period", "periods_missing",
         "periods_undefined", "cloud_mark", "readable_share", "vendors", "title", "file_count", "prefecture", "source_name", "assessment_id")

# 1. How much is here: kinds of form side by side, never added up without saying so.
whole = page.count(municipalities="count(DISTINCT municipality_key)", files="sum(file_count)", assessed="count(assessed_on)",
                   first_on="min(assessed_on)", last_on="max(assessed_on)",
                   old="count(*) FILTER (assessed_on < current_date - INTERVAL 5 YEAR)").iloc[0].to_dict()
kinds = page.count("kind")
numbers = dict(zip(kinds["kind"], kinds["n"], strict=True))
with st.grid("auto", min_column_width=150):
    for kind in words.codes("kind"):
        st.metric(words.label("kind", kind), words.number(int(numbers.get(kind, 0))))
    st.metric(words("overview.municipalities"), words.number(int(whole["municipalities"])))
    st.metric(words("overview.files"), words.number(int(whole["files"])))
    st.metric(words("overview.old"), words.number(int(whole["old"])), words("overview.old.of", n=int(whole["assessed"])), delta_color="off", delta_arrow="off")

# 2. Where they are, coloured by a measure of the reader's choice, and what they are about.
measure = page.choice("measure", list(reports.MEASURES), lambda name: words(f"measure.{name}"))
where, what = st.columns([3, 2])
with where:
    tiles = reports.by_prefecture(page.count("prefecture", **reports.SUMS), measure, japan.prefectures(), words)
    page.chart(charts.tiles(tiles), "map", words("overview.map.alt"), reports.map_note(whole, measure, words))
with what:
    counts = page.count("affair", "kind").rename(columns={"affair": "row", "kind": "mark"})
    affairs = [(affair, words.label("affair", affair)) for affair in common.present(words.codes("affair"), counts["row"])]
    page.chart(charts.stacked(counts, affairs, page.marks(common.most_first(kinds, "kind"))), "affairs", words("overview.affairs.alt"),
               words("overview.affairs.note"))

# 3. Every report with its headline facts; a selected row opens the report.
st.subheader(words("overview.reports"), anchor=False)
chosen = page.table(page.query(FACTS, "municipality_key, title, assessment_id"), "reports", page.report_columns(), select=True, view=reports.report_view,
                    work=reports.with_age, said=words("overview.age", today=words.date(dt.date.today())))
st.caption(words("overview.reports.note", today=words.date(dt.date.today())))
if len(chosen):
    st.switch_page(page.here.pages["report"], query_params=page.here.address(report=chosen["assessment_id"].iloc[0]))
