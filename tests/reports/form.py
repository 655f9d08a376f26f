"""The official forms, filled in: content to pages of labelled boxes in paper order (様式4 full, 様式3 priority)."""

from __future__ import annotations

import datetime as dt
from random import Random

from tests.reports import options as o
from tests.reports import words as w
from tests.reports.content import KIND_NAME, THRESHOLDS, Report, System
from tests.reports.elements import Bare, Box, Boxes, Choice, Element, Heading, History, Page, Pair, Prose, Row, Text
from tests.reports.form_files import file_pages
from tests.reports.form_risks import part_pages
from tests.reports.typography import date_text
from tests.reports.writer import Writer


def pages_of(report: Report, order: str = "grouped", dates: str = "era") -> list[Page]:
    """The pages of a full or priority report. `order`: all files' Ⅱ first ("grouped") or Ⅱ and Ⅲ file by file ("by_file")."""
    write = Writer(report, Random(f"prose {report.seed} {report.kind}"), dates)
    pages = [cover(write), contents(report), *basics(write)]
    second = {file.no: file_pages(write, file) for file in report.files}
    third = {part.files[0]: part_pages(write, part) for part in report.parts}
    if order == "by_file":
        for no, made in second.items():
            pages += made + third.get(no, [])
    else:
        pages += [page for made in second.values() for page in made] + [page for made in third.values() for page in made]
    return pages + endings(write) + history_pages(report) + appendix(report)


def cover(write: Writer) -> Page:
    r = write.report
    elements: list[Element] = [
        Heading(2, "", f"特定個人情報保護評価書（{KIND_NAME[r.kind]}）"),
        Pair(
            Row("評価書番号", Text((str(r.number),)), ("assessment", "number")), Row("評価書名", Text((r.title,)), ("assessment", "title"))
        ),
        Heading(2, "", "個人のプライバシー等の権利利益の保護の宣言"),
        Prose(
            (
                f"{r.city}は、{r.affair}で個人番号を含む情報を預かる責任を自覚し、住民の権利と利益を守るため、漏えいその他の事故を招く危険を小さくする取組を続けることを宣言する。",
            )
        ),
        Row("特記事項", Text((write.rng.choice(w.COMPLEX_TEXT),)) if write.rng.random() < 0.5 else Text(), below=True),
        Row("評価実施機関名", Text((r.authority,)), ("assessment", "authority"), below=True),
    ]
    if r.kind == "full":
        elements.append(Row("個人情報保護委員会　承認日【行政機関等のみ】", Text(), below=True))
    elements += [
        Row("公表日", write.date(r.published_on), ("assessment", "published_on"), below=True),
        Bare(f"[{r.version}]", ("assessment", "form_version")),
    ]
    return Page("cover", elements, droppable=False)


def contents(report: Report) -> Page:
    full = (
        "Ⅰ　基本情報",
        "（別添１）　事務の内容",
        "Ⅱ　特定個人情報ファイルの概要",
        "（別添２）　特定個人情報ファイル記録項目",
        "Ⅲ　特定個人情報ファイルの取扱いプロセスにおけるリスク対策",
        "Ⅳ　その他のリスク対策",
        "Ⅴ　開示請求、問合せ",
        "Ⅵ　評価実施手続",
        "（別添３）　変更箇所",
    )
    priority = (
        "Ⅰ　基本情報",
        "Ⅱ　特定個人情報ファイルの概要",
        "（別添１）　特定個人情報ファイル記録項目",
        "Ⅲ　リスク対策",
        "Ⅳ　開示請求、問合せ",
        "Ⅴ　評価実施手続",
        "（別添２）　変更箇所",
    )
    return Page("contents", [Heading(2, "", "項目一覧"), *[Bare(line) for line in (full if report.kind == "full" else priority)]])


# ------------------------------------------------------------------ Ⅰ


def basics(write: Writer) -> list[Page]:
    r, full = write.report, write.report.kind == "full"
    first = Page(
        "basics",
        [
            Heading(0, "Ⅰ", "基本情報"),
            Heading(1, "1", "特定個人情報ファイルを取り扱う事務"),
            Row("事務の名称", Text((r.affair,)), number=1),
            Row("事務の内容", write.prose("affair", 2, 4, quote=False), number=2, star=full),
            Row("対象人数", Choice(o.HEADCOUNT, r.headcount), ("assessment", "headcount_band"), number=3),
        ],
    )
    pages = [first, *system_pages(write)]
    last: list[Element] = [Heading(1, "3", "特定個人情報ファイル名"), Row("", write.names(r.files), ("file_names",))]
    if full:
        last += [
            Heading(1, "4", "特定個人情報ファイルを取り扱う理由"),
            Row("事務実施上の必要性", write.prose("lead", 1, 2), number=1),
            Row("実現が期待されるメリット", write.prose("lead", 1, 2), number=2),
        ]
    shift = 5 if full else 4
    last += [
        Heading(1, str(shift), "個人番号の利用", star=True),
        Row("法令上の根拠", Text(("番号法第９条第１項及び別表",))),
        Heading(1, str(shift + 1), "情報提供ネットワークシステムによる情報連携", star=True),
        Row("実施の有無", Choice(o.LINKAGE, r.linkage), ("assessment", "network_linkage"), number=1),
        Row("法令上の根拠", Text(("番号法第１９条第８号に基づく主務省令",)), number=2),
        Heading(1, str(shift + 2), "評価実施機関における担当部署"),
        Row("部署", Text((r.department,)), ("assessment", "department"), number=1),
        Row("所属長の役職名", Text((r.chief,)), number=2),
        Heading(1, str(shift + 3), "他の評価実施機関"),
        Row("", write.rng.choice((Text(), Text(("－",))))),
    ]
    pages.append(Page("basics_end", last))
    if full:
        pages.append(
            Page(
                "affair_annex",
                [Heading(2, "", "（別添１）　事務の内容"), Bare("（備考）"), Prose(write.prose("affair", 2, 4, quote=False).lines)],
            )
        )
    return pages


