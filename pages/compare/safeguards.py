"""What stands behind the rating? Safeguards that the wording names, and how much wording there is."""
import streamlit as st

from explore import charts, store
from explore.frames import common, safeguards
from explore.page import Page

page = Page("safeguards", "measure_facts", "part", missing="mark")
words = page.words
CONTROL = ("municipality", "control", "layer", "source_name", "page", "line", "section", "field", "affair", "file_names", "kind", "risk_no", "part_no", "title",
           "prefecture", "assessment_id")
MEASURE = ("municipality", "risk", "mark", "source_name", "page", "line", "own_chars", "chars", "shared_share", "own_safeguards", "safeguards",
           "wording_page", "wording_line", "affair", "file_names", "level", "status", "kind", "section", "risk_no", "part_no", "title", "prefecture",
           "risk_domain", "assessment_id")
ORDER = "municipality_key, assessment_id, part_no, section, risk_no"
POINTS = 1500  # more would be a cloud that no one can read

# 1. Whose wording counts: the city's own, the national and shared platforms', or both.
whose = page.choice("layer", ["all", "own", "platforms"], lambda name: words(f"safeguards.layer.{name}"))
layer = {"all": "true", "own": "own", "platforms": "NOT own"}[whose]
st.caption(words("safeguards.own"))

# 2. Which safeguards are named, in how many reports, and by whom.
each = (f"(SELECT control, assessment_id, {safeguards.NAMED_BY} AS mark FROM control_facts WHERE {page.condition[0]} "
        f"GROUP BY ALL HAVING bool_or({layer}))")
named = store.count(each, ["control", "mark"], ("true", page.condition[1]))
if len(named):
    counts, rows = safeguards.by_layer(named, words)
    offset, limit = page.window(len(rows), 20)
    naming = int(page.count(view="control_facts", extra=layer, reports="count(DISTINCT assessment_id)")["reports"].iloc[0])
    page.chart(charts.stacked(counts, rows[offset:offset + limit], page.marks(("own_only", "both", "shared_only"))), "named",
               words("safeguards.named.alt"), words("safeguards.named.note", n=naming, rows=words.number(len(rows)),
                                                    shown=words.number(len(rows[offset:offset + limit]))))
else:
    st.text(words("safeguards.none"))

# 3. How much wording stands behind each rating: thin wording is far left, wording shared with other municipalities far up.
st.subheader(words("safeguards.behind"), anchor=False)
st.text(words("safeguards.both_layers", kinds=page.kinds()))
measured = page.query(MEASURE, ORDER, "chars IS NOT NULL AND shared_share IS NOT NULL")
measures = common.keyed(measured.rows(POINTS), "risk")
if len(store.municipality_names()) < 2:
    st.text(words("safeguards.alone"))
elif len(measures):
    figure = charts.scatter(safeguards.behind(measures, words), page.marks(), words("safeguards.across"), words("safeguards.up"))
    clicked = page.chart(figure, "behind", words("safeguards.behind.alt"),
                         words("safeguards.behind.note", n=measured.total(), whole=words.number(page.shown), shown=words.number(len(measures)),
                               others=words.number(len(store.municipality_names()) - 1)), select=True)
    if clicked and clicked[0] in measures.index:
        page.detail(measures.loc[clicked[0]].to_dict(), words.label(measures.loc[clicked[0], "risk_domain"], measures.loc[clicked[0], "risk"]))

# 4. Ratings of sufficient or better with little of their own behind them.
st.subheader(words("safeguards.thin"), anchor=False)
thin = page.query(MEASURE, ORDER, safeguards.STANDING_OUT)
rated = page.count(extra="level >= 2", readable=f"count(*) FILTER ({safeguards.READABLE})").iloc[0]
said = words("safeguards.thin.note", n=thin.total(), chars=safeguards.THIN_CHARACTERS, share=words.share(safeguards.FULLY_SHARED, 1),
             whole=words.number(int(rated["readable"])))
if lost := int(rated["n"] - rated["readable"]):
    said += " " + words("safeguards.thin.lost", n=lost)
st.text(said)
if thin.total():
    page.rows_to_open(thin, "thin", said, lambda row: words.label(row["risk_domain"], row["risk"]))

# 5. Safeguards by municipality, and every mention with its place.
if len(named):
    st.subheader(words("safeguards.municipalities"), anchor=False)
    mentions = page.count("control", "municipality", view="control_facts", extra=layer, measures=safeguards.MEASURES)
    said = f"{words('safeguards.municipalities.note', n=int(mentions['n'].sum()))} {common.first_note(mentions, 'municipality', words)}"
    page.chart(charts.grid(*safeguards.by_municipality(mentions.assign(n=mentions["measures"]), words)), "municipalities",
               words("safeguards.municipalities.alt"), said.strip())
    st.subheader(words("every_row"), anchor=False)
    page.table(page.query(CONTROL, f"municipality_key, assessment_id, part_no, control_position, {ORDER}, field, layer", layer, view="control_facts"),
               "safeguards", said=words("safeguards.mentions", layer=words(f"safeguards.layer.{whose}"), n=int(mentions["n"].sum())))
