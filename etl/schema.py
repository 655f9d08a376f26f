"""The published tables: columns, types and keys. Types: text, int (int32), real, bool, date; keys come first and name the order of the rows."""
from __future__ import annotations

from functools import cache

import pyarrow as pa

_TYPES = {"text": pa.string(), "int": pa.int32(), "real": pa.float64(), "bool": pa.bool_(), "date": pa.date32()}

# table: number of key columns, then `column` (text) or `column:type`
_TABLES: dict[str, tuple[int, str]] = {
    "assessments": (1, "assessment_id municipality_code municipality prefecture authority number:int title kind form_version affair published_on:date "
                       "assessed_on:date headcount_band department network_linkage threshold_result fee file_register_published consultation_start:date "
                       "consultation_end:date third_party_review_on:date handlers_500_or_more serious_incident is_current:bool source_name source_sha256"),
    "systems": (2, "assessment_id system_no:int name system_type page:int line:int"),
    "system_connections": (3, "assessment_id system_no:int connection connected:bool other_text status page:int line:int"),
    "files": (2, "assessment_id file_no:int name file_type subject_band record_items_band handler_band held_since:date used_since:date department "
                 "outsourced outsourced_count:int"),
    "retention": (2, "assessment_id file_no:int period min_years:int max_years:int status page:int line:int"),
    "outsourcing": (3, "assessment_id file_no:int item_no:int title vendor_stated vendor vendor_status scope "
                       "subject_band handler_band subcontracting page:int line:int"),
    "disclosures": (4, "assessment_id file_no:int direction item_no:int recipient subject_band page:int line:int"),
    "parts": (3, "assessment_id part_no:int file_no:int no_outsourcing:bool no_disclosure:bool no_network_acquisition:bool "
                 "no_network_provision:bool no_manual_work:bool"),
    "ratings": (4, "assessment_id part_no:int section risk_no:int level:int choice status page:int line:int"),
    "practices": (5, "assessment_id part_no:int section risk_no:int item choice level:int status page:int line:int"),
    "changes": (2, "assessment_id change_no:int changed_on:date item section timing brings_government_cloud:bool page:int line:int"),
    "cloud": (1, "assessment_id government_cloud:bool first_reported_on:date platform_hosting"),
    "cloud_statements": (4, "assessment_id file_no:int section field page:int line:int"),
    "controls": (7, "assessment_id part_no:int section risk_no:int field layer control page:int line:int"),
    "passages": (8, "assessment_id part_no:int file_no:int section risk_no:int field layer seq:int chars:int shared_share:real page:int line:int"),
    "wording": (8, "assessment_id part_no:int file_no:int section risk_no:int field layer seq:int text"),
    "coverage": (6, "assessment_id file_no:int part_no:int section risk_no:int field status page:int line:int stated_count:int found_count:int"),
    "contradictions": (2, "assessment_id contradiction_no:int kind place_1 place_2 sentence_ja sentence_en"),
    "codes": (2, "domain code label_ja label_en position:int"),
}
TABLES = tuple(_TABLES)


@cache
def schema_of(table: str) -> pa.Schema:
    """The Arrow schema of a table."""
    pairs = (column.partition(":") for column in _TABLES[table][1].split())
    return pa.schema([(name, _TYPES[kind or "text"]) for name, _, kind in pairs])


@cache
def key_of(table: str) -> tuple[str, ...]:
    """The columns that tell its rows apart."""
    count, columns = _TABLES[table]
    return tuple(column.partition(":")[0] for column in columns.split()[:count])
