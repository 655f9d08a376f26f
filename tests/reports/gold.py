"""The expected answer of a report, in the format of labelled reports.

Read off the pages that are left, never off the content alone.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Any

from tests.reports import options as o
from tests.reports.content import Report
from tests.reports.elements import Bare, Boxes, Choice, Heading, Key, Page, Pair, Prose, Row, Text

STATED, BLANK, UNREADABLE, ABSENT = "stated", "blank", "unreadable", "not_in_source"
Found = tuple[Any, str]
CLOUD_HEADING = "ガバメントクラウドにおける措置"


def nfkc(text: str | None) -> str | None:
    return None if text is None else " ".join(unicodedata.normalize("NFKC", text).split())


class Reading:
    """What a careful reader finds on the pages. `overrides`: fields that a scrambled page leaves open or settles otherwise."""

    def __init__(self, pages: list[Page], lines: dict[Key, int], overrides: dict[Key, Found]):
        self.lines, self.overrides = lines, overrides
        self.rows: dict[Key, Row | Bare] = {}
        self.boxes: dict[Key, bool] = {}
        self.cloud = False
        for page in pages:
            for element in page.elements:
                self._take(element)

    def _take(self, element: object) -> None:
        if isinstance(element, Pair):
            self._take(element.left)
            self._take(element.right)
        if isinstance(element, (Row, Bare)) and element.key:
            self.rows[element.key] = element
        if isinstance(element, Row) and isinstance(element.value, Boxes):
            self.boxes |= {box.key: box.marked for box in element.value.boxes if box.key}
        if isinstance(element, Heading):
            self.boxes |= {box.key: box.marked for box in element.boxes if box.key}
        text = (
            element.value.lines
            if isinstance(element, Row) and isinstance(element.value, Text)
            else element.lines
            if isinstance(element, Prose)
            else ()
        )
        self.cloud = self.cloud or any(CLOUD_HEADING in line for line in text)

    def find(self, *key: str | int) -> Found:
        if key in self.overrides:
            return self.overrides[key]
        row = self.rows.get(key)
        if row is None:
            return None, ABSENT
        if isinstance(row, Bare):
            return row.text, STATED
        if isinstance(row.value, Choice):
            value = row.value
            return (None, UNREADABLE) if value.lost else (nfkc(value.chosen), STATED) if value.chosen else (None, BLANK)
        assert isinstance(row.value, Text)
        return (nfkc(" ".join(row.value.lines)), STATED) if row.value.lines else (None, BLANK)

    def box(self, *key: str | int) -> Found:
        if key in self.overrides:
            return self.overrides[key]
        return (self.boxes[key], STATED) if key in self.boxes else (None, ABSENT)

    def line(self, *key: str | int) -> int | None:
        return self.lines.get(key)

    def entry(self, *key: str | int, value: Any = None) -> dict[str, Any]:
        """value, status and line of a field; `value` replaces the printed text where it is stated (dates, codes)."""
        found, status = self.find(*key)
        return {"value": (value if value is not None else found) if status == STATED else None, "status": status, "line": self.line(*key)}


def gold(
    report: Report,
    pages: list[Page],
    lines: dict[Key, int],
    cloud_lines: list[int],
    overrides: dict[Key, Found] | None = None,
    loose_history: bool = False,
) -> dict[str, Any]:
    """`loose_history`: the rows of the history can be counted, but dates can't be attributed to them."""
    reading = Reading(pages, lines, overrides or {})
    return {
        "source": "",
        "assessment": _assessment(report, reading),
        "systems": _systems(report, reading),
        "files": [_file(report, reading, file) for file in report.files],
        "outsourcing": [entry for file in report.files for entry in _items(reading, file)] if report.kind != "basic" else [],
        "disclosures": [entry for file in report.files for entry in _disclosures(reading, file)] if report.kind != "basic" else [],
        "ratings": [entry for file in report.files for entry in _ratings(report, reading, file.no)],
        "practices": [entry for file in report.files for entry in _practices(report, reading, file.no)] + _common(report, reading),
        "cloud": _cloud(report, reading, cloud_lines),
        "changes": _changes(report, lines, loose_history),
        "notes": ["traps: " + ", ".join(sorted(report.traps))],
        **(
            {"priority_measure": {"rating": reading.entry("rating", 1, "priority_measure", 0)}}
            if report.kind == "basic" and report.edition >= (2024, 10)
            else {}
        ),
    }


def iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


YES_NO = {
    "無料": "free",
    "有料": "charged",
    "行っている": "yes",
    "行っていない": "no",
    "実施する": "yes",
    "実施しない": "no",
    "未定": "undecided",
    "委託する": "yes",
    "委託しない": "no",
    "再委託する": "yes",
    "再委託しない": "no",
    "特定個人情報ファイルの全体": "all",
    "特定個人情報ファイルの一部": "part",
}


def _assessment(report: Report, reading: Reading) -> dict[str, Any]:
    made: dict[str, Any] = {
        "municipality": report.city,
        "municipality_status": STATED,
        "kind": report.kind,
        "kind_status": STATED,
        "affair": report.affair_code,
    }
    values = {
        "number": report.number,
        "published_on": iso(report.published_on),
        "assessed_on": iso(report.assessed_on),
        "third_party_review_on": iso(report.reviewed_on),
        "form_version": nfkc(report.version),
    }
    names = (
        "number",
        "title",
        "authority",
        "form_version",
        "published_on",
        "assessed_on",
        "headcount_band",
        "department",
        "network_linkage",
        "threshold_result",
        "fee",
        "file_register_published",
        "third_party_review_on",
    )
    for name in names:
        entry = reading.entry("assessment", name, value=values.get(name))
        value = (
            YES_NO.get(entry["value"], entry["value"]) if name in ("network_linkage", "fee", "file_register_published") else entry["value"]
        )
        made |= {name: value, f"{name}_status": entry["status"], f"{name}_line": entry["line"]}
    _, status = reading.find("assessment", "consultation")
    start, end = report.consultation if report.consultation and status == STATED else (None, None)
    made |= {"consultation": {"start": iso(start), "end": iso(end)}, "consultation_status": status}
    if report.code:
        made |= {"municipality_code": report.code, "prefecture": report.prefecture}
        if report.city in ("府中市", "伊達市") and reading.find("address")[1] == ABSENT:
            made["unscored"] = ["municipality_code", "prefecture"]  # two cities of this name, and the page with the address is gone
    return made


def _systems(report: Report, reading: Reading) -> list[dict[str, Any]]:
    if report.kind == "basic":
        return _named_systems(report, reading)
    made = []
    for system in report.systems:
        if reading.find("system", system.no)[1] != STATED:
            continue
        boxes = {code: reading.box("connection", system.no, code) for code in o.CONNECTIONS}
        absent = all(status == ABSENT for _, status in boxes.values())
        entry = {
            "no": system.no,
            "name": nfkc(system.name),
            "line": reading.line("system", system.no),
            "connections": {code: value for code, (value, _) in boxes.items()},
            "other_text": nfkc(system.other_text) if boxes["other"][0] else None,
        }
        made.append(entry | ({"connections_status": ABSENT} if absent else {}))
    return made


def _named_systems(report: Report, reading: Reading) -> list[dict[str, Any]]:
    """The basic form names its systems in one cell and asks for no connections."""
    if reading.find("system_names")[1] != STATED:
        return []
    return [
        {
            "no": system.no,
            "name": nfkc(system.name),
            "line": reading.line("system_names"),
            "connections": dict.fromkeys(o.CONNECTIONS),
            "other_text": None,
            "connections_status": ABSENT,
        }
        for system in report.systems
    ]


def _file(report: Report, reading: Reading, file: Any) -> dict[str, Any]:
    key = ("file", file.no)
    outsourced = reading.entry(*key, "outsourced")
    outsourced["value"] = YES_NO.get(outsourced["value"], None)
    outsourced["count"] = file.outsourced_count if outsourced["status"] != ABSENT else None
    fields = {name: reading.entry(*key, name) for name in ("subject_band", "record_items_band", "handler_band", "retention_period")}
    fields |= {
        "held_since": reading.entry(*key, "held_since", value=iso(file.held_since)),
        "used_since": reading.entry(*key, "used_since", value=iso(file.used_since)),
    }
    return {"no": file.no, "name": nfkc(file.name), "line": reading.line(*key, "name"), **fields, "outsourced": outsourced}


