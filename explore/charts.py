"""Figures: pure functions from data frames to Plotly figures.

A figure is written as Plotly's own JSON, traces and layout as dicts, and wrapped unchecked at the end (1 ms instead of 25; tests check them).

Colours are those of Okabe and Ito, told apart by colour-blind readers, in light and dark. Level and status always differ by shape, pattern
or text as well. Text of the data is escaped before it reaches Plotly.
"""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from explore.text import folded, picture, short

FONT = "'Noto Sans JP','Hiragino Sans','Yu Gothic',Meiryo,'Noto Sans CJK JP',sans-serif"
BLUE, SKY, ORANGE, PURPLE, GREY = "#0072B2", "#56B4E9", "#D55E00", "#CC79A7", "#7d8b99"


SHADES = [[0, "#dcedf9"], [1, "#5aaee0"]]  # dark ink can be read on all of them
INK = "#14181c"
TILE = "rgba(125,139,153,0.25)"
FLAT = [[0, TILE], [1, TILE]]
UNKNOWN = "#b9c3cd"


@dataclass(frozen=True)
class Style:
    """How a mark looks: colour, pattern of its bars, shape and size (pixels) of its point, colour of text on its bars."""

    colour: str
    pattern: str
    symbol: str
    size: int
    ink: str = "#14181c"


STYLES = {
    "3": Style(BLUE, "", "diamond", 15, "white"),
    "2": Style("#66737f", "", "circle", 8, "white"),
    "partly": Style("#66737f", "x", "circle-open-dot", 10),
    "1": Style(ORANGE, "/", "triangle-down", 15),
    "blank": Style("#b9c3cd", ".", "square-open", 9),
    "unreadable": Style(PURPLE, "x", "x-thin-open", 9),
    "not_in_source": Style("#9aa5b0", "-", "line-ew-open", 8),
    "yes": Style(BLUE, "", "circle", 12, "white"),
    "no": Style("#66737f", "/", "circle-open", 12, "white"),
    "uses": Style(BLUE, "", "circle", 12, "white"),
    "silent": Style("#b9c3cd", "/", "circle", 12),
    "unclear": Style("#9aa5b0", "-", "circle", 12),
    "says_yes": Style("#8b98a4", "", "square", 6),
    "says_no": Style(SKY, "/", "square", 12),
    "incident": Style(ORANGE, "/", "triangle-down", 15),
    "no_incident": Style("#8b98a4", "|", "circle-open", 7),
    "not_applicable": Style("#b9c3cd", "\\", "diamond-open", 7),
    "not_done": Style("#b8a878", "x", "diamond-open", 7),
    "own_only": Style(BLUE, "", "circle", 12, "white"),
    "both": Style(SKY, "/", "circle", 12),
    "shared_only": Style("#b9c3cd", ".", "circle", 12),
    "before": Style(BLUE, "", "circle", 12, "white"),
    "after": Style(SKY, "/", "circle", 12),
    "timing_missing": Style("#9aa5b0", "-", "circle", 12),
    "undefined": Style(SKY, "|", "circle", 12),
    "stated": Style(BLUE, "", "circle", 12, "white"),
    "full": Style(BLUE, "", "circle", 12, "white"),
    "priority": Style(SKY, "/", "circle", 12),
    "basic": Style("#b9c3cd", ".", "circle", 12),
}
PLAIN = Style(BLUE, "", "circle", 12, "white")
ABSENT = Style("#9aa5b0", "-", "circle", 12)  # of bars that stand for rows without an answer


def _figure(traces: list[dict[str, Any]], layout: dict[str, Any]) -> go.Figure:
    """The figure of some traces; what `layout` says comes on top of what all figures share."""
    axis = {"fixedrange": True, "automargin": True}
    shared: dict[str, Any] = {
        "margin": {"l": 4, "r": 8, "t": 28, "b": 4}, "font": {"family": FONT, "size": 13}, "dragmode": False, "showlegend": False,
        "hoverlabel": {"font": {"family": FONT, "color": "white"}, "bgcolor": "#20262c", "align": "left"},
        "legend": {"orientation": "h", "x": 0, "xanchor": "left", "y": 1.0, "yanchor": "bottom", "traceorder": "normal"}}
    merged = {name: {**value, **layout.get(name, {})} if isinstance(value, dict) else layout.get(name, value) for name, value in shared.items()}
    axes = {name: {**axis, **layout.get(name, {})} for name in ("xaxis", "yaxis")}
    return go.Figure({"data": traces, "layout": {**layout, **merged, **axes, "template": {"layout": {}}}}, _validate=False)