def system_pages(write: Writer) -> list[Page]:
    """System 1 stands on its own page; the ranges of the form head the others. Ranges without systems are printed bare."""
    r = write.report
    head: list[Element] = [Heading(1, "2", "特定個人情報ファイルを取り扱う事務において使用するシステム")]
    by_no = {system.no: system for system in r.systems}
    pages = [Page("system_1", head + (_system(by_no[1]) if 1 in by_no else [Bare("システム1")]))]
    for low, high in o.RANGES:
        inside = [by_no[n] for n in range(low, high + 1) if n in by_no]
        elements: list[Element] = [Bare(f"システム{low}～{high}")]
        for system in inside:
            elements += _system(system)
        if inside and "system_gaps" in r.traps and inside[-1].no < high:
            elements.append(Bare(f"システム{inside[-1].no + 1}"))
        if inside:
            pages.append(Page(f"system_{low}", elements))
        else:
            pages[-1].elements.extend(elements)
    return pages


def _system(system: System) -> list[Element]:
    boxes = tuple(
        Box(label, system.connections[code], (system.other_text or "") if code == "other" else None, ("connection", system.no, code))
        for code, label in o.CONNECTIONS.items()
    )
    return [
        Bare(f"システム{system.no}"),
        Row("システムの名称", Text((system.name,)), ("system", system.no), number=1),
        Row("システムの機能", Text((f"・{system.name}に関する登録、照会及び帳票の出力を行う機能",)), number=2),
        Row("他のシステムとの接続", Boxes(boxes), ("connections", system.no), number=3),
    ]


# ------------------------------------------------------------------ the rest


def endings(write: Writer) -> list[Page]:
    """Ⅳ-Ⅵ of the full form, Ⅳ-Ⅴ of the priority form."""
    r, full = write.report, write.report.kind == "full"
    pages = [_common_risks(write)] if full else []
    office = f"{r.address}役所　{r.department}" if r.code else f"{r.city}役所　{r.department}"
    ask: list[Element] = [
        Heading(0, "Ⅴ" if full else "Ⅳ", "開示請求、問合せ"),
        Heading(1, "1", "特定個人情報の開示・訂正・利用停止請求"),
        Row("請求先", Text((office, f"住所：{r.address}本町１丁目２番３号", "電話：000-000-0000")), ("address",), number=1),
        Row("請求方法", Text(("所定の様式に記入し、窓口に提出する。",)), number=2),
    ]
    if full:
        ask += [
            Row("特記事項", Text()),
            Row("手数料等", Choice(o.FEE, r.fee, suffix="（手数料額、納付方法：　）"), ("assessment", "fee"), number=3),
            Row("個人情報ファイル簿の公表", Choice(o.DONE, r.register), ("assessment", "file_register_published"), number=4),
            Row("個人情報ファイル名", Text(("－",))),
            Row("公表場所", Text(("－",))),
        ]
    ask += [
        Row("法令による特別の手続", Text(), number=5 if full else 3),
        Row("個人情報ファイル簿への不記載等", Text(), number=6 if full else 4),
        Heading(1, "2", "特定個人情報ファイルの取扱いに関する問合せ"),
        Row("連絡先", Text((office,)), number=1),
        Row("対応方法", Text(("問合せの内容を記録し、担当課で共有する。",)), number=2),
    ]
    return [*pages, Page("requests", ask), Page("procedure", _procedure(write, full))]


