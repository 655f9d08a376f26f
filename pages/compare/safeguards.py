"""What stands behind the rating? Safeguards that the wording names, and how much wording there is."""
import streamlit as st

from explore import charts
from explore.frames import safeguards
from explore.page import Page

page = Page("safeguards", "measure_facts", "part")
words = page.words
CONTROL = ["municipality", "affair", "control", "layer", "section", "field", "file_names", "source_name", "line", "kind", "risk_no", "part_no", "title",
           "prefecture", "assessment_id"]
MEASURE = ["municipality", "affair", "risk", "level", "status", "own_chars", "chars", "shared_share", "own_safeguards", "safeguards", "source_name", "line",
           "wording_line", "file_names", "kind", "section", "risk_no", "part_no", "title", "prefecture", "risk_domain", "assessment_id"]

# 1. Whose wording counts: the city's own, the national and shared platforms', or both.
whose = page.choice("layer", ["all", "own", "platforms"], lambda name: words(f"safeguards.layer.{name}"))
condition = {"all": "true", "own": "own", "platforms": "NOT own"}[whose]
controls = page.beside("control_facts", "part", "municipality, assessment_id, part_no, control_position, section, risk_no, field, layer", condition)

# 2. Which safeguards are named, in how many reports, and by whom.
if len(controls):
    counts, rows = safeguards.by_layer(controls, words)
    first, last = page.window(len(rows), 20)
    page.chart(charts.stacked(counts, rows[first:last], page.marks(("own_only", "both", "shared_only"))), "named", words("safeguards.named.alt"),
               words("safeguards.named.note", n=controls["assessment_id"].nunique(), rows=words.number(len(rows)), shown=words.number(last - first)))
else:
    st.text(words("safeguards.none"))

# 3. How much wording stands behind each rating: thin wording is far left, wording shared with other municipalities far up.
st.subheader(words("safeguards.behind"), anchor=False)
measures = page.read((*MEASURE, "mark"), "municipality, assessment_id, part_no, section, risk_no")
points = safeguards.behind(measures, words).dropna(subset=["y"])
clicked = page.chart(charts.scatter(points, page.marks(), words("safeguards.across"), words("safeguards.up")), "behind", words("safeguards.behind.alt"),
                     words("safeguards.behind.note", n=len(points), whole=words.number(len(measures))), select=True) if len(points) else []
if clicked:
    page.detail(measures.loc[clicked[0]].to_dict(), words.label(measures.loc[clicked[0], "risk_domain"], measures.loc[clicked[0], "risk"]))

# 4. Ratings of sufficient or better with little of their own behind them.
st.subheader(words("safeguards.thin"), anchor=False)
thin = safeguards.standing_out(measures)
st.text(words("safeguards.thin.note", n=len(thin), chars=safeguards.THIN_CHARACTERS, share=words.share(safeguards.FULLY_SHARED, 1)))
if len(thin):
    page.table(thin[MEASURE], "thin")

# 5. Safeguards by municipality, and every mention with its place.
if len(controls):
    st.subheader(words("safeguards.municipalities"), anchor=False)
    page.chart(charts.grid(*safeguards.by_municipality(controls, words)), "municipalities", words("safeguards.municipalities.alt"),
               words("safeguards.municipalities.note", n=len(controls)))
    st.subheader(words("every_row"), anchor=False)
    page.table(controls[CONTROL], "safeguards")
