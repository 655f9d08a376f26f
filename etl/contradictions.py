"""Places of one report that can't both be true. They are recorded side by side, never resolved.

A place is written section/field:line.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from etl.change import Change
from etl.choices import STATED
from etl.form import Form, Item
from etl.ledger import Ledger, Row
from etl.normalise import compact
from etl.options import option_texts, text_key
from etl.parts import RATED, Part, marks_of
from etl.vocabulary import codes

# Which safeguards in the wording speak against a choice that denies the practice (forms/codes.csv, domain control).
_DESCRIBED = {
    "user_authentication": {"id_password", "biometrics", "multi_factor", "card"},
    "access_right_issuance": {"access_rights"}, "access_right_management": {"access_rights"},
    "usage_log": {"access_log"}, "handling_log": {"access_log"}, "disclosure_log": {"access_log"}, "viewer_restriction": {"access_rights"},
    "physical_measures": {"entry_control", "cctv", "guard", "locked_storage"}, "technical_measures": {"antivirus", "firewall", "encryption", "patching"},
    "self_inspection": {"self_inspection"}, "audit": {"audit"}, "training": {"training"}, "contract_clauses": {"contract"},
}
_LONGEST_CHOICE = 40
_DENIALS = ("行っていない", "残していない", "制限していない", "定めていない", "十分に行っていない")


class Contradiction(NamedTuple):
    """One pair of places and what is at odds, in both languages."""

    kind: str
    place_1: str
    place_2: str
    sentence_ja: str
    sentence_en: str


def place(row: Row, field: str) -> str:
    return f"{row['section']}/{field}:{row.get('line') or ''}"


def write_contradictions(ledger: Ledger, form: Form, changes: Sequence[Change], parts: Sequence[Part]) -> None:
    marks = _marks(form.kind, parts)
    found = [*_same_wording(ledger.tables), *_described(ledger.tables), *_vendors(ledger.tables, marks), *_marked(ledger.tables, form.kind, marks),
             *_history(ledger.tables, form, changes), *_connected(ledger.tables, changes, marks)]
    for number, contradiction in enumerate(sorted(set(found)), 1):
        ledger.add("contradictions", contradiction_no=number, **contradiction._asdict())


def _same_wording(tables: dict[str, list[Row]]) -> Iterator[Contradiction]:
    """A rating below sufficient whose measures stand word for word under a risk that is rated sufficient."""
    texts: dict[tuple[int, str, int], str] = {}
    for row in tables.get("wording", ()):
        if row["part_no"] and row["field"].endswith("measures"):
            key = (row["part_no"], row["section"], row["risk_no"])
            texts[key] = texts.get(key, "") + compact(row["text"])
    rated = {(row["part_no"], row["section"], row["risk_no"]): row for row in tables["ratings"] if row["status"] == STATED}
    for key, row in rated.items():
        if row["level"] != 1 or len(texts.get(key, "")) < 12:
            continue
        for other_key, other in rated.items():
            if other["level"] >= 2 and texts.get(other_key) == texts[key]:
                yield Contradiction("low_rating_same_wording", place(row, RATED), place(other, RATED),
                                    f"第{key[0]}部では「{row['choice']}」、同じ記載の第{other_key[0]}部では「{other['choice']}」とされている。",
                                    f"Part {key[0]} is rated {row['choice']}, part {other_key[0]} with the same wording {other['choice']}.")


def _described(tables: dict[str, list[Row]]) -> Iterator[Contradiction]:
    """A practice denied by its choice while the text below it names the safeguard."""
    safeguards = {code.code: code for code in codes() if code.domain == "control"}
    named: dict[tuple[int, str, int, str], list[Row]] = {}
    for row in tables.get("controls", ()):
        named.setdefault((row["part_no"], row["section"], row["risk_no"], row["field"]), []).append(row)
    for row in tables["practices"]:
        if row["choice"] not in _DENIALS or row["item"] not in _DESCRIBED:
            continue
        for suffix in ("_method", "_content"):
            for control in named.get((row["part_no"], row["section"], row["risk_no"], row["item"] + suffix), ()):
                if control["control"] in _DESCRIBED[row["item"]]:
                    yield Contradiction("denied_but_described", place(row, row["item"]), place(control, row["item"] + suffix),
                                        f"選択肢は「{row['choice']}」だが、記載は措置({safeguards[control['control']].label_ja})を挙げている。",
                                        f"The choice is {row['choice']}, the text below it names a safeguard ({safeguards[control['control']].label_en}).")
                    break


def _marks(kind: str, parts: Sequence[Part]) -> dict[tuple[int, str], str]:
    """Where the marks …しない of each part stand, by part and column: beside the section's title."""
    titles = {(part.part_no, mark): part.answers.get((mark.section, 0, "section")) for part in parts for mark in marks_of(kind)}
    return {(part_no, mark.column): place({"section": mark.section, "line": title.line if title else None}, mark.column)
            for (part_no, mark), title in titles.items()}