def _rows(frame: pd.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    """The rows of some columns (a third of what itertuples takes)."""
    return zip(*(frame[name].tolist() for name in names), strict=True)


def _places(labels: Sequence[str]) -> list[float]:
    """Where rows stand from the top, in rows: each has its label above it, and one of two lines takes the room of the second as well."""
    return [position + LINE * second for position, second in enumerate(accumulate(len(folded(label, LABEL)) - 1 for label in labels))]


def _rows_above(rows: Sequence[str], offset: float, places: Sequence[float]) -> dict[str, Any]:
    """The layout of rows at their places, each under its label; offset: where the label's foot is, in rows."""
    labels = [{"x": 0, "y": place + offset, "xref": "paper", "yref": "y", "text": "<br>".join(map(picture, folded(text, LABEL))), "align": "left",
               "showarrow": False, "xanchor": "left", "yanchor": "bottom", "font": {"size": 12}} for place, text in zip(places, rows, strict=True)]
    return {"annotations": labels, "yaxis": {"visible": False, "range": [_deep(places) - 0.4, -0.85]}}


def _deep(places: Sequence[float]) -> float:
    """How many rows a picture is deep."""
    return places[-1] + 1 if places else 0


def _across(columns: Sequence[tuple[str, str]], margin: float) -> dict[str, Any]:
    """An axis of short names above the picture."""
    return {"side": "top", "showgrid": False, "zeroline": False, "tickangle": 0, "tickvals": list(range(len(columns))),
            "ticktext": [picture(text).replace("\n", "<br>") for _, text in columns], "range": [-margin, len(columns) - 1 + margin],
            "tickfont": {"size": 11 if len(columns) < 24 else 9}}


def _points(places: Sequence[tuple[Any, Any, str, Any]], mark: str, name: str) -> dict[str, Any]:
    """Points of one mark. places: x, y, hover, key (given back on a click)."""
    style = STYLES.get(mark, PLAIN)
    return {"type": "scatter", "mode": "markers", "x": [place[0] for place in places], "y": [place[1] for place in places], "name": picture(name),
            "hovertext": [place[2] for place in places], "customdata": [place[3] for place in places], "hoverinfo": "text", "showlegend": True,
            "cliponaxis": False, "marker": {"symbol": style.symbol, "size": style.size, "color": style.colour, "opacity": 0.9,
                       "line": {"width": 2 if "open" in style.symbol else 0}}}


def _bar(values: Sequence[float], places: Sequence[Any], hovers: Sequence[str], styles: Sequence[Style], **more: Any) -> dict[str, Any]:
    """Horizontal bars; styles: one for all of them, or one for each. Patterns are drawn over the colours."""
    colours, patterns = [style.colour for style in styles], [style.pattern for style in styles]
    return {"type": "bar", "orientation": "h", "x": list(values), "y": list(places), "hovertext": list(hovers), "hoverinfo": "text", "textangle": 0,
            "marker": {"color": colours if len(styles) > 1 else colours[0],
                       "pattern": {"shape": patterns if len(styles) > 1 else patterns[0], "fillmode": "overlay", "fgcolor": "rgba(255,255,255,0.45)",
                                   "size": 7, "solidity": 0.25}}, **more}


BUTTONS = 26  # pixels that the buttons above a picture take: on a phone a legend beside them would run into them
CLEAR = 16  # more pixels above a picture whose columns are named there: the last name would stand under the buttons
LEGEND = 64  # pixels above stacked bars: on a phone the legend has two lines
LEAST_WRITTEN = 0.05  # of the longest bar: on a phone the number of a shorter piece would cover its neighbours'; hovering tells it
LABEL = 56  # half-width columns of a row's label that a phone has room for
LINE = 0.35  # of a row: the second line of its label
HIDDEN = {"visible": False, "rangemode": "tozero"}


def matrix(cells: pd.DataFrame, rows: Sequence[tuple[str, str]], columns: Sequence[tuple[str, str]], marks: Sequence[tuple[str, str]]) -> go.Figure:
    """Points in a grid, one shape per mark; the label of a row stands above its points, so that the picture fits a phone.

    cells: row, column, mark, hover, key. rows, columns, marks: (value, label) in order.
    """
    across = {value: position for position, (value, _) in enumerate(columns)}
    labels = [text for _, text in rows]
    heights = _places(labels)
    down = dict(zip((value for value, _ in rows), heights, strict=True))
    places: dict[str, list[tuple[int, float, str, Any]]] = {mark: [] for mark, _ in marks}
    for row, column, mark, hover, key in _rows(cells, "row", "column", "mark", "hover", "key"):
        if row in down and column in across and mark in places:
            places[mark].append((across[column], down[row], hover, key))
    traces = [_points(places[mark], mark, name) for mark, name in marks]
    return _figure(traces, {"height": 130 + CLEAR + 46 * _deep(heights), "showlegend": True, "margin": {"t": 58 + CLEAR, "b": 46},
                            "legend": {"y": -0.02, "yanchor": "top"}, "xaxis": _across(columns, 0.6), **_rows_above(labels, -0.26, heights)})


def stacked(counts: pd.DataFrame, rows: Sequence[tuple[str, str]], marks: Sequence[tuple[str, str]]) -> go.Figure:
    """Horizontal bars of counts, one piece per mark, their sum at the end. counts: row, mark, n."""
    found: dict[tuple[str, str], int] = {}
    for row, mark, n in _rows(counts, "row", "mark", "n"):
        found[row, mark] = found.get((row, mark), 0) + int(n)
    totals = [sum(found.get((value, mark), 0) for mark, _ in marks) for value, _ in rows]
    labels = [text for _, text in rows]
    longest, places = max(totals, default=0), _places(labels)
    traces = []
    for mark, name in marks:
        values = [found.get((value, mark), 0) for value, _ in rows]
        style = STYLES.get(mark, PLAIN)
        hovers = [f"{picture(text)}<br>{picture(name)}: {value:,}" for (_, text), value in zip(rows, values, strict=True)]
        traces.append(_bar(values, places, hovers, [style], name=picture(name), textposition="inside",
                           text=[f"{value:,}" if value > LEAST_WRITTEN * longest else "" for value in values],
                           insidetextanchor="middle", constraintext="none", insidetextfont={"color": style.ink}))
    traces.append({"type": "scatter", "mode": "text", "x": totals, "y": places, "text": [f" {n:,}" for n in totals], "showlegend": False,
                   "textposition": "middle right", "cliponaxis": False, "hoverinfo": "skip"})
    height = LEGEND + 20 + 44 * _deep(places)
    return _figure(traces, {"height": height, "barmode": "stack", "bargap": 0.55, "showlegend": True, "margin": {"t": LEGEND, "r": 40}, "xaxis": HIDDEN,
                            "legend": {"yref": "container", "y": 1 - BUTTONS / height, "yanchor": "top", "itemclick": False,
                                        "itemdoubleclick": False}, **_rows_above(labels, -0.24, places)})  # a sum counts what a click would hide


def bars(rows: Sequence[tuple[str, float, str]], missing: int = 0) -> go.Figure:
    """Horizontal bars with their value. rows: (label, value, hover) from top to bottom; the last ones, `missing` of them, are rows without an answer."""
    values = [value for _, value, _ in rows]
    styles = [PLAIN] * (len(rows) - missing) + [ABSENT] * missing
    labels = [text for text, _, _ in rows]
    places = _places(labels)
    trace = _bar(values, places, [hover for _, _, hover in rows], styles, text=[f"{value:,.0f}" for value in values],
                 textposition="outside", cliponaxis=False)
    return _figure([trace], {"height": 26 + 44 * _deep(places), "bargap": 0.55, "margin": {"t": 26, "r": 44}, "xaxis": HIDDEN,
                             **_rows_above(labels, -0.24, places)})


def columns(counts: pd.DataFrame, steps: Sequence[tuple[str, str]], missing: Sequence[str]) -> go.Figure:
    """Ordered bars over the steps of a form, from top to bottom; steps that stand for missing values are hatched. counts: mark, n."""
    found = counts.groupby("mark")["n"].sum()
    values = [int(found.get(step, 0)) for step, _ in steps]
    hovers = [f"{picture(text)}: {value:,}" for (_, text), value in zip(steps, values, strict=True)]
    styles = [STYLES[step] if step in missing else PLAIN for step, _ in steps]
    trace = _bar(values, [picture(text) for _, text in steps], hovers, styles, text=[f"{value:,}" for value in values], textposition="outside",
                 cliponaxis=False)
    return _figure([trace], {"height": 30 + 26 * len(steps), "bargap": 0.25, "margin": {"t": 26, "r": 32}, "xaxis": HIDDEN,
                             "yaxis": {"autorange": "reversed", "type": "category", "tickfont": {"size": 11}}})


def steps(rows: Sequence[tuple[str, int, str, str, str]], most: int) -> go.Figure:
    """Bars on an ordered scale of `most` steps, each with its answer in words; one without a step has the words alone.
    rows: (label, step, mark, answer, hover) from top to bottom."""
    short_of = 0.04 * most  # what is hovered over where there is no bar
    labels = [text for text, *_ in rows]
    places = _places(labels)
    trace = _bar([step or short_of for _, step, *_ in rows], places, [hover for *_, hover in rows],
                 [PLAIN if step else STYLES.get(mark, ABSENT) for _, step, mark, *_ in rows], text=[picture(answer) for *_, answer, _ in rows],
                 textposition="outside", cliponaxis=False)
    return _figure([trace], {"height": 26 + 44 * _deep(places), "bargap": 0.55, "margin": {"t": 26}, "xaxis": {**HIDDEN, "range": [0, 1.45 * most]},
                             **_rows_above(labels, -0.24, places)})


def grid(counts: pd.DataFrame, rows: Sequence[tuple[str, str]], columns: Sequence[tuple[str, str]], missing: Sequence[str] = ()) -> go.Figure:
    """A table of counts as shaded cells with their number, each row under its label; columns that stand for missing values are grey, zeros pale.

    counts: row, column, n (missing where nothing could be counted), hover."""
    table = {(row, column): (None if pd.isna(n) else int(n), hover) for row, column, n, hover in _rows(counts, "row", "column", "n", "hover")}
    ink, pale = {"textfont": {"color": INK}}, {"textfont": {"color": GREY}}
    traces = []
    for kind, scale, more in (("zero", FLAT, pale), ("missing", [[0, UNKNOWN], [1, UNKNOWN]], ink), ("count", SHADES, ink)):
        found = [[cell if (cell := table.get((row, column))) and kind == _kind(cell[0], column in missing) else None for column, _ in columns]
                 for row, _ in rows]
        traces.append(_heatmap([[(cell[0] or 0) if cell else None for cell in line] for line in found],
                               [[("–" if cell[0] is None else f"{cell[0]:,}") if cell else "" for cell in line] for line in found],
                               [[cell[1] if cell else "" for cell in line] for line in found], scale, ygap=20, **more))
    return _figure(traces, {"height": 80 + CLEAR + 44 * len(rows), "margin": {"t": 58 + CLEAR}, "xaxis": _across(columns, 0.5),
                            **_rows_above([short(text, LABEL) for _, text in rows], -0.26, range(len(rows)))})


def _kind(n: int | None, is_missing: bool) -> str:
    return "zero" if not n else "missing" if is_missing else "count"


def _heatmap(values: list[list[Any]], texts: list[list[str]], hovers: list[list[str]], scale: list[list[Any]], **more: Any) -> dict[str, Any]:
    return {"type": "heatmap", "z": values, "text": texts, "hovertext": hovers, "texttemplate": "%{text}", "hovertemplate": "%{hovertext}<extra></extra>",
            "hoverongaps": False, "showscale": False, "zmin": 0, "colorscale": scale, "xgap": 2, "ygap": 2, **more}


def tiles(places: pd.DataFrame) -> go.Figure:
    """Japan as one tile per prefecture, coloured by its value. places: column, row, text, hover, value (empty: nothing here, grey)."""
    known = {(place.row, place.column): place for place in places.itertuples()}
    board = [[known.get((row, column)) for column in range(int(places["column"].max()) + 1)] for row in range(int(places["row"].max()) + 1)]
    traces = []
    for empty, scale in ((True, FLAT), (False, SHADES)):
        mine = [[place if place and (place.value != place.value) == empty else None for place in line] for line in board]
        traces.append(_heatmap([[(0 if empty else place.value) if place else None for place in line] for line in mine],
                               [[place.text if place else "" for place in line] for line in mine],
                               [[place.hover if place else "" for place in line] for line in mine], scale,
                               textfont={"size": 10, "color": GREY if empty else INK}))
    return _figure(traces, {"height": 440, "margin": {"r": 4}, "xaxis": {"visible": False}, "yaxis": {"visible": False, "autorange": "reversed"}})


def moments(events: pd.DataFrame, rows: Sequence[tuple[str, str]]) -> go.Figure:
    """Points in time, one line per row under its label. events: row, on (date), hover."""
    labels = [text for _, text in rows]
    heights = _places(labels)
    down = dict(zip((value for value, _ in rows), heights, strict=True))
    trace = {"type": "scatter", "mode": "markers", "x": [day.isoformat() for day in events["on"]], "y": [down[value] for value in events["row"]],
             "hovertext": list(events["hover"]), "hoverinfo": "text", "marker": {"symbol": "diamond", "size": 13, "color": BLUE}}
    days = sorted(events["on"])
    around = dt.timedelta(days=90) if days and days[-1] - days[0] < dt.timedelta(days=180) else dt.timedelta(days=20)  # so that no two ticks are of one month
    span = {"range": [(days[0] - around).isoformat(), (days[-1] + around).isoformat()]} if days else {}
    return _figure([trace], {"height": 90 + 40 * _deep(heights), "xaxis": {"type": "date", "tickformat": "%Y-%m", "nticks": 5, "tickangle": 0} | span,
                             **_rows_above(labels, -0.2, heights)})


def scatter(points: pd.DataFrame, marks: Sequence[tuple[str, str]], across: str, up: str) -> go.Figure:
    """Points by two measures, one shape per mark. points: x, y, mark, hover, key. across, up: what the axes measure."""
    places: dict[str, list[tuple[float, float, str, Any]]] = {mark: [] for mark, _ in marks}
    for x, y, mark, hover, key in _rows(points, "x", "y", "mark", "hover", "key"):
        places[mark].append((x, y, hover, key))
    traces = [_points(places[mark], mark, name) | {"legendrank": order} for order, (mark, name) in enumerate(marks, 1)]
    traces.sort(key=lambda trace: trace["marker"]["size"])  # what is drawn large is drawn last: nothing covers it
    axis = {"rangemode": "tozero", "nticks": 6, "tickangle": 0}
    return _figure(traces, {"height": 420, "showlegend": True, "margin": {"b": 90}, "legend": {"y": -0.22, "yanchor": "top"},
                            "xaxis": {"title": {"text": across, "font": {"size": 12}}, **axis}, "yaxis": {"title": {"text": up, "font": {"size": 12}}, **axis}})


def network(labels: Sequence[str], links: Sequence[tuple[int, int, int, str]]) -> go.Figure:
    """What is linked to what, the width of a band by how often. links: (from, to, how often, hover), places in labels."""
    starts, ends, widths, hovers = (list(values) for values in zip(*links, strict=True))
    trace = {"type": "sankey", "arrangement": "snap", "textfont": {"family": FONT, "size": 12},
             "node": {"label": [picture(short(text, 26)) for text in labels], "pad": 14, "thickness": 12, "color": BLUE, "line": {"width": 0},
                      "customdata": [picture(text) for text in labels], "hovertemplate": "%{customdata}<extra></extra>"},
             "link": {"source": starts, "target": ends, "value": widths, "customdata": hovers, "hovertemplate": "%{customdata}<extra></extra>",
                      "color": "rgba(86,180,233,0.5)"}}
    return _figure([trace], {"height": 120 + 30 * len(labels)})
