"""How do cities rate their own measures, risk by risk?"""
import streamlit as st

from explore import charts
from explore.frames import common, ratings
from explore.page import Page

page = Page("sufficiency", "rating_facts", "part", missing="mark", by=("kind", "section", "risk"))
words = page.words
RATING = ("municipality", "affair", "risk", "mark", "source_name", "page", "line", "file_names", "level", "status", "kind", "section", "risk_no", "choice",
          "part_no", "title", "prefecture", "risk_domain", "assessment_id")
ORDER = "municipality_key, assessment_id, part_no, risk_position"

# 1. One kind of form at a time: each asks about its own risks.
kind = page.choice("form", common.most_first(page.counts("kind"), "kind"), lambda code: words.label("kind", code))
of_kind, domain = f"kind = '{kind}'", f"risk_{kind}"
counts = page.counts("section", "risk", "mark", kind=kind)
page.narrow(int(counts["n"].sum()), words.label("kind", kind))
risks = [(risk, words.risk_code(risk)) for risk in words.codes(domain)]

# 2. The picture: part by part or in groups. Plain sufficiency is small and grey, so that the exceptions stand out.
grouping = page.choice("rows", ["part", "affair", "file", "vendor", "system_type"], lambda name: words(f"rows.{name}"))
if grouping == "part":
    found = common.keyed(page.query((*ratings.CELL, "risk"), ORDER, page.block("assessment_id, part_no", of_kind)).rows(), "risk")
    cells, rows = ratings.part_cells(found, "risk", lambda risk: words.label(domain, risk), words)
else:
    cells, rows = ratings.grouped_cells(page.grouped(grouping, "risk", of_kind), "risk", lambda value: page.group_label(grouping, value), words)
    offset, limit = page.window(len(rows))
    rows = rows[offset:offset + limit]
note = page.grouped_note(grouping, of_kind) if grouping != "part" else ""
marks = page.marks([*common.MARKS, *ratings.marks_present(cells, ())])
clicked = page.chart(charts.matrix(cells, rows, risks, marks), "matrix", words("sufficiency.matrix.alt"), note + words.risk_key(domain),
                     select=grouping == "part")
if clicked and clicked[0] in found.index:
    page.detail(found.loc[clicked[0]].to_dict(), words.label(domain, found.loc[clicked[0], "risk"]))

# 3. Who admits that issues remain, who claims a particular effort, and on which risk.
st.subheader(words("sufficiency.exceptions"), anchor=False)
levels = counts[counts["mark"].isin(["1", "2", "3"])]
exceptions = int(levels.loc[levels["mark"] != "2", "n"].sum())
said = words("sufficiency.exceptions.note", n=exceptions, stated=words.number(int(levels["n"].sum())), kind=words.label("kind", kind))
st.text(said)
if exceptions:
    page.rows_to_open(page.query(RATING, f"level, {ORDER}", f"{of_kind} AND level IN (1, 3)"), "exceptions", said,
                      lambda row: words.label(domain, row["risk"]))

# 4. The distribution, risk by risk or section by section: counts of levels and of what is not stated, never an average.
st.subheader(words("sufficiency.distribution"), anchor=False)
by = page.choice("distribution", ["risk", "section"], lambda name: words(f"by.{name}"))
labels = [(risk, f"{words.flat_code(risk)}  {words.label(domain, risk)}") for risk, _ in risks] if by == "risk" else words.sections(counts["section"])
marks = page.marks(ratings.marks_present(counts))
page.chart(charts.stacked(counts.rename(columns={by: "row"}), labels, marks), "distribution", words("sufficiency.distribution.alt"),
           words("sufficiency.distribution.note", n=int(counts["n"].sum())))

# 5. Every rating with its place.
st.subheader(words("every_row"), anchor=False)
page.table(page.query(RATING, ORDER, of_kind), "ratings")
