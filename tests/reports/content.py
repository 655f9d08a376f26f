"""What one invented report says: typed content and a seeded inventor. Nothing here knows how a report is printed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from tests.reports import options as o
from tests.reports import words as w

TRAPS = (
    "no_outsourcing",  # [○] 委託しない: nothing below it is filled in
    "no_disclosure",  # [○] 提供・移転しない and 行っていない
    "no_acquire",  # [○] 接続しない（入手）
    "no_provide",  # [○] 接続しない（提供）
    "vendor_unknown",  # 未定, 非公表 or an empty box instead of a vendor
    "system_gaps",  # system numbers with gaps, and numbered headings without content
    "count_larger",  # the count of outsourced items is larger than the list
    "quoted_choice",  # a bracketed choice is quoted inside a measure
    "shared_part",  # one part Ⅲ for two files
    "missing_part",  # a file without a part Ⅲ
    "history_differs",  # the history tells other values than the body, in brackets
    "undated_changes",  # the newest rows carry no date yet
    "header_repeat",  # the header row of the history is printed on each page
    "short_history_pages",  # the history goes over several pages
    "cut_row",  # one row of the history is cut by a page end
    "glossary",  # a glossary after the history repeats labels
    "annex",  # a 別紙 after the history repeats labels and values
    "range_headings",  # 委託事項2～5 and the like without content
    "real_city",  # a real name: the official code is expected
    "missing_pages",  # some pages are not in the text
    "blank_boxes",  # some boxes are empty
    "lost_choices",  # some option lists have lost their choice
    "many",  # five files, up to eight items and seven recipients
    "draft",  # 公表日, third-party review and opinions are still empty
    "cloud_planned",  # the text speaks of Government Cloud only as a plan
)

MARKS = {"no_outsourcing": "outsourcing", "no_disclosure": "disclosure", "no_acquire": "network_in", "no_provide": "network_out"}


@dataclass
class System:
    no: int
    name: str
    connections: dict[str, bool]
    other_text: str | None = None


@dataclass
class Item:
    """One 委託事項."""

    no: int
    title: str
    vendor: str | None
    scope: str
    subjects: str
    handlers: str
    subcontracting: str


@dataclass
class Disclosure:
    direction: str  # provision or transfer
    no: int
    recipient: str
    subjects: str


@dataclass
class DataFile:
    no: int
    name: str
    subjects: str
    records: str
    handlers: str
    held_since: dt.date
    used_since: dt.date
    department: str
    period: str
    outsourced: str
    outsourced_count: int | None
    items: list[Item] = field(default_factory=list)
    disclosures: list[Disclosure] = field(default_factory=list)


@dataclass
class Part:
    """One part Ⅲ (Ⅳ of the basic form): its files, its choices by place, and which sections are marked しない."""

    no: int
    files: tuple[int, ...]
    ratings: dict[o.Place, str | None]
    practices: dict[tuple[str, int, str], str | None]
    audit: dict[str, bool]
    marks: frozenset[str]


@dataclass
class Change:
    no: int
    changed_on: dt.date | None
    item: str
    before: str
    after: str
    timing: str
    reason: str
    cloud: bool = False


@dataclass
class Report:
    seed: int
    kind: str
    version: str
    edition: tuple[int, int]  # year and month of the form
    city: str
    code: str | None
    prefecture: str | None
    address: str
    authority: str
    number: int
    affair: str
    affair_code: str
    title: str
    published_on: dt.date | None
    assessed_on: dt.date
    counted_on: dt.date
    headcount: str
    department: str
    chief: str
    linkage: str
    threshold: str
    fee: str
    register: str
    consultation: tuple[dt.date, dt.date] | None
    reviewed_on: dt.date | None
    systems: list[System]
    files: list[DataFile]
    parts: list[Part]
    common: dict[tuple[str, int, str], str | None]  # Ⅳ of the full form
    changes: list[Change]
    cloud: bool
    handlers_500: str
    incident: str
    priority_measure: str
    traps: frozenset[str]


VERSIONS = {
    "full": ((2014, 4), (2018, 5), (2024, 10)),
    "priority": ((2014, 4), (2018, 5), (2019, 1), (2024, 10)),
    "basic": ((2014, 4), (2017, 5), (2019, 1), (2024, 10)),
}
FORM_NUMBER = {"basic": 2, "priority": 3, "full": 4}
KIND_NAME = {"full": "全項目評価書", "priority": "重点項目評価書", "basic": "基礎項目評価書"}
HEADCOUNTS = {"full": o.HEADCOUNT[3:], "priority": o.HEADCOUNT[2:4], "basic": o.HEADCOUNT_BASIC[1:3]}
THRESHOLDS = {"full": o.THRESHOLD_FULL, "priority": o.THRESHOLD_PRIORITY, "basic": o.THRESHOLD_BASIC}


def era(year: int) -> str:
    """2019 and later is 令和, 元年 included."""
    number = year - 2018 if year >= 2019 else year - 1988
    return ("令和" if year >= 2019 else "平成") + ("元" if number == 1 else str(number))


def invent(
    seed: int, kind: str, files: int | None = None, traps: frozenset[str] = frozenset(), edition: tuple[int, int] | None = None
) -> Report:
    """A report with its facts, all drawn from `seed`. `kind`: full, priority or basic."""
    rng = Random(f"content {seed} {kind}")
    affair, affair_code, system_names, file_names = rng.choice(w.AFFAIRS)
    city, prefecture, code, address = rng.choice(w.REAL_CITIES) if "real_city" in traps else (rng.choice(w.INVENTED_CITIES), None, None, "")
    edition = edition or rng.choice(VERSIONS[kind])
    count = files or (5 if "many" in traps else rng.choice((1, 1, 2, 2, 3)))
    if traps & {"shared_part", "missing_part"}:
        count = max(2, count)
    published = dt.date(rng.randint(2020, 2025), rng.randint(1, 12), rng.randint(1, 28))
    consulted = published - dt.timedelta(days=rng.randint(90, 160))
    department = rng.choice(w.DEPARTMENTS)
    cloud = "cloud_planned" not in traps and rng.random() < 0.6
    report = Report(
        seed=seed,
        kind=kind,
        version=f"{_wide_era(edition)}　様式{FORM_NUMBER[kind]}",
        edition=edition,
        city=city,
        code=code,
        prefecture=prefecture,
        address=address or city,
        authority=_authority(rng, city),
        number=rng.randint(1, 60),
        affair=affair,
        affair_code=affair_code,
        title=rng.choice((f"{affair}　{KIND_NAME[kind]}", f"{affair} {KIND_NAME[kind]}", affair, f"{city} {affair}")),
        published_on=None if "draft" in traps else published,
        assessed_on=published - dt.timedelta(days=rng.randint(30, 80)),
        counted_on=dt.date(published.year, 4, 1),
        headcount=rng.choice(HEADCOUNTS[kind]),
        department=department,
        chief=rng.choice(w.CHIEFS),
        linkage=rng.choice(("実施する", "実施する", "実施しない", "未定")),
        threshold=rng.choice(THRESHOLDS[kind][:2] + THRESHOLDS[kind][:1]),
        fee=rng.choice(o.FEE),
        register=rng.choice(o.DONE),
        consultation=_consultation(rng, kind, traps, consulted),
        reviewed_on=None
        if "draft" in traps or (kind == "priority" and rng.random() < 0.5)
        else published - dt.timedelta(days=rng.randint(5, 25)),
        systems=_systems(rng, system_names, kind, traps),
        files=[],
        parts=[],
        common=_common(rng, kind),
        changes=[],
        cloud=cloud,
        handlers_500=rng.choice(o.HANDLERS_500),
        incident=rng.choice(o.INCIDENT),
        priority_measure=rng.choice(o.PRIORITY_MEASURES),
        traps=traps,
    )
    names = [*file_names, *w.FURTHER_FILES][:count]
    report.files = [_file(rng, no, name, department, traps) for no, name in enumerate(names, 1)]
    report.parts = _parts(rng, kind, len(names), traps)
    report.changes = _changes(rng, report)
    return report


def _wide_era(edition: tuple[int, int]) -> str:
    year, month = edition
    return f"{'平成31' if edition == (2019, 1) else era(year)}年{month}月"


def _authority(rng: Random, city: str) -> str:
    head = city + "長" if city[-1] in "市町村区" else city
    return head if rng.random() < 0.85 else f"{city}教育委員会"


def _consultation(rng: Random, kind: str, traps: frozenset[str], start: dt.date) -> tuple[dt.date, dt.date] | None:
    if "draft" in traps or (kind == "priority" and rng.random() < 0.6):
        return None
    return start, start + dt.timedelta(days=rng.choice((29, 30, 31)))


def _systems(rng: Random, own: tuple[str, ...], kind: str, traps: frozenset[str]) -> list[System]:
    names = [*own, *rng.sample(w.COMMON_SYSTEMS, rng.randint(1, 4))][: rng.randint(2, 6)]
    numbers = list(range(1, len(names) + 1))
    if "system_gaps" in traps and kind != "basic":
        numbers = sorted(rng.sample(range(1, len(names) + 3), len(names)))
    made = []
    for no, name in zip(numbers, names, strict=True):
        marked = {key: rng.random() < 0.35 for key in o.CONNECTIONS}
        made.append(System(no, name, marked, rng.choice(w.OTHER_SYSTEMS) if marked["other"] else None))
    return made


def _file(rng: Random, no: int, name: str, department: str, traps: frozenset[str]) -> DataFile:
    made = DataFile(
        no,
        name,
        rng.choice(o.SUBJECTS[:4]),
        rng.choice(o.RECORDS),
        rng.choice(o.HANDLERS[:5]),
        dt.date(2015, 10, rng.randint(1, 28)),
        dt.date(rng.choice((2016, 2017, 2019)), rng.choice((1, 4, 5, 7)), 1),
        department,
        rng.choice(o.PERIODS),
        "委託する",
        None,
    )
    if "no_outsourcing" in traps:
        made.outsourced = "委託しない"
    else:
        made.items = [_item(rng, n, traps) for n in range(1, rng.randint(1, 8 if "many" in traps else 4) + 1)]
        made.outsourced_count = len(made.items) + (rng.randint(1, 4) if "count_larger" in traps else 0)
    if "no_disclosure" not in traps:
        made.disclosures = [
            *[
                Disclosure("provision", n, name, rng.choice(o.SUBJECTS[:4]))
                for n, name in enumerate(rng.sample(w.PROVIDED_TO, rng.randint(0, 6 if "many" in traps else 3)), 1)
            ],
            *[
                Disclosure("transfer", n, name, rng.choice(o.SUBJECTS[:4]))
                for n, name in enumerate(rng.sample(w.TRANSFERRED_TO, rng.randint(0, 5 if "many" in traps else 2)), 1)
            ],
        ]
    return made


def _item(rng: Random, no: int, traps: frozenset[str]) -> Item:
    vendor: str | None = rng.choice(w.VENDORS)
    if "vendor_unknown" in traps and rng.random() < 0.6:
        vendor = rng.choice((*w.NOBODY, None))
    return Item(
        no,
        rng.choice(w.ITEM_TITLES),
        vendor,
        rng.choice(o.SCOPE),
        rng.choice(o.SUBJECTS[:4]),
        rng.choice(o.HANDLERS[:4]),
        rng.choice(o.SUBCONTRACT),
    )


def _level(rng: Random) -> str:
    return rng.choices(o.LEVELS, (3, 14, 2))[0]


def _parts(rng: Random, kind: str, files: int, traps: frozenset[str]) -> list[Part]:
    numbers = list(range(1, files + 1))
    if kind == "basic":
        groups = [tuple(numbers)]
    elif "shared_part" in traps:
        groups = [(1, 2), *[(n,) for n in numbers[2:]]]
    elif "missing_part" in traps:
        groups = [(n,) for n in numbers[:-1]]
    else:
        groups = [(n,) for n in numbers]
    return [_part(rng, no, group, kind, traps) for no, group in enumerate(groups, 1)]


def is_marked(marks: frozenset[str], kind: str, section: str, risk: int) -> bool:
    """Does a [○] …しない mark leave this place blank?"""
    if section == "network":
        last_in = 4 if kind == "full" else 1
        return ("network_in" if risk <= last_in else "network_out") in marks
    return section in marks


def _part(rng: Random, no: int, group: tuple[int, ...], kind: str, traps: frozenset[str]) -> Part:
    marks = frozenset(mark for trap, mark in MARKS.items() if trap in traps and (trap == "no_outsourcing" or rng.random() < 0.8))
    if "no_disclosure" in traps:
        marks |= {"disclosure"}
    ratings = {place: None if is_marked(marks, kind, *place) else _level(rng) for place in o.RISKS[kind]}
    if kind == "basic":
        ratings["manual_work", 0] = _level(rng)
        ratings["priority_measure", 0] = _level(rng)
    practices = {
        (section, risk, label): None if is_marked(marks, kind, section, risk) else _usual(rng, choices)
        for section, risk, label, choices in o.PRACTICES[kind]
    }
    return Part(no, group, ratings, practices, {label: rng.random() < 0.6 for label in o.AUDIT_BOXES}, marks)


def _usual(rng: Random, choices: o.Options) -> str:
    """Mostly the usual answer, now and then another one."""
    usual = (
        choices[1]
        if choices in (o.EFFORT, o.EFFORT_SUB, o.ORGANISED, o.NOTIFIED, o.INCIDENT)
        else choices[3]
        if choices is o.NISC
        else choices[0]
    )
    return usual if rng.random() < 0.75 else rng.choice(choices)


def _common(rng: Random, kind: str) -> dict[tuple[str, int, str], str | None]:
    return {(s, n, label): _usual(rng, choices) for s, n, label, choices in o.COMMON_PRACTICES} if kind == "full" else {}


CHANGE_ITEMS = (
    "Ⅰ　基本情報　７．評価実施機関における担当部署　①部署",
    "Ⅱ　４．特定個人情報ファイルの取扱いの委託　委託事項１　委託先名",
    "Ⅱ　特定個人情報ファイルの概要　２．基本情報　②対象となる本人の数",
    "Ⅱ　３．特定個人情報の入手・使用　使用者数",
    "Ⅲ　３．特定個人情報の使用　リスク２　リスクへの対策は十分か",
    "Ⅲ　リスク対策　７．特定個人情報の保管・消去",
    "Ⅳ　１．監査",
    "Ⅴ　開示請求、問合せ　①請求先",
    "Ⅵ　評価実施手続　１．基礎項目評価　①実施日",
    "表紙　特記事項",
)
CLOUD_ITEM = "Ⅱ　６．特定個人情報の保管・消去　①保管場所"
CHANGE_TEXTS = (
    ("旧庁舎２階の窓口", "新庁舎１階の窓口"),
    ("年に一回見直す。", "半年に一回見直す。"),
    ("記載なし", "手引の改定に合わせて書き改めた。"),
    ("課長　原田", "課長"),
    ("第９条第１項", "第９条第１項及び別表"),
    ("－", "作業記録の保存を加えた。"),
)
DIFFERING = (
    ("[ 課題が残されている ]", "[ 特に力を入れている ]"),
    ("リスクへの対策は十分か　課題が残されている", "リスクへの対策は十分か　十分である"),
    ("［1万人未満］", "［1,000万人以上］"),
    ("委託先名　旧港電算株式会社", "委託先名　新港電算株式会社"),
    ("保管期間　［３年］", "保管期間　［定められていない］"),
    ("[ 10人未満 ] ＜選択肢＞ 1) 10人未満 2) 10人以上50人未満", "[ 1,000人以上 ] ＜選択肢＞ 1) 10人未満 2) 10人以上50人未満"),
)
REASONS = ("組織の改正に伴う修正であり、重要な変更に当たらない。", "字句の修正であるため。", "再実施に伴う見直しのため。", "")


def _changes(rng: Random, report: Report) -> list[Change]:
    count = rng.randint(3, 14)
    days = sorted(dt.date(rng.randint(2016, 2025), rng.randint(1, 12), rng.randint(1, 28)) for _ in range(3))
    rows = []
    for no in range(1, count + 1):
        before, after = rng.choice(DIFFERING if "history_differs" in report.traps and rng.random() < 0.6 else CHANGE_TEXTS)
        rows.append(
            Change(
                no,
                days[(no - 1) * 3 // count],
                rng.choice(CHANGE_ITEMS),
                before,
                after,
                rng.choice(("事前", "事後", "事後")),
                rng.choice(REASONS),
            )
        )
    if report.cloud:
        for row in rng.sample(rows, min(2, count)):
            row.item, row.before, row.cloud = CLOUD_ITEM, "記載なし", True
            row.after = "＜ガバメントクラウドにおける措置＞ " + rng.choice(w.PROSE["cloud"])
    if "undated_changes" in report.traps:
        for row in rows[-max(1, count // 3) :]:
            row.changed_on = None
    return rows
