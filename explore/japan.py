"""The 47 prefectures as a map of tiles: prefectures.csv."""
from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd


@cache
def prefectures() -> pd.DataFrame:
    """One row per prefecture: code (JIS X 0401), prefecture, short_ja, short_en, name_en, and its tile's column and row."""
    return pd.read_csv(Path(__file__).parent / "prefectures.csv", dtype={"code": str})
