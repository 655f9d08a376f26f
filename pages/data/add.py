"""A visitor's own reports beside the published ones: read for this session only, and compared with the others on every page."""
from functools import partial

import streamlit as st

from explore import charts, export, failures, store, upload
from explore.frames import quality
from explore.page import Page

page = Page("add")
words = page.words

# 1. The files. A new turn gives an empty field once they are read or taken away.
turn = st.session_state.setdefault("add.turn", 0)
st.html(f"<style>:root {{ --choose-files: '{words('add.choose')}'; }}</style>")
files = st.file_uploader(words("add.files", n=upload.MOST_FILES, megabytes=words.number(upload.MOST_MEGABYTES)), accept_multiple_files=True,
                         max_upload_size=upload.MOST_MEGABYTES, key=f"add.files.{turn}", help=words("add.files.help"))
if st.button(words("add.read", n=len(files)), disabled=not files, type="primary", key="add.read", icon=":material/upload_file:"):
    try:
        with st.spinner(words("add.reading"), show_time=True):
            store.add(upload.read([(file.name, file.getvalue()) for file in files]))
        st.session_state["add.turn"] += 1
        st.rerun()
    except upload.Refused as reason:
        st.error(words(f"add.{reason}", n=upload.MOST_FILES, megabytes=words.number(2 * upload.MOST_MEGABYTES)))

# 2. What could not be read, file by file, with the reason.
added = store.added()
if added is None:
    st.stop()
for failure in added.build["failures"]:
    st.text("× " + failures.failure(failure, words))
for twin in added.build["duplicates"]:
    st.text(words("add.duplicate", name=twin["name"], other=twin["same_as"]))

shipped = {source["sha256"]: source["name"] for source in store.build()["sources"] if "added" not in source}
for source in added.build["sources"]:
    if source["sha256"] in shipped:
        st.text(words("add.published", name=source["name"], other=shipped[source["sha256"]]))
for version in store.superseded().itertuples():
    st.text(words("add.newer", name=version.name, other=version.other))

# 3. What was read, with the status of every field that the forms ask for.
if added.reports:
    counts = store.rows("""SELECT assessment_id, any_value(municipality) AS municipality, any_value(affair) AS affair, status, count(*) AS n FROM coverage_facts
                           WHERE list_contains($reports, assessment_id) GROUP BY assessment_id, status ORDER BY ALL""", reports=added.reports)
    rows = quality.report_rows(counts, words)
    st.subheader(words("add.found", n=len(added.reports)), anchor=False)
    page.chart(charts.stacked(counts.rename(columns={"assessment_id": "row", "status": "mark"}), rows, quality.statuses(words)), "reports",
               words("quality.reports.alt"), words("add.note"))

    def document(key: str, build: str) -> bytes:
        return export.document(store.report_tables(key, build), added.build)

    for key, label in rows:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(label)
            page.link_to_report(key, filtered=False)
            st.download_button(words("download.json"), partial(document, key, store.identity()), f"pia-atlas-{key}.json", "application/json",
                               on_click="ignore", key=f"add.json.{key}", icon=":material/data_object:")

# 4. All of it as a file, and the way back.
with st.container(horizontal=True):
    if added.reports:
        st.download_button(words("add.tables"), added.archive, "pia-atlas-added-tables.zip", "application/zip", on_click="ignore", key="add.tables",
                           icon=":material/folder_zip:")
    if st.button(words("add.remove"), key="add.remove", icon=":material/undo:"):
        store.add(None)
        st.rerun()
