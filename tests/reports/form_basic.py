"""様式2 基礎項目評価書, filled in: editions 平成26年4月 and 平成29年5月 (no risks), 平成31年1月 and 令和6年10月."""

from __future__ import annotations

from random import Random

from tests.reports import options as o
from tests.reports.content import THRESHOLDS, Part, Report
from tests.reports.elements import Bare, Box, Boxes, Choice, Element, Heading, Page, Row, Text
from tests.reports.form import appendix, cover, history_pages
from tests.reports.form_risks import PartWriter
from tests.reports.writer import Writer


def basic_pages(report: Report, dates: str = "era") -> list[Page]:
    write = Writer(report, Random(f"prose {report.seed} basic"), dates)
    pages = [cover(write), _contents(report), _related(write), _threshold(write)]
    if report.edition >= (2019, 1):
        pages += _risks(PartWriter(write, report.parts[0]), report)
    return pages + history_pages(report) + appendix(report)


def _contents(report: Report) -> Page:
    lines = [
        "Ⅰ　関連情報",
        "Ⅱ　しきい値判断項目",
        "Ⅲ　しきい値判断結果",
        *(["Ⅳ　リスク対策"] if report.edition >= (2019, 1) else []),
        "（別添）　変更箇所",
    ]
    return Page("contents", [Heading(2, "", "項目一覧"), *[Bare(line) for line in lines]])


def _related(write: Writer) -> Page:
    r = write.report
    office = f"{r.address}役所　{r.department}" if r.code else f"{r.city}役所　{r.department}"
    systems = tuple(system.name if len(r.systems) == 1 else f"{system.no}．{system.name}" for system in r.systems)
    late = r.edition >= (2024, 10)
    elements: list[Element] = [
        Heading(0, "Ⅰ", "関連情報"),
        Heading(1, "1", "特定個人情報ファイルを取り扱う事務"),
        Row("事務の名称", Text((r.affair,)), number=1),
        Row("事務の概要", write.prose("affair", 2, 3, quote=False), number=2),
        Row("システムの名称", Text(systems), ("system_names",), number=3),
        Heading(1, "2", "特定個人情報ファイル名"),
        Row("", write.names(r.files), ("file_names",)),
        Heading(1, "3", "個人番号の利用"),
        Row("法令上の根拠", Text(("番号法第９条第１項及び別表",))),
        Heading(1, "4", "情報提供ネットワークシステムによる情報連携"),
        Row("実施の有無", Choice(o.LINKAGE, r.linkage), ("assessment", "network_linkage"), number=1),
        Row("法令上の根拠", Text(("番号法第１９条第８号に基づく主務省令",)), number=2),
        Heading(1, "5", "評価実施機関における担当部署"),
        Row("部署", Text((r.department,)), ("assessment", "department"), number=1),
        Row("所属長の役職名" if r.edition >= (2019, 1) else "所属長", Text((r.chief,)), number=2),
        Heading(1, "6", "他の評価実施機関"),
        Row("", Text(("－",))),
        Heading(1, "7", "特定個人情報の開示・訂正・利用停止請求"),
        Row("請求先", Text((office,)), ("address",)),
        Heading(1, "8", "特定個人情報ファイルの取扱いに関する問合せ"),
        Row("連絡先", Text((office,))),
    ]
    if late:
        elements += [Heading(1, "9", "規則第９条第２項の適用"), Row("適用した理由", Text())]
    return Page("related", elements, droppable=False)


