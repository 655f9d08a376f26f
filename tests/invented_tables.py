"""Invented tables in the shape of the published ones: every status, every kind of form, and text that tries to be markup or a formula."""
from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from explore.dictionary import columns, tables

CODES = Path(__file__).parent.parent / "etl" / "forms" / "codes.csv"
ARROW = {"text": pa.string(), "int": pa.int32(), "real": pa.float64(), "bool": pa.bool_(), "date": pa.date32()}
LEVELS = {3: "特に力を入れている", 2: "十分である", 1: "課題が残されている"}
CITIES = [("149801", "みなと川市", "神奈川県"), ("109802", "青葉原市", "群馬県"), ("279803", "白樺町", "大阪府"), ("019804", "雪見市", "北海道"),
          ("479805", "珊瑚市", "沖縄県"), (None, "府中野市", "東京都")]
VENDORS = ["北斗情報システム", "みらい計算センター", "<b>太字</b>システムズ", "青空データ", "=1+1ソフト", None]
FILES = ["住民税ファイル", "健康ファイル", "[収納](http://example.invalid/)ファイル", "=HYPERLINK(\"x\")台帳", "$滞納$ファイル"]
AFFAIRS = ["resident_tax", "property_tax", "health_promotion", "nursing_care_insurance", "resident_registry", "immunisation"]
SYSTEMS = [("intermediate_server", "中間サーバー"), ("integrated_addressee", "統合宛名システム"), ("tax", "税務<i>基幹</i>システム"),
           ("juki_net", "住基ネット"), ("other", "@窓口システム")]
STATUSES = ["stated", "stated", "stated", "blank", "stated", "unreadable", "stated", "not_in_source"]


def write(folder: Path, reports: int = 12, wording: bool = False, build: str = "invented-1", cities: list[tuple[str | None, str, str]] = CITIES) -> Path:
    """Writes a build of `reports` invented reports to the folder, with or without wording, by the cities in turn, and gives the folder back."""
    data: dict[str, list[dict[str, Any]]] = {name: [] for name in tables()}
    data["codes"] = _codes()
    for number in range(reports):
        _report(data, number, cities)
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables().items():
        if name == "wording" and not wording:
            continue
        schema = pa.schema([(column, ARROW[columns()[column].type]) for column in table.columns])
        pq.write_table(pa.Table.from_pylist(data[name], schema=schema), folder / f"{name}.parquet")
    (folder / "build.json").write_text(json.dumps({"version": build, "sources": []}), encoding="utf-8")
    return folder


def _codes() -> list[dict[str, Any]]:
    with CODES.open(encoding="utf-8", newline="") as file:
        return [{**row, "position": int(row["position"])} for row in csv.DictReader(file)]


def _code(domain: str, number: int) -> str:
    known = [row["code"] for row in _codes_cache() if row["domain"] == domain]
    return known[number % len(known)]


def _codes_cache() -> list[dict[str, Any]]:
    if not _CACHE:
        _CACHE.extend(_codes())
    return _CACHE


_CACHE: list[dict[str, Any]] = []


