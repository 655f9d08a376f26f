"""Which systems are there, and what are they connected to?"""
import streamlit as st

from explore import charts
from explore.frames import common, systems
from explore.page import Page

page = Page("systems", "system_facts", "system")
words = page.words
SYSTEM = ("municipality", "name", "system_type", "affair", "source_name", "line", "kind", "system_no", "title", "prefecture", "assessment_id")
CONNECTION = ["municipality", "name", "system_type", "connection", "connected", "status", "other_text", "affair", "source_name", "line", "kind", "system_no",
              "title", "assessment_id"]

# 1. Which types of system there are.
types = page.count("system_type")
order = [code for code in words.codes("system_type") if code in set(types["system_type"])]
counts = dict(zip(types["system_type"], types["n"], strict=True))
page.chart(charts.bars([(words.label("system_type", code), int(counts[code]), f"{counts[code]}") for code in order]), "types", words("systems.types.alt"),
           words("systems.types.note", n=int(types["n"].sum())))

# 2. What they are connected to: systems with the mark, of those whose box could be read.
connections = page.beside("connection_facts", "system", "municipality, assessment_id, system_no, connection_position")
if len(connections):
    st.subheader(words("systems.connections"), anchor=False)
    page.chart(charts.grid(*systems.types_by_connection(connections, words)), "connections", words("systems.connections.alt"),
               words("systems.connections.note", n=len(connections)))

    # 3. System by system: marked, not marked, or lost.
    st.subheader(words("systems.each"), anchor=False)
    cells, rows = systems.cells(connections, words)
    rows = rows[slice(*page.window(len(rows)))]
    across = [(code, words(f"connection.{code}")) for code in words.codes("connection")]
    marks = page.marks([mark for mark in ("yes", "no", "blank", "unreadable", "not_in_source") if mark in set(connections["mark"])])
    page.chart(charts.matrix(cells[cells["row"].isin([row for row, _ in rows])], rows, across, marks), "each", words("systems.each.alt"))

    # 4. The network of types and what they are connected to.
    labels, links = systems.links(connections, words)
    if links:
        st.subheader(words("systems.network"), anchor=False)
        page.chart(charts.network(labels, links), "network", words("systems.network.alt"), words("systems.network.note"))

# 5. Every system and every connection with its place.
st.subheader(words("every_row"), anchor=False)
page.table(page.read(SYSTEM, "municipality, assessment_id, system_no"), "systems")
if len(connections):
    page.table(connections[CONNECTION], "connections", view=common.shown)
