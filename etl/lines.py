"""Source text → cells: the smallest pieces that a form's label or answer fills, each with its line and page."""
from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

from etl.normalise import PARAGRAPH, ROW_END, ROW_START, plain
from etl.notation import PAGE_NUMBER, in_known_notation
from etl.options import all_choices, text_key

# What extractors leave of a page's end beside a form feed. A line of spaces is an empty cell.
_PAGE_BLANKS = 3
_LINES_OF_A_PAGE, _LINES_OF_A_SPACED_PAGE, _LINES_OF_PAGES, _LONGEST_PAGE = 12, 20, 200, 200
# They begin with plain signs, as what is sought in every text does: ten times as fast.
_THREE_BLANKS, _FOUR_BLANKS = re.compile(r"\n\n\n\n(?<!\n{5})([^\n])"), re.compile(r"\n\n\n\n(?<!\n{5})\n+")
_BOX_BEGINS, _RARE = frozenset("[［〔【<＜〈"), 3
_PART_BLANKS, _PART_TITLE = 2, re.compile(r"III?\s+[^\s。]{2,30}(?:\s*[※(].*)?$")
_ROW_SIGN = re.compile(f"([{ROW_START}{ROW_END}])")
_NESTED = re.compile(f"[\t{ROW_START}{ROW_END}]+")
_TABLE_HEADS = frozenset({"項目", "項目名", "内容", "記載内容", "記載", "記載欄", "記入欄", "回答", "値", "選択肢", "備考"})
_TABLE_HEAD = re.compile(r"^[|\s]*項目名?\s*[|\t]\s*(?:内容|記載|記入欄|回答|値)", re.M)
_RULE = re.compile(r"[\s|:\-—_=+]*")
# +------+------+ above, between and below the rows of a grid, +      +------+ where a cell goes on
_GRID_RULE = re.compile(r"\s*\+(?: *\+)*[-=:+]{3,}[-=:+ ]*\+\s*")
_DASHES = re.compile(r"-{5,}(?: +-{2,})*")  # below the heads of columns, and around a table
_LIST_SIGN = re.compile(r"^(?:#{1,6}|[*+-])\s+")  # Markdown's headings and list items
_PAGE_NUMBER = re.compile(rf"(?:\((?:全|重点|基礎)項目評価書\))?\[?{PAGE_NUMBER.pattern}\]?")

_TITLE = "特定個人情報保護評価書"
_TITLE_ENDS = ("評価書)", "項目評価書")
_RUNNING, _KIND = 4, 12  # times that a title comes which stands at the head of pages; it is longer than the name of a kind of form
_LEAST_NUMBERS = 3
_PARAGRAPH_LINES = 4
_BOX_LINES, _LONGEST_CHOICE = 4, 60
_DAY = re.compile(r"令和|平成|昭和|[RHS]?\d")
_OF_HISTORY = re.compile("事前|事後|変更日")
_SEPARATORS = ((" | ", 2), (" / ", 4), (";", 4))  # between the columns of a line, and how many tell that they are
_LONG_REPEAT, _SPANNING, _SAMPLE = 3, 0.5, 500

# What a page number, a list item or a row between pipes can begin with, digits aside: a line that begins otherwise is one cell, unless tabs part it.
_SIGNS = frozenset("-‐–—―ー─━=~〜Ppペ頁#*+|([")


class Cell(NamedTuple):
    """One cell: `line` is 1-based, `row` a number that all cells of its table row (or line) share, `column` 0-based, `blanks` the blank lines before."""

    line: int
    row: int
    column: int
    page: int
    blanks: int
    text: str


