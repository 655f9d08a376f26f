"""Part Ⅲ of the full and the priority form: the pages of one part."""

from __future__ import annotations

from tests.reports import options as o
from tests.reports.content import Part, is_marked
from tests.reports.elements import Bare, Box, Boxes, Choice, Element, Heading, Page, Prose, Risk, Row, Text
from tests.reports.writer import Writer

RULES = "ルールの内容及びルール遵守の確認方法"
OUTSOURCING_RISKS = (
    "委託先による特定個人情報の不正入手・不正な使用に関するリスク",
    "委託先による特定個人情報の不正な提供に関するリスク",
    "委託先による特定個人情報の保管・消去に関するリスク",
    "委託契約終了後の不正な使用等のリスク",
    "再委託に関するリスク",
)


class PartWriter:
    """Part Ⅲ for one part: rows of measures, practices and ratings."""

    def __init__(self, write: Writer, part: Part):
        self.write, self.part, self.kind = write, part, write.report.kind

    def off(self, section: str, risk: int) -> bool:
        return is_marked(self.part.marks, self.kind, section, risk)

    def measure(self, label: str, section: str, risk: int, cloud: bool = False) -> Row:
        if self.off(section, risk):
            return Row(label, Text())
        text = self.write.prose(section, 1, 3, layers=section in ("network", "storage"))
        return Row(label, self.write.cloud(text) if cloud else text, ("measure", self.part.no, section, risk, label))

    def other(self, section: str, risk: int) -> Row:
        return Row("その他の措置の内容", Text() if self.off(section, risk) else self.write.maybe(section))

    def rating(self, section: str, risk: int, label: str = "リスクへの対策は十分か") -> Row:
        return Row(label, Choice(o.LEVELS, self.part.ratings[section, risk]), ("rating", self.part.no, section, risk))

    def practice(self, section: str, risk: int, label: str, number: int = 0) -> Row:
        choices = next(c for s, n, name, c in o.PRACTICES[self.kind] if (s, n, name) == (section, risk, label))
        return Row(
            label,
            Choice(choices, self.part.practices[section, risk, label]),
            ("practice", self.part.no, section, risk, label),
            number=number,
        )

    def others(self, section: str) -> list[Element]:
        return [Bare(o.OTHER_RISKS[section]), Prose(self.write.maybe(section).lines)]

    def mark(self, label: str, mark: str) -> Box:
        return Box(label, mark in self.part.marks, key=("mark", self.part.no, mark))

    def file_name(self) -> Row:
        names = [file for file in self.write.report.files if file.no in self.part.files]
        return Row("", self.write.names(names), ("part_names", self.part.no))


def part_pages(write: Writer, part: Part) -> list[Page]:
    pages = full_part(PartWriter(write, part)) if write.report.kind == "full" else priority_part(PartWriter(write, part))
    for page in pages:
        page.name += f"/{part.no}"
    return pages


def _simple(p: PartWriter, section: str, number: int, title: str) -> list[Element]:
    return [Risk(number, title), p.measure("リスクに対する措置の内容", section, number), p.rating(section, number)]


