"""Wording: passages of several reports side by side, what they share, and hits of a search."""
from __future__ import annotations

import re
import unicodedata

import pandas as pd

from explore.frames.common import Bars, Rows, counted_cells, part_names, present, records
from explore.text import markdown
from explore.words import Words

_SENTENCE = re.compile(r"[^。]*。|[^。]+$")
# In what sentences may differ and be shared all the same, as `shared_share` has it: the bullets and numbers at their head (not 3 in 3回), and signs that
# offices write with or without.
_HEAD = re.compile(r"(?:[・●○■□◆◇▪※*•\-‐–—―>]|\(?[\divxIVX]{1,3}[).:]|\d{1,2}(?![\d年月日人件回条項号要つか]))+")
_TYPOGRAPHY = str.maketrans("", "", "、,，・･ー。")
_SHORTEST = 12  # characters: shorter sentences say nothing about copying


# Parts under a risk of which no passage was read, as a condition on rating_facts.
WITHOUT = "(assessment_id, part_no, section, risk_no) NOT IN (SELECT (assessment_id, part_no, section, risk_no) FROM passage_facts)"


def without_note(counted: pd.DataFrame, words: Words) -> str:
    """Which parts have no wording here, and what became of their rating. counted: assessment_id, municipality, part_no, mark, n."""
    return words("wording.without", n=len(counted), parts=words.listed(
        f"{row.municipality}{f' {row.part_no}' if row.part_no else ''} ({words.mark(row.mark)})" for row in counted.itertuples()))


def folded(text: str) -> str:
    """The text as the tables fold it: NFKC, without case."""
    return unicodedata.normalize("NFKC", text).casefold()


def sentences(text: str) -> list[str]:
    """The sentences of a passage, each with its full stop."""
    return [sentence for sentence in _SENTENCE.findall(text) if sentence.strip()]


def shared_sentences(texts: dict[str, list[str]]) -> set[str]:
    """The sentences that stand in the wording of more than one of those compared, as they are compared. texts: report or part → its passages."""
    found: dict[str, set[str]] = {}
    for report, passages in texts.items():
        for sentence in {_compared(sentence) for passage in passages for sentence in sentences(passage)}:
            found.setdefault(sentence, set()).add(report)
    return {sentence for sentence, reports in found.items() if len(reports) > 1 and len(sentence) >= _SHORTEST}


def _compared(sentence: str) -> str:
    tight = "".join(sentence.split())
    head = _HEAD.match(tight)
    return tight[head.end() if head else 0 :].translate(_TYPOGRAPHY)


def marked_shared(text: str, shared: set[str]) -> str:
    """The passage as Markdown, its shared sentences on a coloured ground; nothing of the text itself is read as Markdown."""
    return "".join(f":blue-background[{markdown(sentence)}]" if _compared(sentence) in shared else markdown(sentence) for sentence in sentences(text))


def marked_hits(text: str, sought: str, around: int = 90) -> str:
    """The surroundings of the first hit as Markdown, every word sought in them on a coloured ground. sought: words, of which the text holds each."""
    either = re.compile("|".join(map(re.escape, folded(sought).split())))
    hits = list(either.finditer(folded(text))) if len(folded(text)) == len(text) else []
    if not hits:
        return markdown(text[: 2 * around])
    first, last = max(0, hits[0].start() - around), min(len(text), hits[0].end() + around)
    pieces, end = [], first
    for hit in (hit for hit in hits if hit.end() <= last):
        pieces += [markdown(text[end:hit.start()]), f":orange-background[{markdown(text[hit.start():hit.end()])}]"]
        end = hit.end()
    return ("…" if first else "") + "".join(pieces) + markdown(text[end:last]) + ("…" if last < len(text) else "")


def place(passage: dict[str, object], words: Words) -> str:
    """A passage's layer, field and line, as Markdown."""
    return markdown(f"{words.label('layer', passage['layer'])} · {words.field(str(passage['field']))} · {words.place(passage)}")


def heading(hit: dict[str, object], words: Words) -> str:
    """Where a hit stands, as Markdown."""
    return markdown(f"{hit['municipality']} · {words.text(hit['title'])} · {words.label('section', hit['section'])} · {words.field(str(hit['field']))} · "
                    f"{words.label('layer', hit['layer'])} · {words.place(hit)}")


def with_part(passages: pd.DataFrame) -> pd.DataFrame:
    """The passages with a column `who` that tells their part."""
    return passages.assign(who=[f"{report}#{part}" for report, part in zip(passages["assessment_id"], passages["part_no"], strict=True)])


def lengths(passages: pd.DataFrame, words: Words) -> tuple[pd.DataFrame, Rows, Rows]:
    """Characters by part and layer: cells, rows and columns of a grid. The hover says how much of it others share."""
    marked = with_part(passages)
    first = {record["who"]: record for record in reversed(records(marked))}
    names = part_names({who: first[who] for who in dict.fromkeys(marked["who"])}, words)
    summed = marked.assign(weighed=marked["chars"] * marked["shared_share"]).groupby(["who", "layer"], sort=False)
    counted = summed.agg(n=("chars", "sum"), weighed=("weighed", lambda values: values.sum(min_count=1))).reset_index()
    cells = counted_cells(counted, "who", "layer", lambda row: words(
        "wording.hover", who=names[row.who], layer=words.label("layer", row.layer), chars=int(row.n),
        shared=words("none") if pd.isna(row.weighed) else words.share(row.weighed, row.n)))
    return cells, list(names.items()), [(code, words(f"layer.{code}")) for code in present(words.codes("layer"), counted["layer"])]


def layers_note(layers: Rows, words: Words) -> str:
    """What the columns of `lengths` are."""
    codes = [code for code, _ in layers]
    if len(codes) == 1:
        return words("wording.one_layer", layer=words.label("layer", codes[0]))
    return f"{words('wording.layers')} {words.short_key('layer', 'layer', codes)}"


def length_bars(cells: pd.DataFrame, rows: Rows) -> Bars:
    """The same as bars, where there is one layer: cells and rows of lengths()."""
    labels = dict(rows)
    return [(labels[cell.row], cell.n, cell.hover) for cell in cells.itertuples()]
