"""The house: which folder may know which."""
from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FORBIDDEN = {
    "etl": {"streamlit", "plotly", "duckdb", "explore", "pages", "dashboard"},
    "explore": {"etl", "pages", "dashboard"},
    "pages": {"etl", "duckdb", "pyarrow", "dashboard"},
}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("path", [path for folder in FORBIDDEN for path in modules(folder)], ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_what_its_folder_may_know(path: Path) -> None:
    folder = path.relative_to(ROOT).parts[0]
    assert not set(imported(path)) & FORBIDDEN[folder]


def test_only_the_store_opens_a_database() -> None:
    assert [str(path.relative_to(ROOT)) for path in modules("explore") if "duckdb" in set(imported(path))] == ["explore/store.py"]


@pytest.mark.parametrize("path", modules("pages"), ids=lambda path: path.stem)
def test_a_page_is_thin(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 90


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "benchmarks").glob("[a-z]*.py")))
def test_a_benchmark_speaks_of_the_code_as_it_is(name: str) -> None:
    assert callable(importlib.import_module(f"benchmarks.{name}").main)
