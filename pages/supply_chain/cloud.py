"""Who says that Government Cloud is in use, for what, since when, and where does the intermediate platform run?"""
import streamlit as st

from explore import charts
from explore.frames import cloud
from explore.page import Page

page = Page("cloud", "cloud_facts", "report")
words = page.words
FACTS = ("municipality", "affair", "kind", "government_cloud", "first_reported_on", "platform_hosting", "statements", "source_name", "line", "title",
         "prefecture", "assessment_id")
STATEMENT = ["municipality", "affair", "kind", "section", "field", "file_name", "source_name", "line", "file_no", "assessment_id"]

# 1. Who: reports whose body says so, kind by kind.
counts = page.count("kind", "cloud_mark")
kinds = [(kind, words.label("kind", kind)) for kind in words.codes("kind") if kind in set(counts["kind"])]
page.chart(charts.stacked(counts.rename(columns={"kind": "row", "cloud_mark": "mark"}), kinds, page.marks(("uses", "silent", "unclear"))), "adoption",
           words("cloud.adoption.alt"), words("cloud.note", n=int(counts["n"].sum())))

# 2. For what: the fields of the body that have a block on it.
st.subheader(words("cloud.fields"), anchor=False)
statements = page.beside("cloud_statement_facts", "file", "section, field, municipality, assessment_id, file_no")
if len(statements):
    page.chart(charts.bars(cloud.statement_bars(statements, words)), "fields", words("cloud.fields.alt"),
               words("cloud.fields.note", n=len(statements), reports=words.number(statements["assessment_id"].nunique())))
    page.table(statements[STATEMENT], "fields")
else:
    st.text(words("cloud.fields.none"))

# 3. Since when: the earliest dated entry of the change history that brings it in.
st.subheader(words("cloud.since"), anchor=False)
reports = page.read(FACTS, "first_reported_on NULLS LAST, municipality, assessment_id")
dated = reports[reports["first_reported_on"].notna()]
if len(dated):
    page.chart(charts.moments(*cloud.moments(dated, "first_reported_on", words)), "since", words("cloud.since.alt"))
st.text(words("cloud.since.note", n=len(dated), using=words.number(int((reports["government_cloud"] == True).sum()))))  # noqa: E712 (nullable)

# 4. Where the intermediate server platform runs.
st.subheader(words("cloud.platform"), anchor=False)
hosting = page.count("platform_hosting")
page.chart(charts.bars([(words.label("platform_hosting", row.platform_hosting), row.n, f"{row.n}") for row in hosting.itertuples()]), "platform",
           words("cloud.platform.alt"), words("cloud.platform.note", n=int(hosting["n"].sum())))

# 5. Which standards the measures cite, and in whose layer.
st.subheader(words("cloud.standards"), anchor=False)
cited = page.beside("control_facts", "part", "municipality, assessment_id, line", f"control IN {cloud.STANDARDS}")
if len(cited):
    page.chart(charts.grid(*cloud.standards(cited, words)), "standards", words("cloud.standards.alt"), words("cloud.standards.note"))
else:
    st.text(words("cloud.standards.none"))

# 6. Every report with its place.
st.subheader(words("every_row"), anchor=False)
page.table(reports, "reports")