def _report(data: dict[str, list[dict[str, Any]]], number: int, cities: list[tuple[str | None, str, str]]) -> None:
    kind = ("full", "priority", "basic")[number % 3]
    code, city, prefecture = cities[number % len(cities)]
    key = f"{code or 'x'}-{number:02d}"
    affair = AFFAIRS[number % len(AFFAIRS)]
    data["assessments"].append({
        "assessment_id": key, "municipality_code": code, "municipality": city, "prefecture": prefecture, "authority": city[:-1] + "長",
        "number": number + 1, "title": f"{city}第{number + 1}号 <u>評価書</u> *星* 案", "kind": kind, "form_version": "令和6年10月 様式",
        "affair": affair, "published_on": None if number % 5 == 4 else dt.date(2020 + number % 5, 4, 1 + number % 28),
        "assessed_on": dt.date(2018 + number % 7, 3, 1 + number % 28), "headcount_band": _code("headcount_band", number), "department": "総務課",
        "network_linkage": _code("network_linkage", number), "threshold_result": None, "fee": "free" if kind == "full" else None,
        "file_register_published": "yes" if kind == "full" else None, "is_current": number != 11, "source_name": f"invented_{number:02d}.txt",
        "source_sha256": f"{number:064x}"})
    for system_no, (system_type, name) in enumerate(SYSTEMS[: 2 + number % 4], 1):
        data["systems"].append({"assessment_id": key, "system_no": system_no, "name": name, "system_type": system_type, "line": 40 + system_no})
        for position, connection in enumerate(["info_network", "internal", "juki_net", "existing_juki", "addressee", "tax", "other"]):
            lost = (number + position + system_no) % 9 == 0
            data["system_connections"].append({
                "assessment_id": key, "system_no": system_no, "connection": connection, "connected": None if lost else (number + position) % 3 == 0,
                "other_text": "図書館" if connection == "other" else None, "status": "unreadable" if lost else "stated"})
    count = 1 + number % 2
    for file_no in range(1, count + 1):
        _file(data, key, kind, number, file_no)
        _part(data, key, kind, number, file_no)
    for item in ["self_inspection", "audit"] if kind == "full" else ["self_inspection", "internal_audit", "external_audit"]:
        _practice(data, key, 0, "audit", item, number)
    _practice(data, key, 0, "training", "training", number)
    cloud = None if number % 6 == 5 else number % 2 == 0
    data["cloud"].append({"assessment_id": key, "government_cloud": cloud, "first_reported_on": dt.date(2024, 1 + number % 12, 1) if cloud else None,
                          "platform_hosting": _code("platform_hosting", number)})
    if cloud:
        for section, field in [("storage", "physical_measures"), ("storage", "technical_measures"), ("file_overview", "period"), ("audit", "audit")]:
            data["cloud_statements"].append({"assessment_id": key, "file_no": 0 if section == "audit" else 1, "section": section, "field": field,
                                             "line": 700})
    for change in range(1, 4):
        data["changes"].append({
            "assessment_id": key, "change_no": change, "changed_on": None if change == 3 else dt.date(2019 + number % 6, change, 15),
            "item": "システムの名称" if change < 3 else "<script>alert(1)</script>", "section": _code("section", number + change),
            "timing": [None, "before", "after"][(number + change) % 3], "brings_government_cloud": bool(cloud) and change == 1, "line": 900 + change})
    for row in [row for row in data["coverage"] if row["assessment_id"] == key and row["status"] == "unreadable"][:1]:
        data["contradictions"].append({
            "assessment_id": key, "contradiction_no": 1, "kind": "outsourcing_denied", "place_1": f"{row['section']} line {row['line']}",
            "place_2": "outsourcing line 5", "sentence_ja": "委託しないとの選択に委託先が併記されている。",
            "sentence_en": "The choice says not outsourced, yet a contractor is named."})


def _file(data: dict[str, list[dict[str, Any]]], key: str, kind: str, number: int, file_no: int) -> None:
    name = FILES[(number + file_no) % len(FILES)]
    data["files"].append({
        "assessment_id": key, "file_no": file_no, "name": name, "file_type": "system_file", "subject_band": _code("subject_band", number),
        "record_items_band": _code("record_items_band", number), "handler_band": _code("handler_band", number + file_no),
        "held_since": dt.date(2015, 10, 5), "used_since": dt.date(2016, 1, 1), "department": "税務課", "outsourced": "yes", "outsourced_count": 2})
    if kind == "full":
        status = STATUSES[(number + file_no) % len(STATUSES)]
        period = _code("period", number + file_no * 3) if status == "stated" else None
        years = {"under_1y": (0, 1), "1y": (1, 1), "2y": (2, 2), "3y": (3, 3), "4y": (4, 4), "5y": (5, 5), "6y_to_10y": (6, 10),
                 "10y_to_20y": (10, 20), "over_20y": (20, None)}.get(period or "", (None, None))
        data["retention"].append({"assessment_id": key, "file_no": file_no, "period": period, "min_years": years[0], "max_years": years[1],
                                  "status": status, "line": None if status == "not_in_source" else 200 + file_no})
        _cover(data, key, file_no, 0, "file_overview", 0, "period", status)
    for item_no in (1, 2):
        vendor = VENDORS[(number * 2 + item_no) % len(VENDORS)]
        data["outsourcing"].append({
            "assessment_id": key, "file_no": file_no, "item_no": item_no, "title": f"運用保守{item_no}",
            "vendor_stated": f"{vendor}株式会社" if vendor else None, "vendor": vendor, "vendor_status": "stated" if vendor else "blank",
            "scope": ["all", "part", None][(number + item_no) % 3], "subject_band": _code("subject_band", number),
            "handler_band": _code("handler_band", number + item_no), "subcontracting": ["yes", "no", None][(number + item_no) % 3], "line": 300 + item_no})
        _cover(data, key, file_no, 0, "outsourcing", item_no, "vendor_stated", "stated" if vendor else "blank")
    data["disclosures"].append({"assessment_id": key, "file_no": file_no, "direction": "provision", "item_no": 1, "recipient": "架空県知事",
                                "subject_band": _code("subject_band", number), "line": 400})