def printed_lines(text: str) -> list[str]:
    """The lines of a source as they came, whatever ends them: a cell's `line` counts them from 1."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def read_cells(text: str) -> list[Cell]:
    """All cells with something in them, in source order. Tab, </td> and | of a table row part the cells of a line; <tr> … </tr> and the rows of a grid
    of + and | may span lines: a grid's are read column by column."""
    cells: list[Cell] = []
    page, blanks, empty = 1, 0, 0
    row: int | None = None
    columns = rows = 0
    rules: list[int] = []
    text = in_known_notation(text.replace("\r\n", "\n").replace("\r", "\n"))
    normal = plain(text)
    lines = normal.split("\n")
    page_blanks, titles = _page_blanks(text), text.count("項目評価書")
    for number, line in enumerate(lines, 1):
        rows += 1
        if "\f" in line:
            page, line = page + line.count("\f"), line.replace("\f", " ")
        if not line or (line.isspace() and not (row and "\t" in line)):
            blanks += 1
            empty = 0 if line else empty + 1
            page += empty == page_blanks
            continue
        if line[0] == "|" and not row and ROW_START in line and line.rstrip().endswith("|"):  # a Markdown row with a whole HTML table in one of its cells
            line = _NESTED.sub(" ", line)
        if line[0] == "+" and _GRID_RULE.fullmatch(line):
            rules.append(number)
        elif row or ROW_START in line or ROW_END in line:
            for piece in _row_pieces(line):
                if piece == ROW_START:
                    rows += 1
                    row, columns = rows, 0
                elif piece == ROW_END:
                    row, columns = None, 0
                    rows += 1
                else:
                    parts = piece.split("\t") if row else _parts(piece)
                    cells += [Cell(number, row or rows, columns + at, page, blanks, content) for at, part in enumerate(parts) if (content := part.strip())]
                    columns += len(parts) - 1 if row else 0
        elif "\t" not in line and not _is_parted(line) and (bare := line.strip())[0] not in _SIGNS and not bare[0].isdecimal():
            cells.append(Cell(number, rows, 0, page, blanks, bare))
        else:
            cells += [Cell(number, rows, at, page, blanks, content) for at, part in enumerate(_parts(line)) if (content := part.strip())]
        blanks = empty = 0
    if "[\n" in normal and "\n]" in normal:
        cells = _with_whole_boxes(cells)
    if "項目" in text and _TABLE_HEAD.search(text):
        cells = _without_table_heads(cells)
    cells = _grid_rows(cells, rules, lines) if rules else _without_repeats(cells)
    if "\f" in text:
        cells = _without_page_numbers(cells)
    else:
        cells = _with_pages_of_parts(cells)
    return _without_running_titles(cells) if titles > 1 else cells


def _with_pages_of_parts(cells: list[Cell]) -> list[Cell]:
    """The cells with a page's end before the title of a part (Ⅱ, Ⅲ) that blank lines part from what stands above it: on paper it begins a page."""
    begins = [at for at in range(1, len(cells)) if cells[at].blanks >= _PART_BLANKS and cells[at].text[0] == "I" and _PART_TITLE.match(cells[at].text)
              and cells[at].page == cells[at - 1].page]
    return [cell._replace(page=cell.page + bisect_right(begins, at)) for at, cell in enumerate(cells)] if begins else cells


def _with_whole_boxes(cells: list[Cell]) -> list[Cell]:
    """The cells with a box in one that stands on three lines: what opens it (a label may stand before it), a choice, and what closes it."""
    whole: list[Cell] = []
    for cell in cells:
        if cell.text[0] == "]" and len(whole) > 1 and whole[-2].text[-1] == "[" and _is_choice(whole[-1].text) and cell.line - whole[-2].line <= _BOX_LINES:
            box, opening = whole.pop(), whole.pop()
            pieces = (opening, opening.text[:-1]), (box, f"[ {box.text} ]"), (cell, cell.text[1:])
            whole += [piece._replace(text=text) for piece, content in pieces if (text := content.strip())]
        else:
            whole.append(cell)
    return whole


def _is_choice(text: str) -> bool:
    return len(text) < _LONGEST_CHOICE and text_key(text) in all_choices()