def _common_risks(write: Writer) -> Page:
    def row(section: str, label: str, number: int) -> Row:
        choices = next(c for s, _, name, c in o.COMMON_PRACTICES if (s, name) == (section, label))
        return Row(label, Choice(choices, write.report.common[section, 0, label]), ("practice", 0, section, 0, label), number=number)

    return Page(
        "common_risks",
        [
            Heading(0, "Ⅳ", "その他のリスク対策", star=True),
            Heading(1, "1", "監査"),
            row("audit", "自己点検", 1),
            Row("具体的なチェック方法", write.prose("audit", 1, 2)),
            row("audit", "監査", 2),
            Row("具体的な内容", write.prose("audit", 1, 2)),
            Heading(1, "2", o.TRAINING),
            row("training", o.TRAINING, 0),
            Row("具体的な方法", write.prose("training", 1, 2)),
            Heading(1, "3", "その他のリスク対策"),
            Prose(write.maybe("audit").lines),
        ],
    )


def _procedure(write: Writer, full: bool) -> list[Element]:
    r = write.report
    tail = "" if full else "　【任意】"
    period = Text((_period(write, r.consultation),)) if r.consultation else Text()
    asked = r.consultation is not None
    rows: list[Element] = [
        Heading(0, "Ⅵ" if full else "Ⅴ", "評価実施手続"),
        Heading(1, "1", "基礎項目評価"),
        Row("実施日", write.date(r.assessed_on), ("assessment", "assessed_on"), number=1),
        Row("しきい値判断結果", Choice(THRESHOLDS[r.kind], r.threshold), ("assessment", "threshold_result"), number=2),
        Heading(1, "2", "国民・住民等からの意見の聴取" + tail),
        Row("方法", Text(("市の広報及びウェブサイトで案内し、意見を募る。",)) if asked or full else Text(), number=1),
        Row("実施日・期間", period, ("assessment", "consultation"), number=2),
    ]
    if full:
        rows.append(Row("期間を短縮する特段の理由", Text(("－",)), number=3))
    rows.append(Row("主な意見の内容", Text(("意見は寄せられなかった。",)) if asked else Text(), number=4 if full else 3))
    if full:
        rows.append(Row("評価書への反映", Text(), number=5))
    rows += [
        Heading(1, "3", "第三者点検" + tail),
        Row("実施日", write.date(r.reviewed_on), ("assessment", "third_party_review_on"), number=1),
        Row("方法", Text(("審議会の点検を受けた。",)) if r.reviewed_on else Text(), number=2),
        Row("結果", Text(("支障はないとの答申を得た。",)) if r.reviewed_on else Text(), number=3),
    ]
    if full:
        rows += [
            Heading(1, "4", "個人情報保護委員会の承認【行政機関等のみ】"),
            Row("提出日", Text(), number=1),
            Row("個人情報保護委員会による審査", Text(), number=2),
        ]
    return rows


def _period(write: Writer, period: tuple[dt.date, dt.date]) -> str:
    start, end = (date_text(day, write.dates) for day in period)
    days = (period[1] - period[0]).days + 1
    return write.rng.choice(
        (f"{start}から{end}まで", f"{start}～{end}", f"{start}から{end}まで（{days}日間）", f"{start}～{end}・{days}日間")
    )


def history_pages(report: Report) -> list[Page]:
    title = "（別添３）　変更箇所" if report.kind == "full" else "（別添２）　変更箇所" if report.kind == "priority" else "変更箇所"
    size = 4 if "short_history_pages" in report.traps or "header_repeat" in report.traps or "cut_row" in report.traps else 99
    chunks = [report.changes[i : i + size] for i in range(0, len(report.changes), size)]
    pages = []
    for number, chunk in enumerate(chunks):
        cut = "cut_row" in report.traps and number == 0 and len(chunks) > 1
        header = number == 0 or "header_repeat" in report.traps
        head: list[Element] = [Heading(2, "", title)] if number == 0 else []
        pages.append(Page("history", [*head, History(tuple(chunk), header, cut)], droppable=False))
    return pages


def appendix(report: Report) -> list[Page]:
    """What follows the history and is not the body: a glossary and an annex that repeat labels and choices."""
    pages = []
    if "glossary" in report.traps:
        pages.append(
            Page(
                "glossary",
                [
                    Heading(2, "", "用語集"),
                    Row("リスクへの対策は十分か", Text(("対策の状況を三つの段階から選ぶ欄をいう。例：[特に力を入れている]",))),
                    Row("保管期間", Text(("情報を残しておく年限をいう。",))),
                    Row("委託先名", Text(("業務を引き受けた者の名をいう。",))),
                    Row("再委託の有無", Text(("引き受けた者が他の者に任せるかどうかをいう。",))),
                ],
                droppable=False,
            )
        )
    if "annex" in report.traps:
        pages.append(
            Page(
                "annex",
                [
                    Heading(2, "", "（別紙１）　過去の評価書の写し"),
                    Row("リスクへの対策は十分か", Choice(o.LEVELS, "課題が残されている")),
                    Row("使用者数", Choice(o.HANDLERS, "1,000人以上")),
                    Row("委託先名", Text(("株式会社旧委託先",)), number=6),
                    Row("公表日", Text(("平成27年4月1日",))),
                    Row("部署", Text(("旧担当課",)), number=1),
                ],
                droppable=False,
            )
        )
    return pages
