"""Who does the work?"""
import streamlit as st

from explore import charts
from explore.frames import common, vendors
from explore.page import Page
from explore.text import markdown

page = Page("vendors", "outsourcing_facts", "task")
words = page.words
FACTS = ("municipality", "vendor", "vendor_status", "task_title", "source_name", "page", "line", "affair", "file_name", "subcontracting", "handler_band",
         "scope", "subject_band", "vendor_stated", "kind", "title", "file_no", "item_no", "prefecture", "assessment_id")
NAMED = "vendor IS NOT NULL"

# 1. The ranking, by what the reader asks for. Tasks without a named contractor are told, not ranked.
measure = page.choice("by", list(vendors.REACH), lambda name: words(f"vendors.by.{name}"))
reach = page.count("vendor", extra=NAMED, **vendors.REACH)
named = int(reach["tasks"].sum())
statuses = common.status_counts(page.count("vendor_status").rename(columns={"vendor_status": "status"}))
page.chart(charts.bars(vendors.ranking_bars(reach, measure, words)), "ranking", words("vendors.ranking.alt"),
           f"{vendors.named_note(statuses, named, words)} {common.first_note(reach, 'vendor', words)}".strip())

# 2. How concentrated the work is, and one contractor's whole reach.
lists = page.count("status", view="coverage_facts", grain="file", extra="field = 'outsourcing_items'")
whole = vendors.lost_note(lists, words)
different = int(page.count(extra=NAMED, different=vendors.DISTINCT)["different"].iloc[0])
st.text(f"{whole} {vendors.concentration(reach, different, words)}".strip())
ranked = reach.drop(columns="n").sort_values([measure, "tasks", "vendor"], ascending=[False, False, True])
chosen = page.table(ranked, "reach", said=whole, select=True)
of = page.count(**vendors.REACH).iloc[0]
st.caption(words("vendors.reach.note", **{name: words.number(int(of[name])) for name in vendors.REACH}))
for vendor in chosen["vendor"]:
    st.button(words("vendors.reach.open", vendor=markdown(vendor)), on_click=page.here.choose, args=("vendor", vendor), key="vendors.alone",
              icon=":material/filter_alt:")

# 3. Which contractor works for which municipality, in tasks.
if named:
    st.subheader(words("vendors.matrix"), anchor=False)
    tasks = page.count("vendor", "municipality", extra=NAMED)
    page.chart(charts.grid(*vendors.matrix(tasks, words)), "matrix", words("vendors.matrix.alt"),
               " ".join([words("vendors.matrix.note"), *(common.first_note(tasks, name, words) for name in ("vendor", "municipality"))]).strip())

# 4. Subcontracting and the number of people who handle the files.
for name, key in (("subcontracting", "subcontracting"), ("handler_band", "handlers")):
    st.subheader(words(f"vendors.{key}"), anchor=False)
    answers = common.answer_bars(page.count(name), name, words)
    page.chart(charts.bars(answers, missing=1), key, words(f"vendors.{key}.alt"), words("vendors.of_tasks", n=page.shown))

# 5. Every task with its place.
st.subheader(words("every_row"), anchor=False)
page.table(page.query(FACTS, "municipality_key, assessment_id, file_no, item_no"), "tasks")
