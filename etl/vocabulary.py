"""Closed vocabularies: titles → affairs, names of systems → types, headings ＜…における措置＞ → layers, codes → labels.

Each vocabulary is a file of ordered rows (code, pattern, not_pattern, note): the first row whose pattern is found, and whose not_pattern
is not, gives the code; what matches nothing is `other`. Patterns are regular expressions on the text after NFKC, without white space.
"""
from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from etl.data import read_rows

FILES = {"affair": "affairs", "system_type": "system_types", "layer": "layers"}
OTHER = "other"

# ＜…＞ in any bracket form, and what closes such a heading.
_BRACKETS = re.compile(r"^[<《≪〈【\[〔「『(◆■●○・※*#\d.]+|[>》≫〉】\]〕」』):]+$")
_MEASURES = re.compile(r"(に(おける|関する|係る|よる|ついて)の?)?(安全管理)?(措置|対策|対応|運用措置|取扱い)(等|について|の内容)?$"
                       r"|(に(おける|係る)|の)?場合$|における$")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a vocabulary."""

    code: str
    pattern: re.Pattern[str]
    not_pattern: re.Pattern[str] | None

    def matches(self, text: str) -> bool:
        return bool(self.pattern.search(text)) and not (self.not_pattern and self.not_pattern.search(text))


@dataclass(frozen=True, slots=True)
class Code:
    """One row of the table `codes`: a code of a domain with its labels, `position` in form order from 1."""

    domain: str
    code: str
    label_ja: str
    label_en: str
    position: int


@cache
def rules(domain: str) -> tuple[Rule, ...]:
    """The rows of `affair`, `system_type` or `layer`, in file order."""
    return tuple(Rule(row["code"], re.compile(row["pattern"], re.IGNORECASE), re.compile(row["not_pattern"], re.IGNORECASE) if row["not_pattern"] else None)
                 for row in read_rows(FILES[domain]))


@cache
def codes() -> tuple[Code, ...]:
    """All codes of all domains, in file order."""
    return tuple(Code(row["domain"], row["code"], row["label_ja"], row["label_en"], int(row["position"])) for row in read_rows("codes"))


def classify(domain: str, text: str | None) -> str:
    """Code of `text` in `domain`; `other` where nothing matches."""
    bare = _bare(text)
    return next((rule.code for rule in rules(domain) if rule.matches(bare)), OTHER)


def affair_of(title: str | None) -> str:
    """'国民健康保険(賦課・徴収)に関する事務' -> 'national_health_insurance'."""
    return classify("affair", title)


def system_type_of(name: str | None) -> str:
    """'団体内統合宛名システム' -> 'integrated_addressee'."""
    return classify("system_type", name)


def layer_of(heading: str | None, municipality: str | None = None) -> str:
    """'＜中間サーバー・ソフトウェアにおける措置＞', with or without brackets -> 'intermediate_server_software'.

    No heading, and a heading that names the authority itself (`municipality`), is `municipality`.
    """
    if heading is None:
        return "municipality"
    bare = _MEASURES.sub("", _BRACKETS.sub("", _bare(heading)))
    if not bare or bare == _bare(municipality):
        return "municipality"
    return classify("layer", bare)


def names_layer(heading: str) -> bool:
    """Does a heading say whose measures follow, and not only of which kind they are (不正プログラム対策, 端末の盗難対策)?"""
    bare = _MEASURES.sub("", _BRACKETS.sub("", _bare(heading)))
    weak = (OTHER, "business_system") if heading.endswith("対策") else ()
    return not bare or any(rule.matches(bare) for rule in rules("layer") if rule.code not in weak)


def _bare(text: str | None) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or ""))
