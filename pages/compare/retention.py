"""How long is data kept, by file and affair?"""
import streamlit as st

from explore import charts
from explore.frames import common, retention
from explore.page import Page

page = Page("retention", "retention_facts", "file", missing="status", by=("affair", "mark"))
words = page.words
FACTS = ("municipality", "affair", "file_name", "period", "status", "source_name", "page", "line", "min_years", "max_years", "kind", "file_no", "title",
         "prefecture", "assessment_id")
MISSING = ("blank", "unreadable", "not_in_source")
steps = [(step, words.label("period", step)) for step in words.codes("period")] + [(status, words.label("status", status)) for status in MISSING]

# 1. File by file, the longest first, then those that say nothing, and why.
files = page.query(FACTS, retention.ORDER)
offset, limit = page.window(page.shown)
page.chart(charts.steps(retention.file_bars(files.rows(limit, offset), words), len(words.codes("period")) - 1), "by_file", words("retention.files.alt"),
           words("retention.files.note"))

# 2. The form's ten steps in order, then what is not stated.
st.subheader(words("retention.steps"), anchor=False)
counts = page.counts("affair", "mark")
page.chart(charts.columns(counts, steps, MISSING), "steps", words("retention.steps.alt"), words("retention.note", n=int(counts["n"].sum())))

# 3. The same within each affair: only files of one affair are alike enough to compare.
st.subheader(words("retention.by_affair"), anchor=False)
affairs = [(affair, words.label("affair", affair)) for affair in common.present(words.codes("affair"), counts["affair"])]
cells = common.counted_cells(counts, "affair", "mark", lambda row: f"{words.label('affair', row.affair)} · {words.period_or_status(row.mark)}: {row.n}")
page.chart(charts.grid(cells, affairs, [(step, words.short_step(step)) for step, _ in steps], MISSING), "affairs", words("retention.affairs.alt"),
           words("retention.affairs.note"))

# 4. Every file with its place, in the same order.
st.subheader(words("every_row"), anchor=False)
page.table(files, "files")
