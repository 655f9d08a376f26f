"""Which section of the form a row of the change history names, and whether it brings in Government Cloud."""
import pytest

from etl.change import Change
from etl.change_places import section_of


@pytest.mark.parametrize(("kind", "item", "section"), [
    ("full", "Ⅱ-4 委託事項2 ③委託先における取扱者数", "outsourcing"),
    ("full", "Ⅱ 特定個人情報ファイルの概要 2. 基本情報 ④記録される項目", "file_overview"),
    ("full", "Ⅱ ファイルの概要 4. 特定個人情報ファイルの取り扱いの委託 委託事項5", "outsourcing"),
    ("full", "(収納ファイル) Ⅲ-3 リスク4 リスクに対する措置の内容", "use"),
    ("full", "Ⅲ(1)-6 リスク2", "network"),
    ("full", "Ⅲ リスク2 リスクに対する措置の内容", None),
    ("full", "Ⅲ リスク対策(7.②を除く。)「⑤物理的対策」", "storage"),
    ("full", "Ⅳ-2 具体的な方法", "training"),
    ("full", "Ⅳ その他のリスク対策 3.", "other_measures"),
    ("full", "Ⅵ ②方法", "procedure"),
    ("priority", "Ⅲ リスク対策 8. 実施の有無", "audit"),
    ("priority", "Ⅳ ①請求先", "requests"),
    ("basic", "Ⅰ 7. 請求先", "basic_info"),
    ("basic", "Ⅱ 1. いつ時点の計数か", "basic_info"),
    ("basic", "Ⅳ 7. 判断の根拠", "storage"),
    ("basic", "Ⅳ 人手を介在させる作業 判断の根拠", "manual_work"),
    ("full", "別添2 記録項目", "file_overview"),
    ("full", "別紙3", None),
])
def test_the_section_that_a_place_names(kind: str, item: str, section: str | None) -> None:
    assert section_of(item.translate({ord("Ⅰ") + number: roman for number, roman in enumerate(("I", "II", "III", "IV", "V", "VI"))}), kind) == section


def test_a_row_whose_old_wording_says_that_government_cloud_was_not_mentioned_brings_it_in() -> None:
    assert Change(1, before="ガバメントクラウドについての言及はない", after="ガバメントクラウドで床を守る。").brings_cloud
    assert Change(1, before="ガバメントクラウドは利用していない。", after="ガバメントクラウドで床を守る。").brings_cloud
    assert not Change(1, before="ガバメントクラウドで床を守る。", after="ガバメントクラウドで戸も守る。").brings_cloud
    assert not Change(1, before="錠を掛ける。", after="錠を二つ掛ける。", explanation="ガバメントクラウドへの移行のため").brings_cloud
