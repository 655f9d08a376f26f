"""Option lists, risks and practices of the official forms, in paper order. Labels of a form are facts, not prose."""

from __future__ import annotations

Options = tuple[str, ...]

FILE_TYPE: Options = ("システム用ファイル", "その他の電子ファイル（表計算ファイル等）")
HEADCOUNT: Options = ("1,000人未満", "1,000人以上1万人未満", "1万人以上10万人未満", "10万人以上30万人未満", "30万人以上")
HEADCOUNT_BASIC: Options = ("1,000人未満（任意実施）", *HEADCOUNT[1:])
SUBJECTS: Options = ("1万人未満", "1万人以上10万人未満", "10万人以上100万人未満", "100万人以上1,000万人未満", "1,000万人以上")
RECORDS: Options = ("10項目未満", "10項目以上50項目未満", "50項目以上100項目未満", "100項目以上")
HANDLERS: Options = ("10人未満", "10人以上50人未満", "50人以上100人未満", "100人以上500人未満", "500人以上1,000人未満", "1,000人以上")
PERIODS: Options = ("1年未満", "1年", "2年", "3年", "4年", "5年", "6年以上10年未満", "10年以上20年未満", "20年以上", "定められていない")
LINKAGE: Options = ("実施する", "実施しない", "未定")
OUTSOURCED: Options = ("委託する", "委託しない")
SCOPE: Options = ("特定個人情報ファイルの全体", "特定個人情報ファイルの一部")
SUBCONTRACT: Options = ("再委託する", "再委託しない")
FEE: Options = ("有料", "無料")
DONE: Options = ("行っている", "行っていない")
LEVELS: Options = ("特に力を入れている", "十分である", "課題が残されている")
EFFORT: Options = ("特に力を入れて行っている", "十分に行っている", "十分に行っていない")
EFFORT_SUB: Options = (*EFFORT, "再委託していない")
ORGANISED: Options = ("特に力を入れて整備している", "十分に整備している", "十分に整備していない")
NOTIFIED: Options = ("特に力を入れて周知している", "十分に周知している", "十分に周知していない")
NISC: Options = ("特に力を入れて遵守している", "十分に遵守している", "十分に遵守していない", "政府機関ではない")
RECORDED: Options = ("記録を残している", "記録を残していない")
RESTRICTED: Options = ("制限している", "制限していない")
RULED: Options = ("定めている", "定めていない")
KEPT: Options = ("保管している", "保管していない")
INCIDENT: Options = ("発生あり", "発生なし")
HANDLERS_500: Options = ("500人以上", "500人未満")
THRESHOLD_FULL: Options = (
    "基礎項目評価及び全項目評価の実施が義務付けられる",
    "基礎項目評価及び重点項目評価の実施が義務付けられる（任意に全項目評価を実施）",
    "基礎項目評価の実施が義務付けられる（任意に全項目評価を実施）",
    "特定個人情報保護評価の実施が義務付けられない（任意に全項目評価を実施）",
)
THRESHOLD_PRIORITY: Options = (
    "基礎項目評価及び重点項目評価の実施が義務付けられる",
    "基礎項目評価の実施が義務付けられる（任意に重点項目評価を実施）",
    "特定個人情報保護評価の実施が義務付けられない（任意に重点項目評価を実施）",
)
THRESHOLD_BASIC: Options = (
    "基礎項目評価の実施が義務付けられる",
    "基礎項目評価及び重点項目評価の実施が義務付けられる",
    "基礎項目評価及び全項目評価の実施が義務付けられる",
    "特定個人情報保護評価の実施が義務付けられない",
)
SUBMITTED: Options = ("基礎項目評価書", "基礎項目評価書及び重点項目評価書", "基礎項目評価書及び全項目評価書")
PRIORITY_MEASURES: Options = (
    "目的外の入手が行われるリスクへの対策",
    "目的を超えた紐付け、事務に必要のない情報との紐付けが行われるリスクへの対策",
    "権限のない者によって不正に使用されるリスクへの対策",
    "委託先における不正な使用等のリスクへの対策",
    "不正な提供・移転が行われるリスクへの対策（委託や情報提供ネットワークシステムを通じた提供を除く。）",
    "情報提供ネットワークシステムを通じて目的外の入手が行われるリスクへの対策",
    "情報提供ネットワークシステムを通じて不正な提供が行われるリスクへの対策",
    "特定個人情報の漏えい・滅失・毀損リスクへの対策",
    "従業者に対する教育・啓発",
)

