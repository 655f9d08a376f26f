"""Part Ⅱ of the full and the priority form: the pages of one file."""

from __future__ import annotations

from tests.reports import options as o
from tests.reports import words as w
from tests.reports.content import DataFile, Disclosure, Item
from tests.reports.elements import Bare, Box, Boxes, Choice, Element, Heading, ItemTable, Key, Page, Row, Text
from tests.reports.writer import Writer, numbered


def file_pages(write: Writer, file: DataFile) -> list[Page]:
    full = write.report.kind == "full"
    pages = [
        _file_facts(write, file, full),
        _file_use(write, file, full),
        *_outsourcing(write, file, full),
        *_disclosures(write, file, full),
        _storage(write, file, full),
    ]
    annex = "（別添２）　特定個人情報ファイル記録項目" if full else "（別添１）　特定個人情報ファイル記録項目"
    return [*pages, Page(f"items/{file.no}", [ItemTable(annex, (file.name, *write.rng.sample(w.RECORD_ITEMS, 8), *write.rng.sample(w.LABELS_AS_ITEMS, 2)))])]


def _file_facts(write: Writer, file: DataFile, full: bool) -> Page:
    def boxes(labels: tuple[str, ...]) -> tuple[Box, ...]:
        return write.boxes(
            tuple(o.FIVE_ITEMS if write.report.edition >= (2024, 10) and label.startswith("４情報") else label for label in labels)
        ).boxes

    marks = tuple(box for _, labels in o.RECORD_BOXES for box in boxes(labels))
    key = ("file", file.no)
    return Page(
        f"file_facts/{file.no}",
        [
            Heading(0, "Ⅱ", "特定個人情報ファイルの概要"),
            Heading(1, "1", "特定個人情報ファイル名"),
            Row("", Text((numbered(write.report, file),)), (*key, "name")),
            Heading(1, "2", "基本情報"),
            Row("ファイルの種類", Choice(o.FILE_TYPE, o.FILE_TYPE[0]), (*key, "file_type"), number=1, star=True),
            Row("対象となる本人の数", Choice(o.SUBJECTS, file.subjects), (*key, "subject_band"), number=2),
            Row("対象となる本人の範囲", Text(("届出をした者及びその世帯に属する者",)), number=3, star=True),
            Row("その必要性", write.prose("lead", 1, 1)),
            Row("記録される項目", Choice(o.RECORDS, file.records), (*key, "record_items_band"), number=4),
            Row("主な記録項目", Boxes(marks), star=True),
            Row("その妥当性", write.prose("lead", 1, 1)),
            Row("全ての記録項目", Text(("別添を参照。",))),
            Row("保有開始日", write.date(file.held_since), (*key, "held_since"), number=5),
            Row("事務担当部署", Text((file.department,)), (*key, "department"), number=6),
        ],
        droppable=False,
    )


def _file_use(write: Writer, file: DataFile, full: bool) -> Page:
    key = ("file", file.no)
    rows: list[Element] = [
        Heading(1, "3", "特定個人情報の入手・使用"),
        Row("入手元", write.boxes(o.SOURCES, parens=True), number=1, star=True),
        Row("入手方法", write.boxes(o.ENTERED), number=2),
    ]
    purpose, subject, way, since = (6, 7, 8, 9) if full else (3, 4, 5, 6)
    if full:
        rows += [
            Row("入手の時期・頻度", Text(("届出の都度",)), number=3),
            Row("入手に係る妥当性", write.prose("acquisition", 1, 1), number=4),
            Row("本人への明示", write.prose("lead", 1, 1), number=5),
        ]
    rows.append(Row("使用目的", write.prose("lead", 1, 1), number=purpose, star=True))
    if full:
        rows.append(Row("変更の妥当性", Text(("－",))))
    group = f"{'①②③④⑤⑥⑦⑧⑨'[subject - 1]}使用の主体"
    rows += [
        Row("使用部署", Text((file.department,)), star=full, group=group, first=True),
        Row("使用者数", Choice(o.HANDLERS, file.handlers), (*key, "handler_band"), group=group),
        Row("使用方法", write.prose("affair", 1, 2, quote=False), number=way, star=full),
        Row("情報の突合", write.prose("lead", 1, 1), star=full),
    ]
    if full:
        rows += [
            Row("情報の統計分析", Text(("個人を特定しない集計に限る。",)), star=True),
            Row("権利利益に影響を与え得る決定", write.prose("affair", 1, 1, quote=False), star=True),
        ]
    return Page(f"file_use/{file.no}", [*rows, Row("使用開始日", write.date(file.used_since), (*key, "used_since"), number=since)])


def _outsourcing(write: Writer, file: DataFile, full: bool) -> list[Page]:
    count = "（　{}　）　件".format(file.outsourced_count or "")
    first = Page(
        f"outsourcing/{file.no}",
        [
            Heading(1, "4", "特定個人情報ファイルの取扱いの委託"),
            Row("委託の有無", Choice(o.OUTSOURCED, file.outsourced, suffix=count), ("file", file.no, "outsourced"), star=True),
        ],
    )
    pages = [first]
    if file.items:
        first.elements += _item(write, file, file.items[0], full)
    for low, high in o.RANGES:
        inside = [item for item in file.items if low <= item.no <= high]
        elements: list[Element] = [Bare(f"委託事項{low}～{high}")] if "range_headings" in write.report.traps or inside else []
        for item in inside:
            elements += _item(write, file, item, full)
        if inside:
            pages.append(Page(f"outsourcing_{low}/{file.no}", elements))
        else:
            pages[-1].elements += elements
    return pages


