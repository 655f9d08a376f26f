"""How a report is set: numerals, brackets, marks, stars, split and misread labels. One Style a report, drawn from its seed."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from random import Random

from tests.reports.content import era
from tests.reports.elements import Box, Heading, Risk, Row

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
NARROW = str.maketrans("０１２３４５６７８９　（）：＜＞．", "0123456789 ():<>.")
CIRCLED = "⓪①②③④⑤⑥⑦⑧⑨⑩"
ROMAN = {"Ⅰ": "I", "Ⅱ": "II", "Ⅲ": "III", "Ⅳ": "IV", "Ⅴ": "V", "Ⅵ": "VI"}
BRACKETS = ("[{}]", "[ {} ]", "［　{}　］", "［{}］", "[  {}  ]", "〔{}〕")
CHECKED, UNCHECKED = '<input type="checkbox" checked/> ', '<input type="checkbox"/> '
OPTION_MARKS = ("{n}) {t}", "{n}) {t}", "{n}） {t}", "{n}){t}", "({n}) {t}", "{n}. {t}")
OPTION_MARKS_WIDE = ("{n}）　{t}", "{n}） {t}", "{n}）{t}", "（{n}）{t}", "{n}．{t}", "{n}　{t}")
NUMBERED = ("システム", "委託事項", "提供先", "移転先")
MARK_SIGNS = ("○", "◯", "〇", "☑", "■", "✓", "●", "✔", "レ")
# Labels that survive a misread character: what the OCR made of one of theirs.
MISREAD = {
    "入手した特定個人情報が不正確であるリスク": ("入手した特定個人情報 that 不正確であるリスク", "入手した特定個人情報ที่ไม่正確であるリスク"),
    "入手の際に特定個人情報が漏えい・紛失するリスク": (
        "入手の際に特定個人情報 that 漏えい・紛失するリスク",
        "入手の際に特定個人情報漏えい・紛失するリスク",
    ),
    "リスクへの対策は十分か": ("リスクへの対策は十分が", "リスクヘの対策は十分か", "リスクへの対策は十分 か", "リスクへの対索は十分か"),
    "使用者数": ("使用者數",),
    "対象となる本人の数": ("対象となる木人の数", "対象となる本人の教"),
    "記録される項目": ("記録きれる項目",),
    "ユーザ認証の管理": ("ユーザー認証の管理", "ユ一ザ認証の管理"),
    "アクセス権限の管理": ("アクセス権限の菅理",),
    "物理的対策": ("物理的対索",),
    "技術的対策": ("技術的対簗",),
    "委託先における取扱者数": ("委託先における取抜者数",),
    "安全管理規程": ("安全管理規定",),
    "消去手順": ("消去手頂",),
    "保有開始日": ("保有聞始日",),
    "使用開始日": ("使用開姶日",),
    "再委託の有無": ("再委託の有撫",),
    "他のシステムとの接続": ("他のシステムとの接統",),
    "システムの名称": ("システムの名祢",),
    "特定個人情報の消去ルール": ("特定個人情報の消去ルル",),
    "特定個人情報の提供・移転に関するルール": ("特定個人情報の提供･移転に関するルール",),
}


@dataclass
class Style:
    rng: Random = field(repr=False)
    roman: str = "wide"  # wide Ⅲ, latin III, wide_latin ＩＩＩ
    digits: str = "wide"  # of section numbers and risks
    section_mark: str = "．"  # after the number of a section; "lost": no number
    risk: str = "リスク{n}：　{t}"
    number: str = "circled"  # circled ①, paren (1), half 1), lost
    star: bool = True
    bracket: str = "[ {} ]"
    option_mark: str = "{n}) {t}"
    options_head: str = "＜選択肢＞"
    mark: str = "○"
    boxes: str = "bracket"  # bracket, radio, input, square
    dates: str = "era"
    kakuho: str = "確保"
    noise: float = 0.0
    split: float = 0.0
    narrow: bool = False  # everything in half-width where there is one
    wide_values: bool = False  # １０万人以上１００万人未満
    wide_items: bool = False  # 委託事項１, システム２～５
    footers: bool = False  # page numbers between the pages
    running: bool = False  # the report's title at the head of each page

    def finish(self, text: str) -> str:
        return text.translate(NARROW) if self.narrow else text

    def numeral(self, number: str) -> str:
        return number.translate(WIDE) if self.digits == "wide" else number

    def label(self, row: Row) -> str:
        text = self.misread(row.label).replace("確保", self.kakuho) if "再委託先による" in row.label else self.misread(row.label)
        star = ("　※" if self.star else "") if row.star else ""
        return self.item(self.finish(self.circled(row.number) + text + star))

    def misread(self, text: str) -> str:
        return self.rng.choice(MISREAD[text]) if text in MISREAD and self.rng.random() < self.noise else text

    def circled(self, number: int) -> str:
        if not number or self.number == "lost":
            return ""
        return {"circled": CIRCLED[number], "paren": f"({number})", "half": f"{number})"}[self.number]

    def group(self, text: str) -> str:
        return text if self.number == "circled" or not text or text[0] not in CIRCLED else self.circled(CIRCLED.index(text[0])) + text[1:]

    def heading(self, heading: Heading) -> str:
        star = "　※" if heading.star and self.star else ""
        if heading.level == 0:
            number = {
                "wide": heading.number,
                "latin": ROMAN[heading.number],
                "wide_latin": "".join(chr(ord(c) + 0xFEE0) for c in ROMAN[heading.number]),
            }[self.roman]
            return self.finish(f"{number}　{heading.text}{star}")
        if heading.level == 1 and self.section_mark != "lost":
            return self.finish(f"{self.numeral(heading.number)}{self.section_mark}{heading.text}{star}")
        return self.finish(heading.text + star)

    def risk_heading(self, risk: Risk) -> str:
        if not risk.number:
            return self.finish(f"リスク：　{risk.title}")
        return self.finish(self.risk.format(n=self.numeral(str(risk.number)), t=self.misread(risk.title)))

    def bracketed(self, text: str) -> str:
        return self.bracket.format(text) if text else self.bracket.format("").replace("　　", "　").replace("  ", " ")

    def value(self, chosen: str | None) -> str:
        """A choice as printed."""
        text = chosen or ""
        return text.translate(WIDE).replace(",", "，") if self.wide_values else text

    def options(self, options: tuple[str, ...]) -> list[str]:
        return [self.finish(self.option_mark.format(n=self.numeral(str(n)), t=self.value(text))) for n, text in enumerate(options, 1)]

    def item(self, text: str) -> str:
        """システム1, 委託事項2～5 and the like, which are numbered within their label."""
        return self.finish(text.translate(WIDE) if self.wide_items and text.startswith(NUMBERED) else text)

    def head(self) -> str:
        return self.options_head

    def box(self, box: Box) -> str:
        label = box.label if box.paren is None else f"{box.label}（{box.paren or '　'}）"
        if self.boxes == "input":
            return (CHECKED if box.marked else UNCHECKED) + label
        if self.boxes == "radio":
            return ('[<input type="radio"/>] ' if box.marked else "[] ") + label
        if self.boxes == "checked":
            return ('[ <input checked="" type="checkbox"/> ] ' if box.marked else "[ ] ") + label
        if self.boxes == "square":
            return f"{'☑' if box.marked else '□'} {label}"
        if self.boxes == "filled":
            return f"{'■' if box.marked else '□'}{label}"
        return f"{self.bracketed(self.mark if box.marked else '')} {label}"


def date_text(day: dt.date, dates: str) -> str:
    """A date as printed: 令和7年2月26日, full-width, 2025年2月26日 or 2025/2/26."""
    if dates == "slash":
        return f"{day.year}/{day.month}/{day.day}"
    if dates == "western":
        return f"{day.year}年{day.month}月{day.day}日"
    if dates == "dots":
        return f"{day.year}.{day.month}.{day.day}"
    if dates == "short":
        return (
            f"{'R' if day >= dt.date(2019, 5, 1) else 'H'}{day.year - (2018 if day >= dt.date(2019, 5, 1) else 1988)}.{day.month}.{day.day}"
        )
    number = "平成31" if dt.date(2019, 1, 1) <= day < dt.date(2019, 5, 1) else era(day.year)
    text = f"{number}年{day.month}月{day.day}日"
    if dates == "spaced":
        return re.sub(r"(\d+|元)", r" \1 ", text).strip()
    return text.translate(WIDE) if dates == "wide" else text


def drawn(rng: Random, plain_text: bool = False, html: bool = True) -> Style:
    """A style from the seed. `plain_text`: full-width setting; `html`: marks may be input tags."""
    digits = rng.choice(("wide", "half"))
    return Style(
        rng=rng,
        roman=rng.choice(("wide", "wide", "latin", "wide_latin" if plain_text else "latin")),
        digits=digits,
        section_mark=rng.choice(("．", "．", ".", ". ", "．　", "lost" if rng.random() < 0.25 else "．")),
        risk=rng.choice(("リスク{n}：　{t}", "リスク{n}： {t}", "リスク{n}: {t}", "リスク {n}: {t}", "リスク{n} {t}", "リスク{n}．{t}")),
        number=rng.choice(("circled", "circled", "circled", "paren", "half", "lost")),
        star=rng.random() < 0.7,
        bracket=rng.choice(BRACKETS[:4] if plain_text else BRACKETS),
        option_mark=rng.choice(OPTION_MARKS_WIDE if plain_text else OPTION_MARKS),
        options_head=rng.choice(("＜選択肢＞", "＜選択肢＞", "<選択肢>", "〈選択肢〉") if plain_text else ("<選択肢>", "＜選択肢＞")),
        mark=rng.choice(MARK_SIGNS),
        boxes=rng.choice(
            ("bracket", "bracket", "radio", "input", "checked") if html else ("bracket", "bracket", "bracket", "square", "filled")
        ),
        dates=rng.choice(("era", "era", "era", "wide", "spaced", "western", "slash", "dots", "short")),
        kakuho=rng.choice(("確保", "担保")),
        noise=rng.choice((0.0, 0.0, 0.06, 0.15)),
        split=rng.choice((0.0, 0.0, 0.03, 0.08)),
        narrow=not plain_text and rng.random() < 0.5,
        wide_values=rng.random() < 0.2,
        wide_items=rng.random() < 0.3,
        footers=rng.random() < 0.2,
        running=rng.random() < 0.15,
    )
