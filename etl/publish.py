"""Arrow tables → a folder of Parquet files with build.json, replaced whole."""
from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

ROWS_PER_GROUP = 50_000


def publish(tables: Mapping[str, pa.Table], build: Mapping[str, Any], folder: Path) -> None:
    """Write everything beside the folder, then put it in the folder's place. A failure before that leaves the folder as it was."""
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = folder.parent / f".{folder.name}.new-{os.getpid()}"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    try:
        for name, table in tables.items():
            pq.write_table(table, fresh / f"{name}.parquet", row_group_size=ROWS_PER_GROUP, compression="zstd")
        (fresh / "build.json").write_text(json.dumps(build, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")
        _replace(folder, fresh)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _replace(folder: Path, fresh: Path) -> None:
    old = folder.parent / f".{folder.name}.old-{os.getpid()}"
    if folder.exists():
        folder.rename(old)
    try:
        fresh.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
