"""What could not be read and why, per report and section? Contradictions, and what matched no vocabulary."""
import streamlit as st

from explore import charts, store
from explore.frames import quality
from explore.page import Page

page = Page("quality", "coverage_facts", "part", has_status=True)
words = page.words
FIELD = ("municipality", "affair", "section", "field", "status", "source_name", "line", "kind", "file_no", "part_no", "risk_no", "stated_count", "found_count",
         "title", "assessment_id")

# 1. Report by report, the least readable first.
counts = page.count("assessment_id", "municipality", "affair", "status").rename(columns={"status": "mark"})
rows = quality.report_rows(counts.rename(columns={"mark": "status"}), words)
page.chart(charts.stacked(counts.rename(columns={"assessment_id": "row"}), rows[slice(*page.window(len(rows)))], quality.statuses(words)), "reports",
           words("quality.reports.alt"), words("quality.reports.note"))

# 2. Section by section.
st.subheader(words("quality.sections"), anchor=False)
by_section = page.count("section", "status")
page.chart(charts.stacked(by_section.rename(columns={"section": "row", "status": "mark"}), quality.section_rows(by_section, words),
                          quality.statuses(words)), "sections", words("quality.sections.alt"))

# 3. Fields that were lost, and lists that the report announces longer than they were found.
st.subheader(words("quality.lost"), anchor=False)
lost = page.read(FIELD, "municipality, assessment_id, section_position, file_no, part_no, risk_no, field",
                 "(status IN ('unreadable', 'not_in_source') OR found_count < stated_count)")
if len(lost):
    page.table(lost, "lost")
else:
    st.text(words("quality.lost.none"))

# 4. Contradictions inside reports.
st.subheader(words("report.contradictions"), anchor=False)
against = page.beside("contradiction_facts", "report", "municipality, assessment_id, contradiction_no")
if len(against):
    page.table(against[["municipality", "affair", f"sentence_{words.lang}", "place_1", "place_2", "contradiction", "source_name", "assessment_id"]],
               "contradictions")
else:
    st.text(words("report.contradictions.none"))

# 5. What matched no vocabulary: systems and affairs classed as other, and what the build lists.
st.subheader(words("quality.unknown"), anchor=False)
other = page.beside("system_facts", "system", "municipality, assessment_id, system_no", "system_type = 'other'")
st.text(words("quality.unknown.systems", n=len(other)))
if len(other):
    page.table(other[["municipality", "name", "affair", "source_name", "line", "assessment_id"]], "other_systems")
unknown = quality.unknown_lines(store.build())
st.text(words("quality.unknown.build", n=len(unknown)))
for line in unknown[:50]:
    st.text(line)
