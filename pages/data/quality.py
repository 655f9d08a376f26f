"""What could not be read and why, per report and section? Contradictions, and what matched no vocabulary."""
import streamlit as st

from explore import charts, failures, store
from explore.frames import quality
from explore.page import Page

page = Page("quality", "coverage_facts", "field", missing="status", by=("section",))
words = page.words
FIELD = ("municipality", "affair", "section", "field", "status", "source_name", "page", "line", "kind", "file_no", "part_no", "risk_no", "stated_count",
         "found_count",
         "title", "assessment_id")

# 1. Report by report, the least readable first.
counts = page.count("assessment_id", "municipality", "affair", "status").rename(columns={"status": "mark"})
rows = quality.report_rows(counts.rename(columns={"mark": "status"}), words)
offset, limit = page.window(len(rows))
page.chart(charts.stacked(counts.rename(columns={"assessment_id": "row"}), rows[offset:offset + limit], quality.statuses(words)), "reports",
           words("quality.reports.alt"), words("quality.reports.note"))

# 2. Section by section.
st.subheader(words("quality.sections"), anchor=False)
by_section = page.counts("section", "status")
page.chart(charts.stacked(by_section.rename(columns={"section": "row", "status": "mark"}), quality.section_rows(by_section, words),
                          quality.statuses(words)), "sections", words("quality.sections.alt"))

# 3. Fields that were lost, and lists that the report announces longer than they were found.
st.subheader(words("quality.lost"), anchor=False)
lost = page.query(FIELD, "municipality_key, assessment_id, section_position, file_no, part_no, risk_no, field",
                 "(status IN ('unreadable', 'not_in_source') OR found_count < stated_count)")
if lost.total():
    page.table(lost, "lost", said=words("quality.lost"))
else:
    st.text(words("quality.lost.none"))

# 4. Contradictions inside reports.
st.subheader(words("report.contradictions"), anchor=False)
against = page.query(("municipality", "affair", f"sentence_{words.lang}", "place_1", "place_2", "contradiction", "source_name", "title", "assessment_id"),
                     "municipality_key, assessment_id, contradiction_no", view="contradiction_facts", grain="report")
if against.total():
    page.table(against, "contradictions")
else:
    st.text(words("report.contradictions.none"))

# 5. What matched no vocabulary: systems classed as other, and what the build lists.
st.subheader(words("quality.unknown"), anchor=False)
other = page.query(("municipality", "name", "affair", "source_name", "page", "line", "title", "assessment_id"), "municipality_key, assessment_id, system_no",
                   "system_type = 'other'", view="system_facts", grain="system")
st.text(words("quality.unknown.systems", n=other.total()))
if other.total():
    page.table(other, "other_systems")
unknown = quality.unknown_lines(store.build(), set(page.count("source_name")["source_name"]), words)
if unknown:
    st.text(words("quality.unknown.build", n=len(unknown)))
for line in quality.first_lines(unknown, words):
    st.text(line)

# 6. Files that were no reports, with the reason.
refused = store.build().get("failures", [])
if refused:
    st.subheader(words("quality.refused"), anchor=False)
    st.text(words("quality.refused.note", n=len(refused)))
    for line in quality.first_lines([failures.failure(sentence, words) for sentence in refused], words):
        st.text(line)
