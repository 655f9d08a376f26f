"""Whatever is done to a report's lines, the parser ends with a report or one clear sentence, and its tables keep the contract."""
from __future__ import annotations

import datetime as dt
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.checks import check
from etl.parsed import parsed_of
from etl.report import read_report
from etl.sources import BadSource, Source
from etl.tables import make_tables
from tests.reports.build import printed

TEXTS = [printed(layout, kind, 1, frozenset())[0].split("\n") for layout, kind in (("tab_cells", "full"), ("plain", "priority"), ("scrambled", "priority"),
                                                                                   ("markdown", "basic"))]


@st.composite
def damaged(draw: st.DrawFn) -> str:
    lines = list(draw(st.sampled_from(TEXTS)))
    random = Random(draw(st.integers(0, 10_000)))
    for damage in draw(st.lists(st.sampled_from(["lose", "cut", "turn", "twice", "shuffle", "letters"]), min_size=1, max_size=3)):
        at = random.randrange(len(lines) + 1)
        if damage == "lose":
            lines = [line for line in lines if random.random() > 0.2]
        elif damage == "cut":
            lines = lines[:at] + lines[at + random.randrange(200) :]
        elif damage == "turn":
            lines = lines[at:] + lines[:at]
        elif damage == "twice":
            lines = lines + lines[at:]
        elif damage == "shuffle":
            random.shuffle(lines)
        else:
            lines = ["".join(char for char in line if random.random() > 0.03) for line in lines]
    return "\n".join(lines)


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(text=damaged())
def test_a_damaged_report_is_read_or_refused_in_one_sentence(text: str) -> None:
    try:
        report = read_report(Source("damaged.txt", "0" * 64, text))
    except BadSource as error:
        assert str(error).startswith("damaged.txt: ") and str(error).endswith(".")
        return
    faults = [problem.sentence for problem in check(make_tables([parsed_of(report)]), dt.date(2030, 1, 1)) if problem.fault]
    assert not faults
