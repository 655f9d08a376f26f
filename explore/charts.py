"""Figures: pure functions from data frames to Plotly figures.

Colours are those of Okabe and Ito, told apart by colour-blind readers, in light and dark. Level and status always differ by shape, pattern
or text as well. Text of the data is escaped before it reaches Plotly.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from explore.text import picture, short

FONT = "'Noto Sans JP','Hiragino Sans','Yu Gothic',Meiryo,'Noto Sans CJK JP',sans-serif"
BLUE, SKY, ORANGE, PURPLE, GREY = "#0072B2", "#56B4E9", "#D55E00", "#CC79A7", "#7d8b99"


SHADES = [[0, "#a6d3f0"], [1, BLUE]]
TILE = "rgba(125,139,153,0.25)"


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
    "own_only": Style(BLUE, "", "circle", 12, "white"),
    "both": Style(SKY, "/", "circle", 12),
    "shared_only": Style("#b9c3cd", ".", "circle", 12),
    "before": Style(BLUE, "", "circle", 12, "white"),
    "after": Style(SKY, "/", "circle", 12),
    "timing_missing": Style("#9aa5b0", "-", "circle", 12),
    "stated": Style(BLUE, "", "circle", 12, "white"),
    "full": Style(BLUE, "", "circle", 12, "white"),
    "priority": Style(SKY, "/", "circle", 12),
    "basic": Style("#b9c3cd", ".", "circle", 12),
}
PLAIN = Style(BLUE, "", "circle", 12, "white")


def _layout(figure: go.Figure, height: int, **layout: Any) -> go.Figure:
    figure.update_layout(height=height, margin={"l": 4, "r": 8, "t": 30, "b": 4}, font={"family": FONT, "size": 13}, dragmode=False,
                         hoverlabel={"font": {"family": FONT}, "align": "left"}, bargap=0.25, title=None,
                         legend={"orientation": "h", "x": 0, "xanchor": "left", "y": 1.0, "yanchor": "bottom", "title": None}, **layout)
    figure.update_xaxes(fixedrange=True, automargin=True, title=None, tickangle=0)
    figure.update_yaxes(fixedrange=True, automargin=True, title=None)
    return figure


def matrix(cells: pd.DataFrame, rows: Sequence[tuple[str, str]], columns: Sequence[tuple[str, str]], marks: Sequence[tuple[str, str]]) -> go.Figure:
    """Points in a grid, one shape per mark; the label of a row stands above its points, so that the picture fits a phone.

    cells: row, column, mark, hover, key (given back on a click). rows, columns, marks: (value, label) in order.
    """
    figure = go.Figure()
    across = {value: position for position, (value, _) in enumerate(columns)}
    down = {value: position for position, (value, _) in enumerate(rows)}
    for mark, name in marks:
        some = cells[cells["mark"] == mark]
        style = STYLES.get(mark, PLAIN)
        figure.add_scatter(
            x=[across[value] for value in some["column"]], y=[down[value] for value in some["row"]], mode="markers", name=picture(name),
            customdata=list(some["key"]), hovertext=list(some["hover"]), hoverinfo="text", showlegend=True,
            marker={"symbol": style.symbol, "size": style.size, "color": style.colour, "line": {"width": 2 if "open" in style.symbol else 0}})
    _layout(figure, 100 + 46 * len(rows))
    figure.update_xaxes(side="top", showgrid=False, zeroline=False, tickfont={"size": 11}, range=[-0.6, len(columns) - 0.4], **_ticks(columns))
    figure.update_layout(margin={"t": 28, "b": 46}, legend={"y": -0.02, "yanchor": "top"})
    return _rows_above(figure, rows, -0.26)


def stacked(counts: pd.DataFrame, rows: Sequence[tuple[str, str]], marks: Sequence[tuple[str, str]]) -> go.Figure:
    """Horizontal bars of counts, one piece per mark. counts: row, mark, n."""
    figure = go.Figure()
    for mark, name in marks:
        found = counts[counts["mark"] == mark].groupby("row")["n"].sum()
        values = [int(found.get(value, 0)) for value, _ in rows]
        style = STYLES.get(mark, PLAIN)
        figure.add_bar(x=values, y=list(range(len(rows))), orientation="h", name=picture(name), text=[value or "" for value in values],
                       textposition="inside", textangle=0, insidetextanchor="middle", constraintext="none", insidetextfont={"color": style.ink},
                       hovertext=[f"{picture(text)}<br>{picture(name)}: {value}" for (_, text), value in zip(rows, values, strict=True)], hoverinfo="text",
                       marker=_paint([style]))
    _layout(figure, 50 + 44 * len(rows), barmode="stack")
    figure.update_layout(bargap=0.55, legend={"traceorder": "normal"})
    figure.update_xaxes(visible=False, rangemode="tozero")
    return _rows_above(figure, rows, -0.24)


def bars(rows: Sequence[tuple[str, float, str]]) -> go.Figure:
    """Horizontal bars with their value. rows: (label, value, hover) from top to bottom."""
    figure = go.Figure(go.Bar(
        x=[value for _, value, _ in rows], y=list(range(len(rows))), orientation="h", marker={"color": BLUE}, hoverinfo="text",
        hovertext=[hover for _, _, hover in rows], text=[f"{value:g}" for _, value, _ in rows], textposition="outside", cliponaxis=False,
        textangle=0))
    _layout(figure, 26 + 44 * len(rows), showlegend=False)
    figure.update_layout(bargap=0.55, margin={"t": 26, "r": 44})
    figure.update_xaxes(visible=False, rangemode="tozero")
    return _rows_above(figure, [(str(position), text) for position, (text, _, _) in enumerate(rows)], -0.24)


def _paint(styles: Sequence[Style]) -> dict[str, Any]:
    """Colours of bars with their patterns drawn over them."""
    return {"color": [style.colour for style in styles] if len(styles) > 1 else styles[0].colour,
            "pattern": {"shape": [style.pattern for style in styles] if len(styles) > 1 else styles[0].pattern, "fillmode": "overlay",
                        "fgcolor": "rgba(255,255,255,0.45)", "size": 7, "solidity": 0.25}}


def _ticks(columns: Sequence[tuple[str, str]]) -> dict[str, Any]:
    return {"tickvals": list(range(len(columns))), "ticktext": [picture(text).replace("\n", "<br>") for _, text in columns]}


def _rows_above(figure: go.Figure, rows: Sequence[tuple[str, str]], offset: float) -> go.Figure:
    """Rows at 0, 1, … from the top, each under its label; offset: where the label's foot is, in rows."""
    figure.update_yaxes(visible=False, range=[len(rows) - 0.4, -0.85])
    for position, (_, text) in enumerate(rows):
        figure.add_annotation(x=0, y=position + offset, xref="paper", text=picture(short(text, 56)), showarrow=False, xanchor="left",
                              yanchor="bottom", font={"size": 12})
    return figure