def _without_table_heads(cells: list[Cell]) -> list[Cell]:
    """The cells without the row that a converter of pages puts above each table, whose columns have no heading on paper: 項目 | 内容."""
    rows = [list(row) for _, row in groupby(cells, key=attrgetter("row"))]
    heads = [len(row) > 1 and row[0].text.startswith("項目") and _TABLE_HEADS.issuperset(cell.text for cell in row) for row in rows]
    return [cell for row, head in zip(rows, heads, strict=True) if not head for cell in row]


def _without_repeats(cells: list[Cell]) -> list[Cell]:
    """The cells, each one once that a table prints for every column it spans, if most rows of several columns have such; columns are counted anew. Such
    a table prints the label of several rows for each of them too."""
    if not any(one.text == other.text and _beside(one, other) for one, other in pairwise(cells[:_SAMPLE])):
        return cells
    spanning = {one.row for one, other in pairwise(cells) if other.column and one.text == other.text and len(one.text) > _LONG_REPEAT and _beside(one, other)}
    if not spanning or len(spanning) < _SPANNING * len({cell.row for cell in cells if cell.column}):
        return cells
    repeats = [one.text == other.text and _beside(one, other) for one, other in pairwise(cells)]
    kept: list[Cell] = []
    dropped = row = 0
    for cell, again in zip(cells, [False, *repeats], strict=True):
        dropped = (dropped if cell.row == row else 0) + again
        row = cell.row
        if not again:
            kept.append(cell._replace(column=cell.column - dropped))
    return _without_spanning_labels(kept)


def _without_spanning_labels(cells: list[Cell]) -> list[Cell]:
    """The cells without a row's first one that is the same as that of the row above, but for days, which every row of a history has."""
    kept: list[Cell] = []
    above = first = None
    for cell, following in zip(cells, [*cells[1:], None], strict=True):
        if not first or cell.row != first.row:
            above, first = first, cell
            beside = following and following.row == cell.row and cell.column == 0
            if beside and above and above.column == 0 and above.text == cell.text and len(cell.text) > _LONG_REPEAT and not _DAY.match(cell.text):
                continue
        kept.append(cell)
    return kept


def _beside(one: Cell, other: Cell) -> bool:
    return one.row == other.row and one.column + 1 == other.column


def _without_running_titles(cells: list[Cell]) -> list[Cell]:
    """The cells without the report's kind or title at the head of every page but the first: a row of its own."""
    titled = [at for at, cell in enumerate(cells) if cell.text[-1] in "書)" and cell.text.endswith(_TITLE_ENDS)]
    often = Counter(cells[at].text for at in titled)
    seen: set[str] = set()
    running: set[int] = set()
    for at in titled:
        text = _TITLE if cells[at].text.startswith(_TITLE) else cells[at].text
        if text in seen and (text == _TITLE or (often[text] >= _RUNNING and len(text) > _KIND and len(row_span(cells, at)) == 1)):
            running.add(at)
        seen.add(text)
    return [cell for at, cell in enumerate(cells) if at not in running] if running else cells


def _without_page_numbers(cells: list[Cell]) -> list[Cell]:
    """The cells without numbers that stand alone at the end of their pages and count them."""
    ends = [at for at, cell in enumerate(cells) if cell.text.isdecimal() and len(cell.text) < 4
            and (at + 1 == len(cells) or cells[at + 1].page != cell.page) and len(row_span(cells, at)) == 1]
    ahead = Counter(int(cells[at].text) - cells[at].page for at in ends)
    counted, often = ahead.most_common(1)[0] if ahead else (0, 0)
    numbers = {at for at in ends if int(cells[at].text) - cells[at].page == counted} if often >= _LEAST_NUMBERS else set()
    return [cell for at, cell in enumerate(cells) if at not in numbers] if numbers else cells


