"""How do reports word their measures on the same risk, layer by layer, and who shares wording with whom?"""
import streamlit as st

from explore import charts, store
from explore.frames import common, prose
from explore.page import Page

page = Page("wording", "passage_facts", "part")
words = page.words
HITS = 50

# 1. One risk of one kind of form, and the reports to compare.
kind = page.choice("form", common.most_first(page.count("kind"), "kind"), lambda code: words.label("kind", code))
risk = page.pick("risk", words.codes(f"risk_{kind}"), lambda code: f"{words.flat_code(code)} {words.label(f'risk_{kind}', code)}")
section, risk_no = risk.rsplit("_", 1)
here = f"kind = '{kind}' AND section = '{section}' AND risk_no = {int(risk_no)}"
passages = page.beside("passage_facts", "part", "municipality, assessment_id, part_no, field, layer, seq", here)
passages = passages.assign(who=passages["assessment_id"] + "#" + passages["part_no"].astype(str))
if passages.empty:
    st.info(words("wording.none"))
    st.stop()

# 2. How much each says, layer by layer: works without the wording itself.
cells, rows, layers = prose.lengths(passages, words)
page.chart(charts.grid(cells, rows[slice(*page.window(len(rows)))], layers), "lengths", words("wording.lengths.alt"),
           words("wording.lengths.note", n=len(passages)))
page.table(prose.compared(passages, words), "lengths")

# 3. From here on the page needs the wording itself.
if not store.published("wording"):
    st.text(words("wording.missing"))
    st.stop()

# 4. Side by side, what they share on a coloured ground.
st.subheader(words("wording.side"), anchor=False)
names = dict(rows)
chosen = page.picks("with", list(names), names.get, 4)
texts = page.beside("wording_facts", "part", "field, layer, seq", here)
texts = texts.assign(who=texts["assessment_id"] + "#" + texts["part_no"].astype(str))
shared = prose.shared_sentences({who: list(texts.loc[texts["who"] == who, "text"]) for who in chosen})
st.caption(words("wording.side.note"))
with st.grid(max(1, len(chosen)), min_column_width=280):
    for who in chosen:
        with st.container(border=True):
            st.text(names[who])
            for passage in texts[texts["who"] == who].to_dict("records"):
                st.caption(prose.place(passage, words))
                st.markdown(prose.marked_shared(passage["text"], shared))

# 5. Search over all wording of the chosen reports.
st.subheader(words("wording.search"), anchor=False)
sought = page.typed("q").strip()
if sought:
    hits = page.search(prose.folded(sought))
    st.text(words("wording.hits", n=len(hits), reports=words.number(hits["assessment_id"].nunique()), shown=words.number(min(len(hits), HITS))))
    for hit in hits.head(HITS).to_dict("records"):
        st.caption(prose.heading(hit, words))
        st.markdown(prose.marked_hits(hit["text"], sought))
    if len(hits):
        page.downloads(hits.drop(columns=["municipality_key"]), "hits")
