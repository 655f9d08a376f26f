"""What do cities answer to the form's further items: authentication, logs, rules, physical and technical measures, backup, audits, training?"""
import streamlit as st

from explore import charts, store
from explore.frames import common, ratings
from explore.page import Page

page = Page("practices", "practice_facts", "part", missing="mark", by=("kind", "item"))
words = page.words
PRACTICE = ("municipality", "affair", "item", "mark", "choice", "usual", "source_name", "page", "line", "file_names", "level", "status", "kind", "section",
            "risk_no", "part_no", "title", "prefecture", "assessment_id")
ORDER = "municipality_key, assessment_id, part_no, item_position, section, risk_no"

# 1. One kind of form at a time: each asks for its own items.
kind = page.choice("form", common.most_first(page.counts("kind"), "kind"), lambda code: words.label("kind", code))
of_kind = f"kind = '{kind}'"
counts = page.counts("item", "mark", kind=kind)
page.narrow(int(counts["n"].sum()), words.label("kind", kind))
columns = [(item, str(number)) for number, item in enumerate(common.present(words.codes("item"), counts["item"]), 1)]

# 2. The picture: answers part by part or in groups. The usual answers are small and grey.
grouping = page.choice("rows", ["part", "affair", "file", "vendor", "system_type"], lambda name: words(f"rows.{name}"))
if grouping == "part":
    found = common.keyed(page.query((*ratings.CELL, "item"), ORDER, page.block("assessment_id, part_no", of_kind)).rows(), "item")
    cells, rows = ratings.part_cells(found, "item", lambda item: words.label("item", item), words)
else:
    cells, rows = ratings.grouped_cells(page.grouped(grouping, "item", of_kind), "item", lambda value: page.group_label(grouping, value), words)
    offset, limit = page.window(len(rows))
    rows = rows[offset:offset + limit]
marks = page.marks(ratings.marks_present(counts, ratings.PRACTICE_MARKS))
seen = page.marks(ratings.marks_present(cells, ratings.PRACTICE_MARKS))
clicked = page.chart(charts.matrix(cells, rows, columns, seen), "matrix", words("practices.matrix.alt"),
                     page.grouped_note(grouping, of_kind) if grouping != "part" else "", select=grouping == "part")
with st.expander(words("practices.key"), expanded=True):
    st.caption(" · ".join(f"**{number}** {words.label('item', item)}" for item, number in columns))
if clicked and clicked[0] in found.index:
    page.detail(found.loc[clicked[0]].to_dict(), words.label("item", found.loc[clicked[0], "item"]))

# 3. Answers that differ from the most frequent one to the same item: no judgement, only the difference.
st.subheader(words("practices.exceptions"), anchor=False)
answered = f"{of_kind} AND status = 'stated' AND mark <> 'not_applicable'"
different = page.query(PRACTICE, f"item_position, {ORDER}", f"{answered} AND choice <> usual")
stated = int(page.count(extra=answered)["n"].iloc[0])
said = words("practices.exceptions.note", n=different.total(), stated=words.number(stated), kind=words.label("kind", kind))
everyone, parameters = page.filters.everything().where("part")
answering = store.count("practice_facts", [], (f"{everyone} AND {answered}", parameters), bodies="count(DISTINCT coalesce(municipality_key, assessment_id))")
st.text(words("practices.alone", kind=words.label("kind", kind)) if int(answering["bodies"].iloc[0]) == 1 else said)
if different.total():
    page.rows_to_open(different, "exceptions", said, lambda row: words.label("item", row["item"]))

# 4. The distribution, item by item.
st.subheader(words("practices.distribution"), anchor=False)
labels = [(item, f"{number}  {words.label('item', item)}") for item, number in columns]
page.chart(charts.stacked(counts.rename(columns={"item": "row"}), labels, marks), "distribution", words("practices.distribution.alt"),
           words("practices.distribution.note", n=int(counts["n"].sum())))

# 5. Every answer with its place.
st.subheader(words("every_row"), anchor=False)
page.table(page.query(PRACTICE, ORDER, of_kind), "practices")