Place = tuple[str, int]  # section, risk number (0: the single, unnumbered risk)

RISKS: dict[str, tuple[Place, ...]] = {
    "full": (
        *[("acquisition", n) for n in range(1, 5)],
        *[("use", n) for n in range(1, 5)],
        ("outsourcing", 0),
        *[("disclosure", n) for n in range(1, 4)],
        *[("network", n) for n in range(1, 8)],
        *[("storage", n) for n in range(1, 4)],
    ),
    "priority": (
        ("acquisition", 0),
        ("use", 1),
        ("use", 2),
        ("outsourcing", 0),
        ("disclosure", 0),
        ("network", 1),
        ("network", 2),
        ("storage", 0),
    ),
}
RISKS["basic"] = RISKS["priority"]

# Practices of a part: place, label as printed, its options. 確保 or 担保 is a matter of the form's edition.
Practice = tuple[str, int, str, Options]
SUBCONTRACTOR = "再委託先による特定個人情報ファイルの適切な取扱いの確保"
SERIOUS = "過去３年以内に、評価実施機関において、個人情報に関する重大事故が発生したか"
CONTRACT = "委託契約書中の特定個人情報ファイルの取扱いに関する規定"
RULES = "特定個人情報の提供・移転に関するルール"
TRAINING = "従業者に対する教育・啓発"
PRACTICES: dict[str, tuple[Practice, ...]] = {
    "full": (
        ("use", 2, "ユーザ認証の管理", DONE),
        ("use", 2, "アクセス権限の発効・失効の管理", DONE),
        ("use", 2, "アクセス権限の管理", DONE),
        ("use", 2, "特定個人情報の使用の記録", RECORDED),
        ("outsourcing", 0, "特定個人情報ファイルの閲覧者・更新者の制限", RESTRICTED),
        ("outsourcing", 0, "特定個人情報ファイルの取扱いの記録", RECORDED),
        ("outsourcing", 0, "特定個人情報の提供ルール", RULED),
        ("outsourcing", 0, "特定個人情報の消去ルール", RULED),
        ("outsourcing", 0, CONTRACT, RULED),
        ("outsourcing", 0, SUBCONTRACTOR, EFFORT_SUB),
        ("disclosure", 1, "特定個人情報の提供・移転の記録", RECORDED),
        ("disclosure", 1, RULES, RULED),
        ("storage", 1, "NISC政府機関統一基準群", NISC),
        ("storage", 1, "安全管理体制", ORGANISED),
        ("storage", 1, "安全管理規程", ORGANISED),
        ("storage", 1, "安全管理体制・規程の職員への周知", NOTIFIED),
        ("storage", 1, "物理的対策", EFFORT),
        ("storage", 1, "技術的対策", EFFORT),
        ("storage", 1, "バックアップ", EFFORT),
        ("storage", 1, "事故発生時手順の策定・周知", EFFORT),
        ("storage", 1, SERIOUS, INCIDENT),
        ("storage", 1, "死者の個人番号", KEPT),
        ("storage", 3, "消去手順", RULED),
    ),
    "priority": (
        ("use", 2, "ユーザ認証の管理", DONE),
        ("outsourcing", 0, CONTRACT, RULED),
        ("outsourcing", 0, SUBCONTRACTOR, EFFORT_SUB),
        ("disclosure", 0, RULES, RULED),
        ("storage", 0, "事故発生時手順の策定・周知", EFFORT),
        ("storage", 0, SERIOUS, INCIDENT),
        ("training", 0, TRAINING, EFFORT),
    ),
    "basic": (("training", 0, TRAINING, EFFORT),),
}
# Full form, Ⅳ: once a report.
COMMON_PRACTICES: tuple[Practice, ...] = (("audit", 0, "自己点検", EFFORT), ("audit", 0, "監査", EFFORT), ("training", 0, TRAINING, EFFORT))
AUDIT_BOXES = ("自己点検", "内部監査", "外部監査")

