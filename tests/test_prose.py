"""The layers of a measure: whose measures the wording speaks of."""
from etl.lines import Cell
from etl.prose import stretches
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