def columns(counts: pd.DataFrame, steps: Sequence[tuple[str, str]], missing: Sequence[str]) -> go.Figure:
    """Ordered bars over the steps of a form, from top to bottom; steps that stand for missing values are hatched. counts: mark, n."""
    found = counts.groupby("mark")["n"].sum()
    values = [int(found.get(step, 0)) for step, _ in steps]
    styles = [STYLES[step] if step in missing else PLAIN for step, _ in steps]
    figure = go.Figure(go.Bar(
        x=values, y=[picture(text) for _, text in steps], orientation="h", text=values, textposition="outside", cliponaxis=False,
        hovertext=[f"{picture(text)}: {value}" for (_, text), value in zip(steps, values, strict=True)], hoverinfo="text",
        marker=_paint(styles)))
    _layout(figure, 30 + 26 * len(steps), showlegend=False)
    figure.update_layout(margin={"t": 26, "r": 32})
    figure.update_yaxes(autorange="reversed", type="category")
    figure.update_xaxes(visible=False, rangemode="tozero")
    return figure


def grid(counts: pd.DataFrame, rows: Sequence[tuple[str, str]], columns: Sequence[tuple[str, str]]) -> go.Figure:
    """A table of counts as shaded cells with their number, each row under its label. counts: row, column, n, hover."""
    table = {(row, column): (n, hover) for row, column, n, hover in counts[["row", "column", "n", "hover"]].itertuples(index=False)}
    found = [[table.get((row, column)) for column, _ in columns] for row, _ in rows]
    figure = go.Figure(go.Heatmap(
        z=[[cell and cell[0] for cell in line] for line in found], text=[[cell[0] if cell else "" for cell in line] for line in found],
        hovertext=[[cell[1] if cell else "" for cell in line] for line in found], texttemplate="%{text}", hovertemplate="%{hovertext}<extra></extra>",
        hoverongaps=False, xgap=2, ygap=20, showscale=False, zmin=0, colorscale=SHADES))
    _layout(figure, 60 + 44 * len(rows), showlegend=False)
    figure.update_layout(margin={"t": 28})
    figure.update_xaxes(side="top", showgrid=False, zeroline=False, range=[-0.5, len(columns) - 0.5], **_ticks(columns))
    return _rows_above(figure, rows, -0.26)