def _item(write: Writer, file: DataFile, item: Item, full: bool) -> list[Element]:
    key: Key = ("item", file.no, item.no)
    rows: list[Element] = [
        Row(f"委託事項{item.no}", Text((item.title,)), (*key, "title")),
        Row("委託内容", Text((write.rng.choice(w.ITEM_CONTENTS),)), number=1),
    ]
    if full:
        rows += [
            Row("取扱いを委託する特定個人情報ファイルの範囲", Choice(o.SCOPE, item.scope), (*key, "scope"), number=2),
            Row("対象となる本人の数", Choice(o.SUBJECTS, item.subjects), (*key, "subject_band")),
            Row("対象となる本人の範囲", Text(("届出をした者",)), star=True),
            Row("その妥当性", write.prose("lead", 1, 1)),
        ]
    rows.append(Row("委託先における取扱者数", Choice(o.HANDLERS, item.handlers), (*key, "handler_band"), number=3 if full else 2))
    if full:
        rows += [
            Row("委託先への特定個人情報ファイルの提供方法", write.boxes(o.WAYS), number=4),
            Row("委託先名の確認方法", Text(("担当課への照会により確認できる。",)), number=5),
        ]
    rows.append(Row("委託先名", Text((item.vendor,)) if item.vendor else Text(), (*key, "vendor"), number=6 if full else 3))
    sub, allow, what = (7, 8, 9) if full else (4, 5, 6)
    again = item.subcontracting == "再委託する"
    return [
        *rows,
        Row(
            "再委託の有無",
            Choice(o.SUBCONTRACT, item.subcontracting),
            (*key, "subcontracting"),
            number=sub,
            star=True,
            group="再委託",
            first=True,
        ),
        Row("再委託の許諾方法", write.prose("outsourcing", 1, 1) if again else Text(), number=allow, group="再委託"),
        Row("再委託事項", Text(("委託内容の一部",)) if again else Text(), number=what, group="再委託"),
    ]


def _disclosures(write: Writer, file: DataFile, full: bool) -> list[Page]:
    given = [d for d in file.disclosures if d.direction == "provision"]
    moved = [d for d in file.disclosures if d.direction == "transfer"]
    boxes = (
        Box(f"提供を行っている（　{len(given) or ''}　）　件", bool(given)),
        Box(f"移転を行っている（　{len(moved) or ''}　）　件", bool(moved)),
        Box("行っていない", not given and not moved),
    )
    page = Page(
        f"disclosures/{file.no}",
        [Heading(1, "5", "特定個人情報の提供・移転（委託に伴うものを除く。）"), Row("提供・移転の有無", Boxes(boxes))],
    )
    pages = [page]
    for name, entries in (("提供先", given), ("移転先", moved)):
        for number in range(1, max(1, len(entries)) + 1):
            entry = entries[number - 1] if entries else None
            if number in (2, 6):
                page = Page(f"disclosures_{name}_{number}/{file.no}", [Bare(f"{name}{'2～5' if number == 2 else '6～10'}")])
                pages.append(page)
            page.elements += _disclosure(write, file, name, number, entry)
        if "range_headings" in write.report.traps:
            page.elements += [Bare(f"{name}{low}～{high}") for low, high in o.RANGES[(len(entries) > 1) + (len(entries) > 5) :]]
    return pages


def _disclosure(write: Writer, file: DataFile, name: str, number: int, entry: Disclosure | None) -> list[Element]:
    verb, direction = ("提供", "provision") if name == "提供先" else ("移転", "transfer")

    def text(value: str) -> Text:
        return Text((value,)) if entry else Text()

    ways = ("情報提供ネットワークシステム" if verb == "提供" else "庁内連携システム", *o.WAYS)
    return [
        Row(f"{name}{number}", text(entry.recipient if entry else ""), ("disclosure", file.no, direction, number)),
        Row("法令上の根拠", text("番号法第１９条第８号"), number=1),
        Row(f"{name}における用途", text("法令に定める事務の処理"), number=2),
        Row(f"{verb}する情報", text("資格に関する情報"), number=3),
        Row(
            f"{verb}する情報の対象となる本人の数",
            Choice(o.SUBJECTS, entry.subjects if entry else None),
            ("disclosure_band", file.no, direction, number),
            number=4,
        ),
        Row(f"{verb}する情報の対象となる本人の範囲", text("届出をした者"), number=5),
        Row(f"{verb}方法", write.boxes(ways) if entry else Boxes(tuple(Box(way, False) for way in ways)), number=6),
        Row("時期・頻度", text("照会の都度"), number=7),
    ]


def _storage(write: Writer, file: DataFile, full: bool) -> Page:
    place = write.cloud(write.prose("storage", 1, 3, layers=True))
    rows: list[Element] = [
        Heading(1, "6", "特定個人情報の保管・消去"),
        Row("保管場所", place, ("storage_place", file.no), number=1 if full else 0, star=True),
    ]
    if full:
        rows += [
            Row("期間", Choice(o.PERIODS, file.period), ("file", file.no, "retention_period"), group="②保管期間", first=True),
            Row("その妥当性", write.prose("lead", 1, 1), group="②保管期間"),
            Row("消去方法", write.prose("storage", 1, 2, layers=True), number=3),
        ]
    return Page(f"storage/{file.no}", [*rows, Heading(1, "7", "備考"), Row("", Text())])
