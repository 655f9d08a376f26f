"""Every table with its columns, units, codes and row counts; downloads; glossary; how to cite; the build."""
import pandas as pd
import streamlit as st

from explore import export, store
from explore.dictionary import glossary, tables
from explore.page import ROWS_SHOWN, Page

page = Page("data")
words = page.words

build = store.build()
cited = words("data.cite.text", version=build.get("version", "–"), built_at=build.get("built_at", "–"))

# 1. What there is: every table with its rows, and all of them in one zip.
listed = store.sizes()
st.dataframe(pd.DataFrame({words("data.table"): list(listed), words("data.label"): [words.table(name) for name in listed],
                           words("data.rows"): [words("none") if n is None else words.number(n) for n in listed.values()],
                           words("data.grain"): [tables()[name].description[words.lang] for name in listed]}), hide_index=True, key="data.tables")
with st.container(horizontal=True):
    st.download_button(words("data.zip"), lambda: export.archive(store.everything() | export.guide(listed, cited, words)), "pia-atlas-tables.zip",
                       "application/zip", on_click="ignore", key="data.zip", icon=":material/folder_zip:", help=words("data.zip.help"))

# 2. One table: its columns with type, unit and codes, its rows, its downloads.
name = page.pick("table", [table for table, n in listed.items() if n is not None], words.table)
columns = export.described(name, words)
st.dataframe(columns, hide_index=True, key="data.columns")
st.subheader(words("data.browse"), anchor=False)
st.dataframe(store.rows(f"FROM {name} LIMIT {ROWS_SHOWN}"), hide_index=True, key="data.browse", placeholder=words("none"))
st.caption(words("data.browse.note", n=listed[name] or 0, shown=words.number(min(listed[name] or 0, ROWS_SHOWN))))
with st.container(horizontal=True):
    whole = store.query(name, ("true", {}), ", ".join(tables()[name].key))
    st.download_button("CSV", lambda: export.csv(whole.whole(), words), f"{name}.csv", "text/csv", on_click="ignore", key="data.csv",
                       icon=":material/download:")
    st.download_button("Parquet", lambda: store.file_bytes(name), f"{name}.parquet", "application/vnd.apache.parquet", on_click="ignore",
                       key="data.parquet", icon=":material/download:")

# 3. The terms of the forms.
st.subheader(words("data.glossary"), anchor=False)
st.dataframe(glossary(words.lang).rename(columns={"term_ja": words("data.term_ja"), "term_en": words("data.term_en"),
                                                   "explanation": words("data.explanation")}), hide_index=True, key="data.glossary")

# 4. How to cite, and the build.
st.subheader(words("data.cite"), anchor=False)
st.text(cited)
st.subheader(words("data.build"), anchor=False)
st.json(build, expanded=1)
