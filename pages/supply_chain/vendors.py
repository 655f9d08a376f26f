"""Who does the work?"""
import streamlit as st

from explore import charts
from explore.frames import common, vendors
from explore.page import Page

page = Page("vendors", "outsourcing_facts", "task")
words = page.words
FACTS = ("municipality", "vendor", "vendor_status", "task_title", "affair", "file_name", "subcontracting", "handler_band", "scope", "subject_band",
         "source_name", "line", "vendor_stated", "kind", "title", "file_no", "item_no", "prefecture", "assessment_id")

# 1. The ranking, by what the reader asks for. Tasks without a named contractor are told, not ranked.
tasks = page.read((*FACTS, "municipality_key"), "municipality, assessment_id, file_no, item_no")
measure = page.choice("by", ["municipalities", "files", "affairs", "tasks"], lambda name: words(f"vendors.by.{name}"))
ranking = vendors.vendor_ranking(tasks)
unnamed = common.status_counts(tasks.rename(columns={"vendor_status": "status"}).assign(n=1))
page.chart(charts.bars(vendors.ranking_bars(ranking, measure, words)), "ranking", words("vendors.ranking.alt"), vendors.unnamed_note(unnamed, words))

# 2. How concentrated the work is.
top, named = vendors.concentration(ranking)
st.text(words("vendors.concentration", n=named, top=words.number(top), share=words.share(top, named)))

# 3. Which contractor works for which municipality, in tasks.
st.subheader(words("vendors.matrix"), anchor=False)
page.chart(charts.grid(*vendors.vendor_matrix(tasks, words)), "matrix", words("vendors.matrix.alt"), words("vendors.matrix.note"))

# 4. Subcontracting and the number of people who handle the files.
st.subheader(words("vendors.subcontracting"), anchor=False)
page.chart(charts.bars(common.answer_bars(tasks, "subcontracting", words)), "subcontracting", words("vendors.subcontracting.alt"))
st.subheader(words("vendors.handlers"), anchor=False)
page.chart(charts.bars(common.answer_bars(tasks, "handler_band", words)), "handlers", words("vendors.handlers.alt"))

# 5. Every task with its place.
st.subheader(words("every_row"), anchor=False)
page.table(tasks[list(FACTS)], "tasks")