def full_part(p: PartWriter) -> list[Page]:
    how, way = "具体的な管理方法", "具体的な方法"
    return [
        Page(
            "acquisition",
            [
                Heading(0, "Ⅲ", "特定個人情報ファイルの取扱いプロセスにおけるリスク対策　※（７．リスク１⑨を除く。）"),
                Heading(1, "1", "特定個人情報ファイル名"),
                p.file_name(),
                Heading(1, "2", f"特定個人情報の入手　{o.ACQUIRED}"),
                Risk(1, "目的外の入手が行われるリスク"),
                p.measure("対象者以外の情報の入手を防止するための措置の内容", "acquisition", 1),
                p.measure("必要な情報以外を入手することを防止するための措置の内容", "acquisition", 1),
                p.other("acquisition", 1),
                p.rating("acquisition", 1),
                *_simple(p, "acquisition", 2, "不適切な方法で入手が行われるリスク"),
            ],
            droppable=False,
        ),
        Page(
            "acquisition_end",
            [
                Risk(3, "入手した特定個人情報が不正確であるリスク"),
                p.measure("入手の際の本人確認の措置の内容", "acquisition", 3),
                p.measure("個人番号の真正性確認の措置の内容", "acquisition", 3),
                p.measure("特定個人情報の正確性確保の措置の内容", "acquisition", 3),
                p.other("acquisition", 3),
                p.rating("acquisition", 3),
                *_simple(p, "acquisition", 4, "入手の際に特定個人情報が漏えい・紛失するリスク"),
                *p.others("acquisition"),
            ],
        ),
        Page(
            "use",
            [
                Heading(1, "3", "特定個人情報の使用"),
                Risk(1, o.USE_1),
                p.measure("宛名システム等における措置の内容", "use", 1),
                p.measure("事務で使用するその他のシステムにおける措置の内容", "use", 1),
                p.other("use", 1),
                p.rating("use", 1),
                Risk(2, o.USE_2),
                p.practice("use", 2, "ユーザ認証の管理"),
                p.measure(how, "use", 2),
                p.practice("use", 2, "アクセス権限の発効・失効の管理"),
                p.measure(how, "use", 2),
                p.practice("use", 2, "アクセス権限の管理"),
                p.measure(how, "use", 2),
                p.practice("use", 2, "特定個人情報の使用の記録"),
                p.measure(way, "use", 2),
                p.other("use", 2),
                p.rating("use", 2),
            ],
        ),
        Page(
            "use_end",
            [
                *_simple(p, "use", 3, "従業者が事務外で使用するリスク"),
                *_simple(p, "use", 4, "特定個人情報ファイルが不正に複製されるリスク"),
                *p.others("use"),
            ],
        ),
        Page(
            "outsourcing",
            [
                Heading(1, "4", "特定個人情報ファイルの取扱いの委託", boxes=(p.mark("委託しない", "outsourcing"),)),
                Bare(" ".join(OUTSOURCING_RISKS)),
                p.measure("情報保護管理体制の確認", "outsourcing", 0),
                p.practice("outsourcing", 0, "特定個人情報ファイルの閲覧者・更新者の制限"),
                p.measure("具体的な制限方法", "outsourcing", 0),
                p.practice("outsourcing", 0, "特定個人情報ファイルの取扱いの記録"),
                p.measure(way, "outsourcing", 0),
                p.practice("outsourcing", 0, "特定個人情報の提供ルール"),
                p.measure(f"委託先から他者への提供に関する{RULES}", "outsourcing", 0),
                p.measure(f"委託元と委託先間の提供に関する{RULES}", "outsourcing", 0),
                p.practice("outsourcing", 0, "特定個人情報の消去ルール"),
                p.measure(RULES, "outsourcing", 0),
            ],
        ),
        Page(
            "outsourcing_end",
            [
                p.practice("outsourcing", 0, o.CONTRACT),
                p.measure("規定の内容", "outsourcing", 0),
                p.practice("outsourcing", 0, o.SUBCONTRACTOR),
                p.measure(way, "outsourcing", 0),
                p.other("outsourcing", 0),
                p.rating("outsourcing", 0),
                *p.others("outsourcing"),
            ],
        ),
        Page(
            "disclosure",
            [
                Heading(1, "5", f"特定個人情報の提供・移転　{o.PROVIDED}", boxes=(p.mark("提供・移転しない", "disclosure"),)),
                Risk(1, "不正な提供・移転が行われるリスク"),
                p.practice("disclosure", 1, "特定個人情報の提供・移転の記録"),
                p.measure(way, "disclosure", 1),
                p.practice("disclosure", 1, o.RULES),
                p.measure(RULES, "disclosure", 1),
                p.other("disclosure", 1),
                p.rating("disclosure", 1),
                *_simple(p, "disclosure", 2, "不適切な方法で提供・移転が行われるリスク"),
                *_simple(p, "disclosure", 3, "誤った情報を提供・移転してしまうリスク、誤った相手に提供・移転してしまうリスク"),
                *p.others("disclosure"),
            ],
        ),
        Page(
            "network",
            [
                _network_heading(p),
                *_simple(p, "network", 1, "目的外の入手が行われるリスク"),
                *_simple(p, "network", 2, "安全が保たれない方法によって入手が行われるリスク"),
                *_simple(p, "network", 3, "入手した特定個人情報が不正確であるリスク"),
                *_simple(p, "network", 4, "入手の際に特定個人情報が漏えい・紛失するリスク"),
            ],
        ),
        Page(
            "network_end",
            [
                *_simple(p, "network", 5, "不正な提供が行われるリスク"),
                *_simple(p, "network", 6, "不適切な方法で提供されるリスク"),
                *_simple(p, "network", 7, "誤った情報を提供してしまうリスク、誤った相手に提供してしまうリスク"),
                *p.others("network"),
            ],
        ),
        Page(
            "safety",
            [
                Heading(1, "7", "特定個人情報の保管・消去"),
                Risk(1, o.LEAK),
                *[
                    p.practice("storage", 1, label, number)
                    for number, label in enumerate(
                        ("NISC政府機関統一基準群", "安全管理体制", "安全管理規程", "安全管理体制・規程の職員への周知", "物理的対策"), 1
                    )
                ],
                p.measure("具体的な対策の内容", "storage", 1, cloud=True),
            ],
        ),
        Page(
            "safety_end",
            [
                p.practice("storage", 1, "技術的対策", 6),
                p.measure("具体的な対策の内容", "storage", 1, cloud=True),
                p.practice("storage", 1, "バックアップ", 7),
                p.practice("storage", 1, "事故発生時手順の策定・周知", 8),
                p.practice("storage", 1, o.SERIOUS, 9),
                Row("その内容", Text()),
                Row("再発防止策の内容", Text()),
                p.practice("storage", 1, "死者の個人番号", 10),
                p.measure("具体的な保管方法", "storage", 1),
                p.other("storage", 1),
                p.rating("storage", 1),
            ],
        ),
        Page(
            "erasure",
            [
                *_simple(p, "storage", 2, "特定個人情報が古い情報のまま保管され続けるリスク"),
                Risk(3, "特定個人情報が消去されずいつまでも存在するリスク"),
                p.practice("storage", 3, "消去手順"),
                p.measure("手順の内容", "storage", 3),
                p.other("storage", 3),
                p.rating("storage", 3),
                *p.others("storage"),
            ],
        ),
    ]