def _page_blanks(text: str) -> int:
    """How many empty lines end a page: three in a row, four where just three are rare and part boxes from their page, two where three are rare and one
    parts the paragraphs or few lines are empty, or one where few are, and hardly ever two; any number of them ends none where signs of page ends do."""
    if "\f" in text and max([page.count("\n") for page in text.split("\f")]) < _LONGEST_PAGE:
        return len(text)
    ones, twos, threes = text.count("\n\n"), text.count("\n\n\n"), text.count("\n\n\n\n")
    lines = text.count("\n")
    if twos * _LINES_OF_PAGES < lines and "\f" not in text and ones * _LINES_OF_A_PAGE < lines and _are_long(text):
        return 1
    behind = _THREE_BLANKS.findall(text)
    if behind and 2 * sum(first in _BOX_BEGINS for first in behind) >= len(behind) and len(_FOUR_BLANKS.findall(text)) > _RARE * len(behind):
        return _PAGE_BLANKS + 1
    few = 2 * (ones - twos - threes) <= twos and twos * _LINES_OF_A_SPACED_PAGE < lines
    return _PAGE_BLANKS - 1 if twos > 3 * threes and (twos * 2 <= ones or few) else _PAGE_BLANKS


def _are_long(text: str) -> bool:
    """Do most runs of lines between empty ones have more lines than a paragraph of a form or a cell of a history?"""
    runs = [run.count("\n") + 1 for run in text.split("\n\n")]
    return sum(run < _PARAGRAPH_LINES for run in runs) * 2 < len(runs)


def _grid_rows(cells: list[Cell], rules: Sequence[int], lines: Sequence[str]) -> list[Cell]:
    """The cells with what stands between two rules of a grid as one row, column after column; a day that spans rows in each of them."""
    ordered: list[Cell] = []
    day: Cell | None = None
    for line, found in groupby(cells, key=lambda cell: rules[at - 1] if (at := bisect_right(rules, cell.line)) else 0):
        row = list(found)
        below = rules[at] if (at := bisect_right(rules, line)) < len(rules) else None
        if line and below and all(text.startswith("|") for text in lines[line : below - 1]):
            row = [cell._replace(row=row[0].row) for cell in sorted(row, key=attrgetter("column"))]
            if day and row[0].column and lines[line - 1].lstrip().startswith("+ "):
                row.insert(0, day._replace(line=row[0].line, row=row[0].row))
            day = row[0] if row[0].column == 0 and _DAY.match(row[0].text) else None
        ordered += row
    return ordered


def row_span(cells: Sequence[Cell], at: int) -> range:
    """The indexes of the cells of the table row (or the line) in which a cell stands."""
    row, first, last = cells[at].row, at, at + 1
    while first and cells[first - 1].row == row:
        first -= 1
    while last < len(cells) and cells[last].row == row:
        last += 1
    return range(first, last)


def _is_parted(line: str) -> bool:
    return " | " in line or " / " in line or ";" in line


def _columns(line: str) -> Sequence[str]:
    """What signs between its columns part of a line without tabs."""
    for sign, least in _SEPARATORS:
        if line.count(sign) >= least and (sign == " | " or _OF_HISTORY.search(line)):
            return line.split(sign)
    return (line,)


def _row_pieces(line: str) -> list[str]:
    return [piece for piece in _ROW_SIGN.split(line) if piece.strip(" ")]


def _parts(line: str) -> Sequence[str]:
    """What the columns of a line hold; nothing for a page number or a rule."""
    bare = line.strip()
    if not bare or ((bare[0] in _SIGNS or bare[0].isdecimal()) and (_PAGE_NUMBER.fullmatch(bare) or _DASHES.fullmatch(bare))):
        return ()
    line = line.strip(f" {PARAGRAPH}")
    if line[0] in "#*+-":
        line = _LIST_SIGN.sub("", line, count=1) or line
    piped = line[0] == "|" and line[-1] == "|" and len(line) > 1
    if not piped and "\t" not in line:
        return _columns(line)
    if ("--" in line or (piped and "-" in line)) and _RULE.fullmatch(line):
        return ()
    return line[1:-1].split("|") if piped else line.split("\t")
