"""What everything else stands on: a source becomes the NFKC text that Unicode defines, whatever characters it holds."""
from __future__ import annotations

import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from etl.normalise import nfkc

# Where normalising goes wrong if it goes wrong: signs that join what stands before them, and what they join.
JOINED = st.text(alphabet="かハウaE=<１（ｶﾊ\u3099\u309a\uff9e\uff9f\u0301\u0338\u0344゛゜가ᄀ\u1161\u11a8①㈱ \n、。", max_size=30)


@settings(max_examples=400, deadline=None)
@given(st.one_of(JOINED, st.text(max_size=60)))
@example("か゛カﾞが\u3099e\u0301")
def test_normalised_text_is_what_unicode_defines(text: str) -> None:
    assert nfkc(text) == unicodedata.normalize("NFKC", text)


def test_no_single_character_is_left_as_it_was_printed() -> None:
    for point in range(0x110000):
        text = f"か{chr(point)}A{chr(point)}"
        if not 0xD800 <= point < 0xE000 and nfkc(text) != unicodedata.normalize("NFKC", text):
            raise AssertionError(f"U+{point:04X}: {text!r} became {nfkc(text)!r}")
