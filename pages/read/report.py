"""One report on one page: everything read from it, with status and line."""
from functools import partial

import streamlit as st

from explore import charts, export, store
from explore.frames import quality, ratings, reading
from explore.page import Page

page = Page("report", "report_facts", "report")
words = page.words
HEAD = ["municipality", "title", "authority", "kind", "affair", "form_version", "published_on", "assessed_on", "headcount_band", "is_current",
        "cloud_mark", "first_reported_on", "platform_hosting", "readable_share", "source_name", "source_sha256"]

# 1. Which report.
reports = page.query(("assessment_id", *HEAD), "municipality_key, title, assessment_id").rows()
names = {row.assessment_id: f"{row.municipality} · {words.text(row.title) or words.label('affair', row.affair)}" for row in reports.itertuples()}
key = page.pick("report", list(names), names.get)
report = reports[reports["assessment_id"] == key].iloc[0]
tables, build = store.report_tables(key), store.build()
page.stem, page.sentence = f"pia-atlas-report-{key}", words("report.chosen", name=names[key], source=report["source_name"])

of_report = partial(reading.of_report, report=report)

# 2. Its ratings in one picture, and how much of the form could be read.
found = store.rows("FROM rating_facts WHERE assessment_id = $key ORDER BY part_no, risk_position", key=key)
if len(found):
    domain = found["risk_domain"].iloc[0]
    cells, rows = ratings.part_cells(found, "risk", lambda risk: words.label(domain, risk), words)
    page.chart(charts.matrix(cells, rows, [(risk, words.risk_code(risk)) for risk in words.codes(domain)], page.marks()), "ratings",
               words("sufficiency.matrix.alt"), words.risk_key(domain))
counts = store.rows("SELECT section, status, count(*) AS n FROM coverage WHERE assessment_id = $key GROUP BY ALL ORDER BY ALL", key=key)
page.chart(charts.stacked(counts.rename(columns={"section": "row", "status": "mark"}), quality.section_rows(counts, words), quality.statuses(words)),
           "coverage", words("quality.sections.alt"), words("report.coverage.note", n=len(tables["coverage"])))

# 3. The report in short, and the whole of it as JSON.
st.subheader(words("report.head"), anchor=False)
page.facts(report[HEAD].to_dict(), reading.places(tables["coverage"]))
st.caption(words("report.head.note"))
st.download_button(words("download.json"), lambda: export.document(tables, build), f"pia-atlas-{key}.json", "application/json", on_click="ignore",
                   icon=":material/data_object:", key="report.json")

# 4. Contradictions inside the report, never settled silently.
st.subheader(words("report.contradictions"), anchor=False)
if len(tables["contradictions"]):
    against = tables["contradictions"][["kind", f"sentence_{words.lang}", "place_1", "place_2"]].rename(columns={"kind": "contradiction"})
    page.table(against, "contradictions", view=reading.shown, work=of_report)
else:
    st.text(words("report.contradictions.none"))

# 5. Every field that the form asks for: its value, its status, its line.
st.subheader(words("report.fields"), anchor=False)
page.table(reading.fields(tables, words), "fields", view=reading.shown, work=of_report)

# 6. Files, contractors, systems, provision and changes as read, one table at a time.
further = ("files", "retention", "outsourcing", "systems", "disclosures", "changes")
name = page.choice("table", further, lambda name: f"{words.table(name)} ({words.number(len(tables[name]))})")
if len(tables[name]):
    page.table(tables[name].drop(columns="assessment_id").rename(columns={"title": "task_title"}), name, view=reading.shown, work=of_report)
else:
    st.text(words("report.table.none"))
