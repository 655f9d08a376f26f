"""What was changed when, before or after the fact, in which section?"""
import streamlit as st

from explore import charts
from explore.frames import history
from explore.page import Page

page = Page("history", "change_facts", "report", by=("changed_year", "section", "mark"),
            gaps={"history.undated": "changed_on IS NULL", "mark.timing_missing": "timing IS NULL"})
words = page.words
CHANGE = ("municipality", "changed_on", "timing", "changed_item", "source_name", "page", "line", "section", "brings_government_cloud", "affair", "kind",
          "change_no", "title", "prefecture", "assessment_id")

# 1. Entries year by year, submitted before or after the change.
counts = page.counts("changed_year", "mark")
page.chart(charts.stacked(counts.rename(columns={"changed_year": "row"}), history.years(counts, words), page.marks(history.TIMINGS)), "years",
           words("history.years.alt"), words("history.years.note", n=int(counts["n"].sum())))

# 2. Which sections change.
st.subheader(words("history.sections"), anchor=False)
sections = page.counts("section", "mark").assign(row=lambda frame: frame["section"].fillna(""))
page.chart(charts.stacked(sections, history.sections(sections, words), page.marks(history.TIMINGS)), "sections", words("history.sections.alt"))

# 3. Every entry with its place, the newest first.
st.subheader(words("every_row"), anchor=False)
page.table(page.query(CHANGE, "changed_on DESC NULLS LAST, municipality_key, assessment_id, change_no"), "changes")
