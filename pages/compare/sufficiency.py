"""How do cities rate their own measures, risk by risk?"""
import streamlit as st

from explore import charts
from explore.frames import common, ratings
from explore.page import Page

page = Page("sufficiency", "rating_facts", "part", has_status=True)
words = page.words
RATING = ("municipality", "affair", "risk", "level", "status", "file_names", "source_name", "line", "kind", "section", "risk_no", "choice", "part_no",
          "title", "prefecture", "risk_domain", "assessment_id")

# 1. One kind of form at a time: each asks about its own risks.
kind = page.choice("form", common.most_first(page.count("kind"), "kind"), lambda code: words.label("kind", code))
risks = [(risk, words.risk_code(risk)) for risk in words.codes(f"risk_{kind}")]
found = page.read((*RATING, "mark"), "municipality, assessment_id, part_no, risk_position", f"kind = '{kind}'")

# 2. The picture: part by part or in groups. Plain sufficiency is small and grey, so that the exceptions stand out.
grouping = page.choice("rows", ["part", "affair", "file", "vendor", "system_type"], lambda name: words(f"rows.{name}"))
if grouping == "part":
    cells, rows = ratings.part_cells(found, "risk", lambda row: words.label(row["risk_domain"], row["risk"]), words)
else:
    cells, rows = ratings.grouped_cells(found, page.groups(grouping), "risk", lambda value: page.group_label(grouping, value), words)
rows = rows[slice(*page.window(len(rows)))]
figure = charts.matrix(cells[cells["row"].isin([row for row, _ in rows])], rows, risks, page.marks())
note = words("rows.grouped") + " " if grouping != "part" else ""
clicked = page.chart(figure, "matrix", words("sufficiency.matrix.alt"), note + words.risk_key(f"risk_{kind}"), select=True)
if clicked and clicked[0] in found.index:
    page.detail(found.loc[clicked[0]].to_dict(), words.label(f"risk_{kind}", found.loc[clicked[0], "risk"]))

# 3. Who admits that issues remain, who claims a particular effort, and on which risk.
st.subheader(words("sufficiency.exceptions"), anchor=False)
exceptions = found[found["level"].isin([1, 3])].sort_values(["level", "municipality"], kind="stable")
st.text(words("sufficiency.exceptions.note", n=len(exceptions), stated=words.number(int(found["level"].notna().sum())), kind=words.label("kind", kind)))
if len(exceptions):
    page.table(exceptions[list(RATING)], "exceptions")

# 4. The distribution, risk by risk or section by section: counts of levels and of what is not stated, never an average.
st.subheader(words("sufficiency.distribution"), anchor=False)
by = page.choice("distribution", ["risk", "section"], lambda name: words(f"by.{name}"))
labels = [(risk, f"{words.flat_code(risk)}  {words.label(f'risk_{kind}', risk)}") for risk, _ in risks] if by == "risk" else words.sections(found["section"])
counts = found.groupby([by, "mark"]).size().reset_index(name="n").rename(columns={by: "row"})
page.chart(charts.stacked(counts, labels, page.marks()), "distribution", words("sufficiency.distribution.alt"),
           words("sufficiency.distribution.note", n=len(found)))

# 5. Every rating with its place.
st.subheader(words("every_row"), anchor=False)
page.table(found[list(RATING)], "ratings")
