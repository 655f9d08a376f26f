"""What do cities answer to the form's further items: authentication, logs, rules, physical and technical measures, backup, audits, training?"""
import streamlit as st

from explore import charts
from explore.frames import common, ratings
from explore.page import Page

page = Page("practices", "practice_facts", "part", has_status=True)
words = page.words
PRACTICE = ("municipality", "affair", "item", "choice", "level", "status", "file_names", "source_name", "line", "kind", "section", "risk_no", "part_no",
            "title", "prefecture", "assessment_id")

# 1. One kind of form at a time: each asks for its own items.
kind = page.choice("form", common.most_first(page.count("kind"), "kind"), lambda code: words.label("kind", code))
found = page.read((*PRACTICE, "mark"), "municipality, assessment_id, part_no, item_position, section, risk_no", f"kind = '{kind}'")
items = [item for item in words.codes("item") if item in set(found["item"])]
columns = [(item, str(number)) for number, item in enumerate(items, 1)]

# 2. The picture: answers part by part or in groups. The usual answers are small and grey.
grouping = page.choice("rows", ["part", "affair", "file", "vendor", "system_type"], lambda name: words(f"rows.{name}"))
if grouping == "part":
    cells, rows = ratings.part_cells(found, "item", lambda row: f"{words.label('item', row['item'])}: {words.text(row['choice'])}", words)
else:
    cells, rows = ratings.grouped_cells(found, page.groups(grouping), "item", lambda value: page.group_label(grouping, value), words)
rows = rows[slice(*page.window(len(rows)))]
marks = page.marks(ratings.marks_present(found, ratings.PRACTICE_MARKS))
figure = charts.matrix(cells[cells["row"].isin([row for row, _ in rows])], rows, columns, marks)
clicked = page.chart(figure, "matrix", words("practices.matrix.alt"), words("rows.grouped") if grouping != "part" else "", select=True)
with st.expander(words("practices.key"), expanded=True):
    st.caption(" · ".join(f"**{number}** {words.label('item', item)}" for item, number in columns))
if clicked and clicked[0] in found.index:
    page.detail(found.loc[clicked[0]].to_dict(), words.label("item", found.loc[clicked[0], "item"]))

# 3. Answers that differ from the most frequent one to the same item: no judgement, only the difference.
st.subheader(words("practices.exceptions"), anchor=False)
different = ratings.exceptions(found)
stated = int((found["status"] == "stated").sum())
st.text(words("practices.exceptions.note", n=len(different), stated=words.number(stated), kind=words.label("kind", kind)))
if len(different):
    page.table(different[[*PRACTICE[:4], "usual", *PRACTICE[4:]]], "exceptions")

# 4. The distribution, item by item.
st.subheader(words("practices.distribution"), anchor=False)
counts = found.groupby(["item", "mark"]).size().reset_index(name="n").rename(columns={"item": "row"})
page.chart(charts.stacked(counts, [(item, f"{number}  {words.label('item', item)}") for item, number in columns], marks), "distribution",
           words("practices.distribution.alt"), words("practices.distribution.note", n=len(found)))

# 5. Every answer with its place.
st.subheader(words("every_row"), anchor=False)
page.table(found[list(PRACTICE)], "practices")
