"""Affairs, types of systems, layers of measures, and the labels of all codes."""
from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.data import read_rows
from etl.vocabulary import FILES, affair_of, codes, layer_of, rules, system_type_of

CASES = Path(__file__).parent / "cases"
CONTRACT = {
    "affair": """resident_registry resident_tax property_tax light_vehicle_tax corporate_tax tax_collection national_health_insurance
        late_stage_elderly_medical nursing_care_insurance national_pension child_allowance child_rearing_allowance childcare_support
        maternal_child_health immunisation health_promotion disability_welfare public_assistance school_support public_housing disaster other""",
    "system_type": """intermediate_server integrated_addressee addressee internal_linkage juki_net resident_registry tax collection arrears
        national_health_insurance convenience_issuance eltax online_application other""",
    "layer": """municipality intermediate_server_software intermediate_server_platform government_cloud addressee_system application_system
        business_system other""",
    "section": """basic_info file_overview acquisition use outsourcing disclosure network storage manual_work audit training priority_measure
        other_measures requests procedure""",
    "control": """id_password biometrics multi_factor card access_rights access_log log_review terminal_lock screen_privacy device_control encryption
        vpn closed_network firewall intrusion_detection antivirus patching entry_control cctv guard locked_storage backup remote_backup
        domestic_storage data_erasure physical_destruction shredding training self_inspection audit contract subcontract_approval
        two_person_check identity_check iso_27001 iso_27017 iso_27018 ismap nist_800_88""",
    "item": """user_authentication access_right_issuance access_right_management usage_log viewer_restriction handling_log provision_rules
        deletion_rules contract_clauses subcontractor_handling disclosure_log disclosure_rules nisc_standards safety_organisation safety_rules
        staff_notification physical_measures technical_measures backup incident_procedure serious_incident deceased_numbers deletion_procedure
        self_inspection audit internal_audit external_audit training priority_measure""",
    "period": "under_1y 1y 2y 3y 4y 5y 6y_to_10y 10y_to_20y over_20y undefined",
    "subject_band": "under_10k 10k_100k 100k_1m 1m_10m over_10m",
    "headcount_band": "under_1k 1k_10k 10k_100k 100k_300k over_300k",
    "handler_band": "under_10 10_50 50_100 100_500 500_1000 over_1000",
    "record_items_band": "under_10 10_50 50_100 over_100",
    "connection": "info_network internal juki_net existing_juki addressee tax other",
    "status": "stated blank unreadable not_in_source",
    "kind": "basic priority full",
    "direction": "provision transfer",
    "timing": "before after",
    "scope": "all part",
    "level": "3 2 1",
    "fee": "charged free",
    "network_linkage": "yes no undecided",
    "platform_hosting": "ismap_cloud data_center not_stated",
}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def cases(*names: str) -> list[tuple[str, str, str, str]]:
    return [(name, row["input"], row["expected"], row["note"]) for name in names for row in read(CASES / f"{name}.csv")]


READERS: dict[str, Callable[[str], str]] = {"affairs": affair_of, "system_types": system_type_of, "layers": layer_of}


@pytest.mark.parametrize(("name", "text", "expected", "note"), cases(*READERS))
def test_code_of_a_text(name: str, text: str, expected: str, note: str) -> None:
    assert READERS[name](text) == expected, note


def test_a_heading_with_the_name_of_the_authority_is_its_own_layer() -> None:
    assert layer_of("＜青空システム連絡会における措置＞") == "business_system"
    assert layer_of("＜青空システム連絡会における措置＞", "青空システム連絡会") == "municipality"


def test_every_code_of_the_contract_has_labels_in_form_order() -> None:
    by_domain = defaultdict(list)
    for code in codes():
        assert code.label_ja and code.label_en, code
        by_domain[code.domain].append(code)
    for domain, wanted in CONTRACT.items():
        assert [code.code for code in by_domain[domain]] == wanted.split(), domain
    for domain, found in by_domain.items():
        assert [code.position for code in found] == list(range(1, len(found) + 1)), domain
        assert len({code.code for code in found}) == len(found), domain


@pytest.mark.parametrize("name", ["affairs", "system_types", "layers", "vendors", "controls", "codes", "municipalities"])
def test_every_row_of_a_data_file_has_all_columns(name: str) -> None:
    for number, row in enumerate(read_rows(name), 2):
        assert None not in row and None not in row.values(), f"{name}.csv line {number}: a comma too many or too few"


@pytest.mark.parametrize("domain", FILES)
def test_vocabularies_use_known_codes_only(domain: str) -> None:
    known = {code.code for code in codes() if code.domain == domain}
    assert {rule.code for rule in rules(domain)} <= known
    unreachable = known - {rule.code for rule in rules(domain)} - {"other"}
    assert unreachable == set(), f"no pattern leads to {unreachable}"
