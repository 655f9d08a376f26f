"""How do reports word their measures on the same risk, layer by layer, and who shares wording with whom?"""
import streamlit as st

from explore import charts, store
from explore.frames import common, prose
from explore.page import Page

page = Page("wording", "passage_facts", "field", by=("kind",))
words = page.words
PASSAGE = ("municipality", "layer", "field", "chars", "shared_share", "source_name", "page", "line", "affair", "kind", "section", "risk_no", "part_no",
           "file_no", "part_count", "file_names", "seq", "title", "prefecture", "assessment_id")
PAPER = "municipality_key, assessment_id, part_no, page NULLS FIRST, line, field, layer, seq"
HITS = 50

# 1. One risk of one kind of form, and the reports to compare.
kind = page.choice("form", common.most_first(page.counts("kind"), "kind"), lambda code: words.label("kind", code))
risk = page.pick("risk", words.codes(f"risk_{kind}"), lambda code: f"{words.flat_code(code)} {words.label(f'risk_{kind}', code)}")
section, risk_no = risk.rsplit("_", 1)
here = f"kind = '{kind}' AND section = '{section}' AND risk_no = {int(risk_no)}"
asked = words.label(f"risk_{kind}", risk)
everything = page.sentence
page.narrow(int(page.count(extra=here)["n"].iloc[0]), asked)
without = page.count("municipality_key", "assessment_id", "municipality", "part_no", "mark", view="rating_facts", grain="part",
                     extra=f"{here} AND {prose.WITHOUT}")
if len(without):
    st.text(prose.without_note(without, words))
parts = page.block("assessment_id, part_no", here)
passages = page.query(PASSAGE, PAPER, parts).rows()
if passages.empty:
    st.info(words("wording.none"))
    st.stop()

# 2. How much each says, layer by layer: works without the wording itself.
cells, rows, layers = prose.lengths(passages, words)
figure = charts.grid(cells, rows, layers) if len(layers) > 1 else charts.bars(prose.length_bars(cells, rows))
note = words("wording.lengths.note", n=len(passages))
page.chart(figure, "lengths", words("wording.lengths.alt"), f"{note} {prose.layers_note(layers, words)}")
page.table(page.query(PASSAGE, PAPER, here), "lengths")

# 3. From here on the page needs the wording itself.
if not store.published("wording"):
    st.text(words("wording.missing"))
    st.stop()

# 4. Side by side, what they share on a coloured ground.
st.subheader(words("wording.side"), anchor=False)
names = dict(rows)
texts = prose.with_part(page.query((*PASSAGE, "text"), PAPER, parts, view="wording_facts").rows())
chosen = page.picks("with", [who for who in names if (texts["who"] == who).any()], names.get, 4)
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
    found = page.found((*PASSAGE, "text"), prose.folded(sought))
    searched = int(page.count(view="wording_facts")["n"].iloc[0])
    st.text(f"{words('wording.hits', n=found.total())} {words('wording.searched', n=searched, whole=words.number(page.shown))}")
    offset, limit = page.window(found.total(), HITS, f"hits.{sought}")
    hits = found.rows(limit, offset)
    for report, of_report in hits.groupby("assessment_id", sort=False):
        page.link_to_report(report)
        for hit in of_report.to_dict("records"):
            st.caption(prose.heading(hit, words))
            st.markdown(prose.marked_hits(hit["text"], sought))
    if len(hits):
        page.sentence = everything  # the search is over all wording
        page.downloads(found.rows, found.total(), "hits", words("colon").join([words("wording.search"), sought]))