def tiles(places: pd.DataFrame) -> go.Figure:
    """Japan as one tile per prefecture, coloured by its value. places: column, row, text, hover, value (empty: nothing here, grey)."""
    known = {(place.row, place.column): place for place in places.itertuples()}
    board = [[known.get((row, column)) for column in range(int(places["column"].max()) + 1)] for row in range(int(places["row"].max()) + 1)]
    figure = go.Figure()
    for empty, scale in ((True, [[0, TILE], [1, TILE]]), (False, SHADES)):
        mine = [[place if place and (place.value != place.value) == empty else None for place in line] for line in board]
        figure.add_heatmap(
            z=[[(0 if empty else place.value) if place else None for place in line] for line in mine], zmin=0, colorscale=scale, showscale=False,
            text=[[place.text if place else "" for place in line] for line in mine], texttemplate="%{text}", xgap=2, ygap=2,
            hovertext=[[place.hover if place else "" for place in line] for line in mine], hovertemplate="%{hovertext}<extra></extra>",
            hoverongaps=False, textfont={"size": 10} | ({"color": GREY} if empty else {}))
    _layout(figure, 440, showlegend=False)
    figure.update_layout(margin={"t": 28, "r": 4})
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False, autorange="reversed")
    return figure


def moments(events: pd.DataFrame, rows: Sequence[tuple[str, str]]) -> go.Figure:
    """Points in time, one line per row under its label. events: row, on (date), hover."""
    down = {value: position for position, (value, _) in enumerate(rows)}
    figure = go.Figure(go.Scatter(
        x=list(events["on"]), y=[down[value] for value in events["row"]], mode="markers", hovertext=list(events["hover"]), hoverinfo="text",
        marker={"symbol": "diamond", "size": 13, "color": BLUE}))
    _layout(figure, 50 + 40 * len(rows), showlegend=False)
    figure.update_layout(margin={"t": 28})
    figure.update_xaxes(tickformat="%Y-%m", nticks=5)
    return _rows_above(figure, rows, -0.2)


def scatter(points: pd.DataFrame, marks: Sequence[tuple[str, str]], across: str, up: str) -> go.Figure:
    """Points by two measures, one shape per mark. points: x, y, mark, hover, key. across, up: what the axes measure."""
    figure = go.Figure()
    for mark, name in marks:
        some = points[points["mark"] == mark]
        style = STYLES.get(mark, PLAIN)
        figure.add_scatter(x=some["x"], y=some["y"], mode="markers", name=picture(name), customdata=list(some["key"]), hovertext=list(some["hover"]),
                           hoverinfo="text", showlegend=True,
                           marker={"symbol": style.symbol, "size": style.size, "color": style.colour, "opacity": 0.8,
                                   "line": {"width": 2 if "open" in style.symbol else 0}})
    _layout(figure, 420)
    figure.update_layout(margin={"t": 28, "b": 90}, legend={"y": -0.22, "yanchor": "top"})
    figure.update_xaxes(title={"text": across, "font": {"size": 12}}, rangemode="tozero", nticks=6)
    figure.update_yaxes(title={"text": up, "font": {"size": 12}}, rangemode="tozero", nticks=6)
    return figure


def network(labels: Sequence[str], links: Sequence[tuple[int, int, int, str]]) -> go.Figure:
    """What is linked to what, the width of a band by how often. links: (from, to, how often, hover), places in labels."""
    figure = go.Figure(go.Sankey(
        arrangement="snap", textfont={"family": FONT, "size": 12},
        node={"label": [picture(short(text, 26)) for text in labels], "pad": 14, "thickness": 12, "color": BLUE, "hoverinfo": "none", "line": {"width": 0}},
        link={"source": [link[0] for link in links], "target": [link[1] for link in links], "value": [link[2] for link in links],
              "customdata": [link[3] for link in links], "hovertemplate": "%{customdata}<extra></extra>", "color": "rgba(86,180,233,0.35)"}))
    _layout(figure, 120 + 30 * len(labels))
    return figure
