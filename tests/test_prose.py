"""The layers of a measure: whose measures the wording speaks of."""
from etl.lines import Cell
from etl.prose import stretches
from etl.report import read_report
from etl.sources import Source
from etl.vocabulary import layer_of


def layers(*lines: str) -> list[tuple[str, str]]:
    cells = [Cell(number, number, 0, 1, 0, line) for number, line in enumerate(lines, 1)]
    return [(layer_of(stretch.heading), stretch.text) for stretch in stretches(cells)]


def test_a_heading_in_any_brackets_begins_a_layer() -> None:
    assert layers("錠を掛ける。", "〈ガバメントクラウドにおける措置〉 床を守る。") == [("municipality", "錠を掛ける。"), ("government_cloud", "床を守る。")]


def test_numbered_headings_within_a_line_begin_layers() -> None:
    line = "1. 緑丘市における措置 ・錠を掛ける。 2. 中間サーバー・プラットフォームにおける措置 ・戸を見張る。 3. ガバメントクラウドにおける措置 ・床を守る。"
    assert layers(line) == [
        ("municipality", "・錠を掛ける。"), ("intermediate_server_platform", "・戸を見張る。"), ("government_cloud", "・床を守る。")]


def test_a_sentence_that_speaks_of_measures_begins_none() -> None:
    assert layers("2. ガバメントクラウドにおける措置は別に定める。") == [("municipality", "2. ガバメントクラウドにおける措置は別に定める。")]


def test_the_title_of_an_article_begins_no_layer_and_stays_in_the_text() -> None:
    for line in ("条例第2条(本人確認の措置)、規則第3条により確かめる。", "条例第4条(帳簿を守るための措置)"):
        assert layers(line) == [("municipality", line)]


def test_a_heading_that_names_a_kind_of_measure_begins_no_layer() -> None:
    line = "【不正プログラム対策】 毎朝調べる。 【端末の盗難対策】 錠を掛ける。"
    assert layers(line) == [("municipality", line)]


def test_a_heading_without_brackets_begins_a_layer_within_a_line_too() -> None:
    line = "・錠を掛ける  中間サーバー・ソフトウェアにおける措置  (1)照会を許可する。"
    assert layers(line) == [("municipality", "・錠を掛ける"), ("intermediate_server_software", "(1)照会を許可する。")]


def test_a_heading_may_hold_brackets_itself() -> None:
    assert layers("<収納システム(宛名機能)における措置>", "鍵を掛ける。") == [("business_system", "鍵を掛ける。")]


def test_safeguards_are_those_of_measures_and_a_consents_label_says_what_is_consented_to() -> None:
    text = ("特定個人情報保護評価書(全項目評価書)\nⅠ 基本情報\n②事務の内容\t窓口で本人確認をし、表に写す。\nⅡ 特定個人情報ファイルの概要\n"
            "1. 特定個人情報ファイル名\n税台帳ファイル\n4. 特定個人情報ファイルの取扱いの委託\n"
            "委託事項1\t帳票の印刷\n⑧再委託の許諾方法\t書面の承諾を得たときに限る。\n")
    tables = read_report(Source("湖.txt", "0" * 64, text)).tables
    assert [(row["field"], row["control"]) for row in tables["controls"]] == [("subcontracting_consent", "subcontract_approval")]


def test_what_an_annex_says_below_its_picture_is_kept_page_after_page() -> None:
    text = ("特定個人情報保護評価書(全項目評価書)\nⅠ 基本情報\n②事務の内容\t税を集める。\n"
            "(別添1)事務の内容\n(備考)\n①窓口で届を受ける。\n\n(別添1)事務の内容\n(備考)\n②夜に照らし合わせる。\n"
            "Ⅱ 特定個人情報ファイルの概要\n1. 特定個人情報ファイル名\n税台帳ファイル\n7. 備考\n無し\n")
    tables = read_report(Source("湖.txt", "0" * 64, text)).tables
    notes = {row["field"]: row["text"] for row in tables["wording"] if row["field"] in ("annex_notes", "remarks")}
    assert notes == {"annex_notes": "1 窓口で届を受ける。 2 夜に照らし合わせる。", "remarks": "無し"}


def test_a_safeguard_leads_to_the_line_that_names_it() -> None:
    head = "特定個人情報保護評価書（全項目評価書）\n\n評価実施機関名\n\nみずうみ市長\n\n"
    measure = ["Ⅱ　特定個人情報ファイルの概要", "１．特定個人情報ファイル名", "湖の税台帳ファイル", "６．特定個人情報の保管・消去", "①保管場所",
               "＜みずうみ市における措置＞", "・台帳は湖畔の庁舎にだけ置いている。", "①部屋の入口は監視カメラで", "見ている。", "②棚は施錠する。", "②保管期間"]
    source = Source("湖.txt", "0" * 64, head + "\n".join(measure))
    lines = source.text.split("\n")
    named = {row["control"]: lines[row["line"] - 1] for row in read_report(source).tables["controls"]}
    assert named == {"cctv": "①部屋の入口は監視カメラで", "locked_storage": "②棚は施錠する。"}
