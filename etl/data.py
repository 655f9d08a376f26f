"""The files of forms/, which are data: tables as rows by column, lists of words as they stand."""
from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any

FORMS = Path(__file__).parent / "forms"


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of forms/<name>.csv."""
    with (FORMS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_words(name: str) -> dict[str, Any]:
    """What forms/<name>.toml says."""
    return tomllib.loads((FORMS / f"{name}.toml").read_text(encoding="utf-8"))
