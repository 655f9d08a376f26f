"""A visitor's own reports → tables of this session. They are parsed by the command in a process of its own, through pipes: nothing is written to disk."""
from __future__ import annotations

import io
import json
import secrets
import subprocess
import sys
import threading
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

MOST_FILES = 20
MOST_MEGABYTES = 30  # of one file, and twice that of all
SECONDS = 240
AT_ONCE = threading.BoundedSemaphore(2)  # parses on this server, whoever asked for them
ROOT = Path(__file__).parent.parent


class Refused(Exception):
    """The files are not taken; the message is what the sentence that says why is called in the catalogue."""


@dataclass(frozen=True)
class Upload:
    """What was read of a visitor's files: tables by name, what the build says, and the archive of it all. `token` is known to this session alone."""

    tables: dict[str, pa.Table]
    build: dict[str, Any]
    archive: bytes
    token: str = field(default_factory=lambda: secrets.token_hex(16))
    kept: dict[Any, Any] = field(default_factory=dict)  # the session's own answers to queries

    @property
    def reports(self) -> list[str]:
        """The assessment ids."""
        return self.tables["assessments"]["assessment_id"].to_pylist() if self.tables else []


def read(files: Sequence[tuple[str, bytes]]) -> Upload:
    """Parse files given as name and bytes. Refused if they are too many or too large, or the server is busy."""
    if len(files) > MOST_FILES:
        raise Refused("too_many")
    if sum(len(data) for _, data in files) > 2 * MOST_MEGABYTES << 20:
        raise Refused("too_large")
    if not AT_ONCE.acquire(timeout=20):
        raise Refused("busy")
    try:
        done = subprocess.run([sys.executable, "-m", "etl", "stream"], cwd=ROOT, input=_packed(files), capture_output=True, timeout=SECONDS, check=True)
        return _unpacked(done.stdout)
    except subprocess.TimeoutExpired:
        raise Refused("too_long") from None
    except (subprocess.CalledProcessError, zipfile.BadZipFile):
        raise Refused("broken") from None
    finally:
        AT_ONCE.release()


def _packed(files: Sequence[tuple[str, bytes]]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return file.getvalue()


def _unpacked(data: bytes) -> Upload:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        tables = {name.removesuffix(".parquet"): pq.read_table(pa.BufferReader(archive.read(name)))
                  for name in archive.namelist() if name.endswith(".parquet")}
        return Upload(tables, json.loads(archive.read("build.json")), data)
