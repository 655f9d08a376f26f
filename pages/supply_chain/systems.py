"""Which systems are there, and what are they connected to?"""
import streamlit as st

from explore import charts, store
from explore.frames import common, systems
from explore.page import Page

page = Page("systems", "system_facts", "system", by=("system_type",))
words = page.words
SYSTEM = ("municipality", "name", "system_type", "affair", "source_name", "page", "line", "kind", "system_no", "title", "prefecture", "assessment_id")
BOX = ("municipality", "name", "system_type", "connection", "connected", "status", "other_text", "affair", "source_name", "page", "line", "kind", "system_no",
       "title", "assessment_id")
ORDER = "municipality_key, assessment_id, system_no"

# 1. Which types of system there are, and how many more there must be, of types that nobody can tell.
numbered = store.count("system_facts", ["assessment_id"], page.filters.without("system").where("report"), highest="max(system_no)")
gaps = int((numbered["highest"] - numbered["n"]).clip(lower=0).sum())
if gaps:
    page.say(words("systems.gaps", n=gaps))
types = page.counts("system_type")
kinds = common.answer_bars(types, "system_type", words)
page.chart(charts.bars([bar for bar in kinds if bar[1]]), "types", words("systems.types.alt"), words("systems.types.note", n=int(types["n"].sum())))

# 2. What they are connected to: systems with the mark, of those whose box could be read.
counts = page.count("system_type", "connection", view="connection_facts", **systems.SUMS)
if len(counts):
    st.subheader(words("systems.connections"), anchor=False)
    page.chart(charts.grid(*systems.types_by_connection(counts, words)), "connections", words("systems.connections.alt"),
               words("systems.connections.note", n=int(counts["n"].sum())) + " " + words.short_key("connection", "connection", words.codes("connection")))

    # 3. System by system: marked, not marked, or lost.
    st.subheader(words("systems.each"), anchor=False)
    block = page.block("assessment_id, system_no", view="connection_facts")
    boxes = page.query((*BOX, "mark"), f"{ORDER}, connection_position", block, view="connection_facts").rows()
    marks = common.present(["yes", "no", "blank", "unreadable", "not_in_source"], boxes["mark"])
    cells, rows = systems.cells(boxes, words)
    page.chart(charts.matrix(cells, rows, systems.connections(words), page.marks(marks)), "each", words("systems.each.alt"))

    # 4. The network of types and what they are connected to.
    labels, links = systems.links(counts, words)
    if links:
        st.subheader(words("systems.network"), anchor=False)
        page.chart(charts.network(labels, links), "network", words("systems.network.alt"), words("systems.network.note"))

# 5. Every system and every connection with its place.
st.subheader(words("every_row"), anchor=False)
page.table(page.query(SYSTEM, ORDER), "systems")
if len(counts):
    page.table(page.query(BOX, f"{ORDER}, connection_position", view="connection_facts"), "connections")