def _part(data: dict[str, list[dict[str, Any]]], key: str, kind: str, number: int, part_no: int) -> None:
    data["parts"].append({"assessment_id": key, "part_no": part_no, "file_no": part_no})
    for position, row in enumerate(row for row in _codes_cache() if row["domain"] == f"risk_{kind}"):
        section, risk_no = row["code"].rsplit("_", 1)
        status = STATUSES[(number * 3 + position + part_no) % len(STATUSES)]
        level = (3 if (number + position) % 11 == 0 else 1 if (number + position) % 13 == 0 else 2) if status == "stated" else None
        line = None if status == "not_in_source" else 500 + position
        data["ratings"].append({"assessment_id": key, "part_no": part_no, "section": section, "risk_no": int(risk_no), "level": level,
                                "choice": LEVELS[level] if level else None, "status": status, "line": line})
        _cover(data, key, part_no, part_no, section, int(risk_no), "sufficiency", status)
        _passages(data, key, number, part_no, section, int(risk_no), position)
    for section, item in [("use", "user_authentication"), ("use", "usage_log"), ("outsourcing", "contract_clauses"), ("storage", "physical_measures"),
                          ("storage", "technical_measures"), ("storage", "backup")]:
        if kind != "basic":
            _practice(data, key, part_no, section, item, number)


def _practice(data: dict[str, list[dict[str, Any]]], key: str, part_no: int, section: str, item: str, number: int) -> None:
    status = STATUSES[(number + len(item)) % len(STATUSES)]
    marked = item in ("self_inspection", "internal_audit", "external_audit") and part_no == 0
    level = 3 if number % 4 == 0 else 2
    plain = "行っている" if item.startswith("u") else "十分に行っている" if level == 2 else "特に力を入れて行っている"
    stated = ("yes" if number % 2 else "no") if marked else plain
    ordinal = level if item in ("physical_measures", "technical_measures", "backup", "training") else None
    data["practices"].append({
        "assessment_id": key, "part_no": part_no, "section": section, "risk_no": 2 if section == "use" else 0, "item": item,
        "choice": stated if status == "stated" else None, "level": ordinal if status == "stated" else None, "status": status,
        "line": None if status == "not_in_source" else 600})
    _cover(data, key, part_no, part_no, section, 2 if section == "use" else 0, item, status)


def _passages(data: dict[str, list[dict[str, Any]]], key: str, number: int, part_no: int, section: str, risk_no: int, position: int) -> None:
    for seq, layer in enumerate(["municipality", "intermediate_server_platform", "government_cloud"][: 1 + (number + position) % 3], 1):
        place = {"assessment_id": key, "part_no": part_no, "file_no": part_no, "section": section, "risk_no": risk_no, "field": "measures",
                 "layer": layer, "seq": seq}
        text = f"架空の措置{position}番を講じる。<b>太字</b>ではない。" if layer == "municipality" else "全国共通の架空の措置である。"
        data["passages"].append({**place, "chars": len(text), "shared_share": 0.1 if layer == "municipality" else 1.0, "line": 500 + position})
        data["wording"].append({**place, "text": text})
        data["controls"].append({**{name: place[name] for name in ("assessment_id", "part_no", "section", "risk_no", "field", "layer")},
                                 "control": _code("control", position * 3 + seq + number), "line": 500 + position})


def _cover(data: dict[str, list[dict[str, Any]]], key: str, file_no: int, part_no: int, section: str, risk_no: int, field: str, status: str) -> None:
    data["coverage"].append({"assessment_id": key, "file_no": file_no, "part_no": part_no, "section": section, "risk_no": risk_no, "field": field,
                             "status": status, "line": None if status == "not_in_source" else 500 + risk_no})