CONNECTIONS = {
    "info_network": "情報提供ネットワークシステム",
    "internal": "庁内連携システム",
    "juki_net": "住民基本台帳ネットワークシステム",
    "existing_juki": "既存住民基本台帳システム",
    "addressee": "宛名システム等",
    "tax": "税務システム",
    "other": "その他",
}

# Titles of sections and risks that the forms share.
ACQUIRED = "（情報提供ネットワークシステムを通じた入手を除く。）"
PROVIDED = "（委託や情報提供ネットワークシステムを通じた提供を除く。）"
USE_1 = "目的を超えた紐付け、事務に必要のない情報との紐付けが行われるリスク"
USE_2 = "権限のない者（元職員、アクセス権限のない職員等）によって不正に使用されるリスク"
LEAK = "特定個人情報の漏えい・滅失・毀損リスク"
OTHER_RISKS = {
    "acquisition": f"特定個人情報の入手{ACQUIRED}におけるその他のリスク及びそのリスクに対する措置",
    "use": "特定個人情報の使用におけるその他のリスク及びそのリスクに対する措置",
    "outsourcing": "特定個人情報ファイルの取扱いの委託におけるその他のリスク及びそのリスクに対する措置",
    "disclosure": f"特定個人情報の提供・移転{PROVIDED}におけるその他のリスク及びそのリスクに対する措置",
    "network": "情報提供ネットワークシステムとの接続に伴うその他のリスク及びそのリスクに対する措置",
    "storage": "特定個人情報の保管・消去におけるその他のリスク及びそのリスクに対する措置",
}
RANGES = ((2, 5), (6, 10), (11, 15), (16, 20))  # 委託事項2～5 and so on

# Boxes of part Ⅱ.
SOURCES = (
    "本人又は本人の代理人",
    "評価実施機関内の他部署",
    "行政機関・独立行政法人等",
    "地方公共団体・地方独立行政法人",
    "民間事業者",
    "その他",
)
WAYS = ("専用線", "電子メール", "電子記録媒体（フラッシュメモリを除く。）", "フラッシュメモリ", "紙", "その他")
ENTERED = (
    "紙",
    "電子記録媒体（フラッシュメモリを除く。）",
    "フラッシュメモリ",
    "電子メール",
    "専用線",
    "庁内連携システム",
    "情報提供ネットワークシステム",
    "その他",
)
RECORD_BOXES = (
    ("・識別情報", ("個人番号", "個人番号対応符号", "その他識別情報（内部番号）")),
    ("・連絡先等情報", ("４情報（氏名、性別、生年月日、住所）", "連絡先（電話番号等）", "その他住民票関係情報")),
    (
        "・業務関係情報",
        (
            "国税関係情報",
            "地方税関係情報",
            "健康・医療関係情報",
            "医療保険関係情報",
            "児童福祉・子育て関係情報",
            "障害者福祉関係情報",
            "生活保護・社会福祉関係情報",
            "介護・高齢者福祉関係情報",
            "雇用・労働関係情報",
            "年金関係情報",
            "学校・教育関係情報",
            "災害関係情報",
            "その他",
        ),
    ),
)
FIVE_ITEMS = "５情報（氏名、氏名の振り仮名、性別、生年月日、住所）"
