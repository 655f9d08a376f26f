"""Wording: passages of several reports side by side, what they share, and hits of a search."""
from __future__ import annotations

import re
import unicodedata

import pandas as pd

from explore.frames.common import Rows, counted_cells
from explore.text import markdown
from explore.words import Words

_SENTENCE = re.compile(r"[^。]*。|[^。]+$")


def folded(text: str) -> str:
    """The text as the tables fold it: NFKC, without case."""
    return unicodedata.normalize("NFKC", text).casefold()


def sentences(text: str) -> list[str]:
    """The sentences of a passage, each with its full stop."""
    return [sentence for sentence in _SENTENCE.findall(text) if sentence.strip()]


def shared_sentences(texts: dict[str, list[str]]) -> set[str]:
    """The sentences that stand in more than one report's wording. texts: report → its passages."""
    found: dict[str, set[str]] = {}
    for report, passages in texts.items():
        for sentence in {sentence.strip() for passage in passages for sentence in sentences(passage)}:
            found.setdefault(sentence, set()).add(report)
    return {sentence for sentence, reports in found.items() if len(reports) > 1}


def marked_shared(text: str, shared: set[str]) -> str:
    """The passage as Markdown, its shared sentences on a coloured ground; nothing of the text itself is read as Markdown."""
    return "".join(f":blue-background[{markdown(sentence)}]" if sentence.strip() in shared else markdown(sentence) for sentence in sentences(text))


def marked_hits(text: str, sought: str, around: int = 90) -> str:
    """The surroundings of the first hit as Markdown, every hit in them on a coloured ground."""
    hits = [match.start() for match in re.finditer(re.escape(folded(sought)), folded(text))] if len(folded(text)) == len(text) else []
    if not hits:
        return markdown(text[: 2 * around])
    first, last = max(0, hits[0] - around), min(len(text), hits[0] + len(sought) + around)
    pieces, end = [], first
    for start in (hit for hit in hits if hit + len(sought) <= last):
        if start >= end:
            pieces += [markdown(text[end:start]), f":orange-background[{markdown(text[start:start + len(sought)])}]"]
            end = start + len(sought)
    return ("…" if first else "") + "".join(pieces) + markdown(text[end:last]) + ("…" if last < len(text) else "")


def place(passage: dict[str, object], words: Words) -> str:
    """A passage's layer, field and line, as Markdown."""
    return markdown(f"{words.label('layer', passage['layer'])} · {words.field(str(passage['field']))} · {words.place(passage)}")


def heading(hit: dict[str, object], words: Words) -> str:
    """Where a hit stands, as Markdown."""
    return markdown(f"{hit['municipality']} · {words.text(hit['title'])} · {words.label('section', hit['section'])} · {words.field(str(hit['field']))} · "
                    f"{words.label('layer', hit['layer'])} · {words.place(hit)}")


def lengths(passages: pd.DataFrame, words: Words) -> tuple[pd.DataFrame, Rows, Rows]:
    """Characters by part (column `who`) and layer: cells, rows and columns of a grid. The hover says how much of it others share."""
    grouped = passages.assign(weighed=passages["chars"] * passages["shared_share"]).groupby(["who", "layer"])
    counted = grouped.agg(n=("chars", "sum"), weighed=("weighed", lambda values: values.sum(min_count=1))).reset_index()
    names = {row.who: f"{row.municipality} {row.part_no or ''} {words.label('affair', row.affair)}" for row in passages.itertuples()}
    text = {(row.who, row.layer): words("wording.hover", who=names[row.who], layer=words.label("layer", row.layer), chars=int(row.n),
            shared=words("none") if pd.isna(row.weighed) else words.share(row.weighed, row.n)) for row in counted.itertuples()}
    cells = counted_cells(counted, "who", "layer", lambda row: text[(row.who, row.layer)])
    present = set(counted["layer"])
    return cells, list(names.items()), [(code, words(f"layer.{code}")) for code in words.codes("layer") if code in present]


def compared(passages: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Length and shared part by report and layer: one row per report, layer and field, in the order of the page."""
    grouped = passages.groupby(["assessment_id", "municipality", "title", "field", "layer", "source_name"], dropna=False, sort=False)
    frame = grouped.agg(chars=("chars", "sum"), shared_share=("shared_share", "max"), line=("line", "min")).reset_index()
    order = words.codes("layer")
    frame["order"] = [order.index(layer) if layer in order else len(order) for layer in frame["layer"]]
    frame = frame.sort_values(["municipality", "assessment_id", "order"], kind="stable")
    return frame[["municipality", "layer", "field", "chars", "shared_share", "source_name", "line", "title", "assessment_id"]]