def _network_heading(p: PartWriter) -> Heading:
    return Heading(
        1,
        "6",
        "情報提供ネットワークシステムとの接続",
        boxes=(p.mark("接続しない（入手）", "network_in"), p.mark("接続しない（提供）", "network_out")),
    )


def priority_part(p: PartWriter) -> list[Page]:
    training = Row(
        o.TRAINING, Choice(o.EFFORT, p.part.practices["training", 0, o.TRAINING]), ("practice", p.part.no, "training", 0, o.TRAINING)
    )
    audit = Boxes(tuple(Box(label, marked, key=("audit", p.part.no, label)) for label, marked in p.part.audit.items()))
    return [
        Page(
            "acquisition",
            [
                Heading(0, "Ⅲ", "リスク対策　※（７．②を除く。）"),
                Heading(1, "1", "特定個人情報ファイル名"),
                p.file_name(),
                Heading(1, "2", f"特定個人情報の入手　{o.ACQUIRED}"),
                *_simple(p, "acquisition", 0, "目的外の入手が行われるリスク"),
                *p.others("acquisition"),
            ],
            droppable=False,
        ),
        Page(
            "use",
            [
                Heading(1, "3", "特定個人情報の使用"),
                *_simple(p, "use", 1, o.USE_1),
                Risk(2, o.USE_2),
                p.practice("use", 2, "ユーザ認証の管理"),
                p.measure("具体的な管理方法", "use", 2),
                p.other("use", 2),
                p.rating("use", 2),
                *p.others("use"),
            ],
        ),
        Page(
            "outsourcing",
            [
                Heading(1, "4", "特定個人情報ファイルの取扱いの委託", boxes=(p.mark("委託しない", "outsourcing"),)),
                Risk(0, "委託先における不正な使用等のリスク"),
                p.practice("outsourcing", 0, o.CONTRACT),
                p.measure("規定の内容", "outsourcing", 0),
                p.practice("outsourcing", 0, o.SUBCONTRACTOR),
                p.measure("具体的な方法", "outsourcing", 0),
                p.other("outsourcing", 0),
                p.rating("outsourcing", 0),
                *p.others("outsourcing"),
            ],
        ),
        Page(
            "disclosure",
            [
                Heading(1, "5", f"特定個人情報の提供・移転　{o.PROVIDED}", boxes=(p.mark("提供・移転しない", "disclosure"),)),
                Risk(0, "不正な提供・移転が行われるリスク"),
                p.practice("disclosure", 0, o.RULES),
                p.measure(RULES, "disclosure", 0),
                p.other("disclosure", 0),
                p.rating("disclosure", 0),
                *p.others("disclosure"),
            ],
        ),
        Page(
            "network",
            [
                _network_heading(p),
                *_simple(p, "network", 1, "目的外の入手が行われるリスク"),
                *_simple(p, "network", 2, "不正な提供が行われるリスク"),
                *p.others("network"),
            ],
        ),
        Page(
            "safety",
            [
                Heading(1, "7", "特定個人情報の保管・消去"),
                Risk(0, o.LEAK),
                p.practice("storage", 0, "事故発生時手順の策定・周知", 1),
                p.practice("storage", 0, o.SERIOUS, 2),
                Row("その内容", Text()),
                Row("再発防止策の内容", Text()),
                p.other("storage", 0),
                p.rating("storage", 0),
                Bare(o.OTHER_RISKS["storage"]),
                Prose(p.write.cloud(p.write.prose("storage", 1, 3, layers=True)).lines),
            ],
        ),
        Page(
            "audit",
            [
                Heading(1, "8", "監査"),
                Row("実施の有無", audit),
                Heading(1, "9", o.TRAINING),
                training,
                Row("具体的な方法", p.write.prose("training", 1, 2)),
                Heading(1, "10", "その他のリスク対策"),
                Prose(p.write.maybe("audit").lines),
            ],
        ),
    ]
