"""Who says that Government Cloud is in use, for what, reported when, and where does the intermediate platform run?"""
import streamlit as st

from explore import charts
from explore.frames import cloud, common
from explore.page import Page

page = Page("cloud", "cloud_facts", "report", by=("kind", "cloud_mark", "platform_hosting"), gaps={"mark.unclear": "cloud_mark = 'unclear'"})
words = page.words
FACTS = ("municipality", "cloud_mark", "source_name", "page", "line", "first_reported_on", "since_timing", "since_page", "since_line", "platform_hosting",
         "statements", "affair", "kind", "title", "prefecture", "assessment_id")
STATEMENT = ("municipality", "section", "field", "source_name", "page", "line", "file_name", "affair", "kind", "file_no", "title", "assessment_id")
ORDER = "first_reported_on NULLS LAST, municipality_key, assessment_id"

# 1. Who: reports whose body says so, kind by kind.
counts = page.counts("kind", "cloud_mark").rename(columns={"kind": "row", "cloud_mark": "mark"})
kinds = [(kind, words.label("kind", kind)) for kind in common.present(words.codes("kind"), counts["row"])]
page.chart(charts.stacked(counts, kinds, page.marks(("uses", "silent", "unclear"))), "adoption", words("cloud.adoption.alt"),
           words("cloud.note", n=int(counts["n"].sum())))
page.table(page.query(FACTS, f"cloud_mark = 'uses' DESC, {ORDER}"), "reports")

# 2. For what: the fields of the body that have a block on it.
st.subheader(words("cloud.fields"), anchor=False)
blocks = {"view": "cloud_statement_facts"}
fields = page.count("section", "field", **blocks, reports="count(DISTINCT assessment_id)")
if len(fields):
    speaking = int(page.count(**blocks, reports="count(DISTINCT assessment_id)")["reports"].iloc[0])
    said = words("cloud.fields.note", n=int(fields["n"].sum()), reports=words.number(speaking))
    if lost := int(page.count(view="coverage_facts", extra=cloud.LOST)["n"].iloc[0]):
        said += " " + words("cloud.fields.lost", n=lost)
    page.chart(charts.bars(cloud.statement_bars(fields, words)), "fields", words("cloud.fields.alt"), said)
    page.table(page.query(STATEMENT, "section, field, municipality_key, assessment_id, file_no", **blocks), "fields", said=said)
else:
    st.text(words("cloud.fields.none"))

# 3. When it was first reported: the earliest dated entry of the change history that brings it in, which is not the day since when it is in use.
st.subheader(words("cloud.since"), anchor=False)
dated = page.query(FACTS, ORDER, "first_reported_on IS NOT NULL")
n = dated.total()
if n:
    offset, limit = page.window(n)
    page.chart(charts.moments(*cloud.moments(dated.rows(limit, offset), "first_reported_on", words)), "since", words("cloud.since.alt"))
st.text(words("cloud.since.note", n=n, using=words.number(int(counts.loc[counts["mark"] == "uses", "n"].sum()))))
undated = page.count("municipality_key", "municipality", extra="cloud_mark = 'uses' AND first_reported_on IS NULL")
if len(undated):
    st.text(words("cloud.undated", names=cloud.named(undated, words)))

# 4. Where the intermediate server platform runs.
st.subheader(words("cloud.platform"), anchor=False)
hosting = page.counts("platform_hosting")
page.chart(charts.bars(common.answer_bars(hosting, "platform_hosting", words), missing=2), "platform", words("cloud.platform.alt"),
           words("cloud.platform.note", n=int(hosting["n"].sum())))

# 5. Which standards the measures cite, and in whose layer.
st.subheader(words("cloud.standards"), anchor=False)
cited = page.count("control", "layer", view="control_facts", extra=f"control IN {cloud.STANDARDS}", reports="count(DISTINCT assessment_id)")
if len(cited):
    cells, rows, layers = cloud.standards(cited.assign(n=cited["reports"]), words)
    page.chart(charts.grid(cells, rows, layers), "standards", words("cloud.standards.alt"),
               words("cloud.standards.note") + " " + words.short_key("layer", "layer", [layer for layer, _ in layers]))
else:
    st.text(words("cloud.standards.none"))