def _vendors(tables: dict[str, list[Row]], marks: dict[tuple[int, str], str]) -> Iterator[Contradiction]:
    """委託しない, by the choice in Ⅱ or the mark in Ⅲ, of a file for which a contractor is named."""
    marked = {row["file_no"]: marks[row["part_no"], "no_outsourcing"] for row in tables.get("parts", ()) if row.get("no_outsourcing")}
    chosen = {row["file_no"]: place(row, "outsourced") for row in tables["coverage"] if row["field"] == "outsourced"}
    denied = marked | {row["file_no"]: chosen[row["file_no"]] for row in tables["files"] if row.get("outsourced") == "no"}
    for row in tables.get("outsourcing", ()):
        if row["vendor"] and (where := denied.get(row["file_no"])):
            yield Contradiction("not_outsourced_but_vendor", where, f"outsourcing/vendor_stated:{row['line']}",
                                f"ファイル{row['file_no']}は委託しないとされているが、委託先「{row['vendor_stated']}」の記載がある。",
                                f"File {row['file_no']} is marked as not outsourced, yet {row['vendor_stated']} is named.")


def _marked(tables: dict[str, list[Row]], kind: str, marks: dict[tuple[int, str], str]) -> Iterator[Contradiction]:
    """A rating under a mark …しない."""
    parts = {row["part_no"]: row for row in tables.get("parts", ())}
    for row in tables["ratings"]:
        for mark in marks_of(kind):
            covered = row["section"] == mark.section and mark.first_risk <= row["risk_no"] <= mark.last_risk
            if covered and row["status"] == STATED and parts[row["part_no"]][mark.column]:
                yield Contradiction("rated_but_not_applicable", marks[row["part_no"], mark.column], place(row, RATED),
                                    f"「{mark.label}」に印があるが、「{row['choice']}」とされている。",
                                    f"{mark.label} is marked, yet the risk is rated {row['choice']}.")


def _history(tables: dict[str, list[Row]], form: Form, changes: Sequence[Change]) -> Iterator[Contradiction]:
    """The newest dated change of a rating or practice brought in another choice than the body has.

    Only rows that name the section and the risk, of reports with a single part: with more parts the row's part is not certain."""
    if len({row["part_no"] for row in tables["ratings"]}) != 1:
        return
    items: dict[str, list[Item]] = {}
    for item in form.block("part"):
        for key in option_texts(item.options):
            items.setdefault(key, []).append(item)
    rows = {(row["section"], row["risk_no"], row.get("item", RATED)): row for row in (*tables["ratings"], *tables["practices"])}
    newest: dict[tuple[str, int, str], Change] = {}
    telling = [change for change in changes if text_key(change.after[:_LONGEST_CHOICE]) in items and change.changed_on]
    for change in sorted(telling, key=lambda change: str(change.changed_on)):
        if named := _item_of(change, items[text_key(change.after)]):
            newest[named.section, named.risk_no, named.name] = change
    for (section, risk_no, name), change in newest.items():
        row = rows.get((section, risk_no, name))
        if row and row["status"] == STATED and text_key(change.after) != text_key(row["choice"]):
            yield Contradiction("body_against_history", place(row, name), f"history/{section}:{change.line}",
                                f"本文は「{row['choice']}」、{change.changed_on}の変更後の記載は「{change.after}」。",
                                f"The body says {row['choice']}, the change of {change.changed_on} {change.after}.")


def _connected(tables: dict[str, list[Row]], changes: Sequence[Change], marks: dict[tuple[int, str], str]) -> Iterator[Contradiction]:
    """A change row connects a file to the network (接続する) whose part still bears the mark 接続しない."""
    names = {row["file_no"]: compact(row["name"] or "").removesuffix("ファイル") for row in tables["files"]}
    for change in changes:
        for column, words in (("no_network_acquisition", "接続する(入手)"), ("no_network_provision", "接続する(提供)")):
            if words not in compact(change.after):
                continue
            for row in tables.get("parts", ()):
                if row.get(column) and (len(names) == 1 or (names[row["file_no"]] and names[row["file_no"]] in compact(change.item))):
                    yield Contradiction("body_against_history", marks[row["part_no"], column], f"history/network:{change.line}",
                                        f"ファイル{row['file_no']}は接続しないに印があるが、変更箇所は「{words}」とする。",
                                        f"File {row['file_no']} is marked as not connected, the change history says {words}.")


def _item_of(change: Change, items: Sequence[Item]) -> Item | None:
    """The one of the items whose option a change row brings in that the row names by section, risk number and label."""
    text = compact(change.item)
    found = [item for item in items if item.label in text and _section_number(item) in text and (not item.risk_no or f"リスク{item.risk_no}" in text)]
    return found[0] if len(found) == 1 else None


def _section_number(item: Item) -> str:
    return {"acquisition": "2", "use": "3", "outsourcing": "4", "disclosure": "5", "network": "6", "storage": "7"}.get(item.section, "\0")