def _items(reading: Reading, file: Any) -> list[dict[str, Any]]:
    made = []
    for item in file.items:
        key = ("item", file.no, item.no)
        if reading.find(*key, "title")[1] != STATED:
            continue
        vendor, vendor_status = reading.find(*key, "vendor")
        made.append(
            {
                "file_no": file.no,
                "item_no": item.no,
                "title": nfkc(item.title),
                "vendor": vendor,
                "vendor_status": vendor_status,
                "handler_band": reading.find(*key, "handler_band")[0],
                "subcontracting": YES_NO.get(reading.find(*key, "subcontracting")[0]),
                "scope": YES_NO.get(reading.find(*key, "scope")[0]),
                "line": reading.line(*key, "title"),
            }
        )
    return made


def _disclosures(reading: Reading, file: Any) -> list[dict[str, Any]]:
    return [
        {
            "file_no": file.no,
            "direction": d.direction,
            "item_no": d.no,
            "recipient": nfkc(d.recipient),
            "line": reading.line("disclosure", file.no, d.direction, d.no),
        }
        for d in file.disclosures
        if reading.find("disclosure", file.no, d.direction, d.no)[1] == STATED
    ]


def has_risks(report: Report) -> bool:
    return report.kind != "basic" or report.edition >= (2019, 1)


def places(report: Report) -> tuple[o.Place, ...]:
    if not has_risks(report):
        return ()
    return (*o.RISKS[report.kind], ("manual_work", 0)) if report.kind == "basic" and report.edition >= (2024, 10) else o.RISKS[report.kind]


def _part_of(report: Report, file_no: int) -> int:
    return next((part.no for part in report.parts if file_no in part.files), -1)


def _ratings(report: Report, reading: Reading, file_no: int) -> list[dict[str, Any]]:
    part = _part_of(report, file_no)
    return [
        {"file_no": file_no, "section": section, "risk_no": risk, **reading.entry("rating", part, section, risk)}
        for section, risk in places(report)
    ]


def _practices(report: Report, reading: Reading, file_no: int) -> list[dict[str, Any]]:
    part = _part_of(report, file_no)
    made = [
        {
            "file_no": file_no,
            "section": section,
            "risk_no": risk,
            "item": nfkc(label),
            **reading.entry("practice", part, section, risk, label),
        }
        for section, risk, label, _ in (o.PRACTICES[report.kind] if has_risks(report) else ())
    ]
    if report.kind == "full" or not has_risks(report):
        return made
    for label in o.AUDIT_BOXES:
        marked, status = reading.box("audit", part, label)
        made.append(
            {
                "file_no": file_no,
                "section": "audit",
                "risk_no": 0,
                "item": label,
                "value": {True: "yes", False: "no", None: None}[marked],
                "status": status,
                "line": reading.line("audit", part, label),
            }
        )
    return made


def _common(report: Report, reading: Reading) -> list[dict[str, Any]]:
    return [
        {"file_no": None, "section": section, "risk_no": risk, "item": label, **reading.entry("practice", 0, section, risk, label)}
        for section, risk, label in report.common
    ]


def _cloud(report: Report, reading: Reading, lines: list[int]) -> dict[str, Any]:
    dated = [change.changed_on for change in report.changes if change.cloud and change.changed_on]
    made: dict[str, Any] = {
        "government_cloud": reading.cloud,
        "lines": lines,
        "fields": [],
        "first_change_on": iso(min(dated, default=None)),
        "first_change_line": None,
    }
    if report.cloud and not reading.cloud:
        made["unscored"] = ["government_cloud"]
    return made


def _changes(report: Report, lines: dict[Key, int], loose: bool) -> dict[str, Any]:
    dated = [change.changed_on for change in report.changes if change.changed_on]
    sample = [] if loose else report.changes[:15]
    return {
        "rows": len(report.changes),
        "dated_rows": len(dated),
        "first_on": iso(min(dated, default=None)),
        "last_on": iso(max(dated, default=None)),
        "sample": [
            {"line": lines.get(("change", c.no)), "changed_on": iso(c.changed_on), "item": nfkc(c.item), "timing": c.timing} for c in sample
        ],
    }
