"""Why a file is no report: the sentences of a build, in the reader's language."""
from __future__ import annotations

import re
from functools import cache

from explore.words import Words, keys_of, sentence_of


def failure(sentence: str, words: Words) -> str:
    """A sentence as a build gives it, "name: reason.", in the words' language; as it is where the catalogue doesn't know it.

    Builds speak English; the catalogue knows their sentences and what each says in other languages."""
    for name, pattern in _patterns():
        if found := pattern.fullmatch(sentence):
            values = found.groupdict()
            return f"{values.pop('file')}{words('colon')}{words(f'failure.{name}', **values)}{words('full_stop')}"
    return sentence


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((key.removeprefix("failure."), _pattern(sentence_of(key, "en"))) for key in keys_of("failure."))


def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"{(\w+)}", template)
    return re.compile(r"(?P<file>.+): " + "".join(f"(?P<{part}>.+?)" if at % 2 else re.escape(part) for at, part in enumerate(parts)) + r"\.", re.DOTALL)