def _threshold(write: Writer) -> Page:
    r = write.report
    when = Row("いつ時点の計数か", Text((f"{write.date(r.counted_on).lines[0]}　時点",)))
    return Page(
        "threshold",
        [
            Heading(0, "Ⅱ", "しきい値判断項目"),
            Heading(1, "1", "対象人数"),
            Row("評価対象の事務の対象人数は何人か", Choice(o.HEADCOUNT_BASIC, r.headcount), ("assessment", "headcount_band")),
            when,
            Heading(1, "2", "取扱者数"),
            Row(
                "特定個人情報ファイル取扱者数は500人以上か", Choice(o.HANDLERS_500, r.handlers_500), ("assessment", "handlers_500_or_more")
            ),
            when,
            Heading(1, "3", "重大事故"),
            Row(
                "過去１年以内に、評価実施機関において特定個人情報に関する重大事故が発生したか",
                Choice(o.INCIDENT, r.incident),
                ("assessment", "serious_incident"),
            ),
            Heading(0, "Ⅲ", "しきい値判断結果"),
            Row("しきい値判断結果", Choice(THRESHOLDS["basic"], r.threshold), ("assessment", "threshold_result")),
        ],
    )


def _risks(p: PartWriter, r: Report) -> list[Page]:
    late = r.edition >= (2024, 10)
    audit = Boxes(tuple(Box(label, marked, key=("audit", 1, label)) for label, marked in p.part.audit.items()))
    submitted = o.SUBMITTED[THRESHOLDS["basic"].index(r.threshold) % 3]
    network = (p.mark("接続しない(入手)", "network_in"), p.mark("接続しない(提供)", "network_out"))
    first: list[Element] = [
        Heading(0, "Ⅳ", "リスク対策"),
        Heading(1, "1", "提出する特定個人情報保護評価書の種類"),
        Row("", Choice(o.SUBMITTED, submitted)),
        Heading(1, "2", "特定個人情報の入手（情報提供ネットワークシステムを通じた入手を除く。）"),
        p.rating("acquisition", 0, "目的外の入手が行われるリスクへの対策は十分か"),
        Heading(1, "3", "特定個人情報の使用"),
        p.rating("use", 1, f"{o.USE_1}への対策は十分か"),
        p.rating("use", 2, f"{o.USE_2}への対策は十分か"),
        Heading(1, "4", "特定個人情報ファイルの取扱いの委託", boxes=(p.mark("委託しない", "outsourcing"),)),
        p.rating("outsourcing", 0, "委託先における不正な使用等のリスクへの対策は十分か"),
        Heading(
            1,
            "5",
            "特定個人情報の提供・移転（委託や情報提供ネットワークシステムを通じた提供を除く。）",
            boxes=(p.mark("提供・移転しない", "disclosure"),),
        ),
        p.rating("disclosure", 0, "不正な提供・移転が行われるリスクへの対策は十分か"),
    ]
    second: list[Element] = [
        Heading(1, "6", "情報提供ネットワークシステムとの接続", boxes=network),
        p.rating("network", 1, "目的外の入手が行われるリスクへの対策は十分か"),
        p.rating("network", 2, "不正な提供が行われるリスクへの対策は十分か"),
        Heading(1, "7", "特定個人情報の保管・消去"),
        p.rating("storage", 0, f"{o.LEAK}への対策は十分か"),
    ]
    if late:
        second += [
            Heading(1, "8", "人手を介在させる作業", boxes=(Box("人手を介在させる作業はない", False),)),
            p.rating("manual_work", 0, "人為的ミスが発生するリスクへの対策は十分か"),
            Row("判断の根拠", p.write.prose("acquisition", 1, 2)),
        ]
    number = 9 if late else 8
    second += [Heading(1, str(number), "監査"), Row("実施の有無", audit), Heading(1, str(number + 1), o.TRAINING), _training(p.part)]
    if late:
        second += [
            Heading(1, "11", "最も優先度が高いと考えられる対策", boxes=(Box("全項目評価又は重点項目評価を実施する", False),)),
            Row("最も優先度が高いと考えられる対策", Choice(o.PRIORITY_MEASURES, r.priority_measure)),
            p.rating("priority_measure", 0, "当該対策は十分か【再掲】"),
            Row("判断の根拠", p.write.prose("storage", 1, 2)),
        ]
    return [Page("risks", first), Page("risks_end", second)]


def _training(part: Part) -> Row:
    return Row(o.TRAINING, Choice(o.EFFORT, part.practices["training", 0, o.TRAINING]), ("practice", part.no, "training", 0, o.TRAINING))
