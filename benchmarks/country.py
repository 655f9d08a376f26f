"""How long each page takes on tables as large as the whole country's against the shipped ones: python -m benchmarks.country [PAGE …]

The country is every shipped report some nine thousand times, each time by another municipality (44,000 reports, over a million ratings). A page is opened
without filters and with an affair that no one has asked for before, in one process without a browser, on both tables by turns. Prints seconds, their
ratio, and the most memory that the pages' process ever had.
"""
from __future__ import annotations

import logging
import os
import resource
import sys
import time
from collections.abc import Sequence
from multiprocessing import Process
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

import duckdb
from streamlit.testing.v1 import AppTest

from explore.frame import GROUPS

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "data" / "parquet"
MUNICIPALITIES = ROOT / "etl" / "forms" / "municipalities.csv"
REPORTS = 44_000


def country(folder: Path) -> None:
    """Writes the tables of the country to the folder."""
    with duckdb.connect() as database:
        database.execute("SET enable_progress_bar = false")
        each = REPORTS // database.execute(f"SELECT count(*) FROM '{SHIPPED}/assessments.parquet'").fetchall()[0][0]
        database.execute(f"CREATE TABLE places AS SELECT row_number() OVER (ORDER BY code) - 1 AS place, * FROM read_csv('{MUNICIPALITIES}', all_varchar=true)")
        for path in SHIPPED.glob("*.parquet"):
            if path.stem == "codes":
                copy(path, folder)
                continue
            named = "p.code AS municipality_code, p.name AS municipality, p.prefecture AS prefecture," if path.stem == "assessments" else ""
            places = "JOIN places AS p ON p.place = hash(t.assessment_id, n) % (SELECT count(*) FROM places)" if named else ""
            database.execute(f"""COPY (SELECT t.* REPLACE ({named} t.assessment_id || '-' || n AS assessment_id)
                                 FROM '{path}' AS t CROSS JOIN range({each}) AS copies(n) {places} ORDER BY t.assessment_id, n)
                                 TO '{folder / path.name}' (COMPRESSION zstd)""")
    copy(SHIPPED / "build.json", folder)


def opened(tables: Path, group: str, name: str, **filters: str) -> float:
    """Seconds that a visitor's first run of a page takes."""
    os.environ["PIA_ATLAS_TABLES"] = str(tables)
    at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=600)
    for key, value in filters.items():
        at.query_params[key] = value
    start = time.perf_counter()
    at.switch_page(f"pages/{group}/{name}.py").run()
    assert not at.exception and not at.error
    return time.perf_counter() - start


def main(names: Sequence[str]) -> None:
    logging.disable(logging.WARNING)  # Streamlit's, of pages that run without a browser
    with TemporaryDirectory() as place:
        tables = Path(place)
        making = Process(target=country, args=(tables,))  # a process of its own: its memory is none of the pages'
        making.start()
        making.join()
        for affair in ("", "resident_tax"):
            for group, pages in GROUPS.items():
                for name in (page for page in pages if page in names or not names):
                    chosen = {"affair": affair} if affair else {}
                    small, large = (opened(folder, group, name, **chosen) for folder in (SHIPPED, tables))
                    print(f"{name:12} {affair:12} {large:5.1f} s, {large / small:4.0f} x the shipped tables ({small:.2f} s)", flush=True)
        print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
