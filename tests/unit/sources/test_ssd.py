"""Each table of the SSD fills its table of the register, from Parquet with types of its own and from CSV as text."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from scrutable import sources
from scrutable.errors import DataFault
from tests.unit.sources.ssd_making import Loaded, Tables, day, write

PERSON = {
    "pers_person_id": ["1", "2"],
    "pers_sex": ["F", "M"],
    "pers_dob": [day("2010-01-02"), day("2012-03-04")],
}

# SSD tables, the table of the register, and what its rows are then. One case a table, on both forms of file.
CASES: dict[str, tuple[Tables, str, dict[str, list[Any]]]] = {
    "child": (
        {
            "ssd_person": {
                **PERSON, "pers_ethnicity": ["WBRI ", "Any other Black background"],
                "pers_expected_dob": [None, day("2012-03-01")], "pers_death_date": [None, day("2019-05-06")],
            },
            "ssd_linked_identifiers": {
                "link_person_id": ["1", "1", "2"], "link_identifier_type": ["NHS Number",
                "Unique Pupil Number", "RAA ID"],
                "link_identifier_value": ["9990001112", "A123456789012", "77"],
            },
            "ssd_immigration_status": {
                "immi_person_id": ["2", "1"], "immi_immigration_status_id": ["8", "9"],
                "immi_immigration_status": ["Unaccompanied Asylum Seeking Child", "British"],
            },
        },
        "child",
        {
            "child_id": ["1", "2"], "upn": ["A123456789012", None], "birth_date": ["2010-01-02",
            "2012-03-04"],
            "expected_birth_date": [None, "2012-03-01"], "death_date": [None, "2019-05-06"], "sex": ["F",
            "M"],
            "ethnicity": ["WBRI", "BOTH"], "unaccompanied_asylum_seeking": [None, True],
        },
    ),
    "disability": (
        {"ssd_disability": {"disa_person_id": ["1", "1"], "disa_table_id": ["7", "8"],
            "disa_disability_code": ["LD", "aut"]}},
        "child_disability", {"child_id": ["1", "1"], "code": ["AUT", "LD"]},
    ),
    "contact": (
        {"ssd_contacts": {
            "cont_contact_id": ["c"], "cont_person_id": ["1"], "cont_contact_date": [day("2019-05-01")],
            "cont_contact_source_code": ["1A"],
            "cont_contact_outcome_json": ['{"NEW_REFERRAL_FLAG": "Y", "NFA_FLAG": "N", "ADVICE_FLAG": "Y"}'],
        }},
        "contact",
        {"contact_id": ["c"], "received": ["2019-05-01"], "source_group": ["1A"],
            "outcome": ["new referral; advice"]},
    ),
    "early help": (
        {"ssd_early_help_episodes": {
            "earl_episode_id": ["e"], "earl_person_id": ["1"], "earl_episode_start_date": [day("2019-05-01")],
            "earl_episode_end_date": [day("2019-06-01")], "earl_episode_end_reason": ["Outcomes met"],
            "earl_episode_organisation": ["Council"],
        }},
        "early_help_episode",
        {"episode_id": ["e"], "child_id": ["1"], "started": ["2019-05-01"], "ended": ["2019-06-01"],
         "end_reason": ["Outcomes met"], "organisation": ["Council"]},
    ),
    "referral": (
        {
            "ssd_cin_episodes": {
                "cine_referral_id": ["r1", "r2", "r3"], "cine_person_id": ["1", "1", "2"],
                "cine_referral_date": [day("2019-04-01"), day("2019-05-01"), day("2019-06-01")],
                "cine_cin_primary_need_code": ["N1", "N5 - Family dysfunction", None],
                "cine_referral_source_code": ["6", "1A", None], "cine_referral_nfa": ["Y", None, None],
                "cine_referral_outcome_json": [None, '{"NFA_FLAG": "N"}', '{"NFA_FLAG": ""}'],
                "cine_close_reason": ["RC8", None, None], "cine_close_date": [day("2019-04-30"), None, None],
                "cine_referral_team": ["T1", "T9", None],
            },
            "ssd_department": {"dept_team_id": ["T1"], "dept_team_name": ["Assessment North"]},
        },
        "referral",
        {
            "referral_id": ["r1", "r2", "r3"], "received": ["2019-04-01", "2019-05-01", "2019-06-01"],
            "source_group": ["6", "1A", None], "primary_need": ["N1", "N5", None],
            "no_further_action": [True, False, None], "closed": ["2019-04-30", None, None],
            "closure_reason": ["RC8", None, None], "team": ["Assessment North", "T9", None],
        },
    ),
    "assessment": (
        {"ssd_cin_assessments": {
            "cina_assessment_id": ["a1", "a2", "a3"], "cina_person_id": ["1"] * 3,
            "cina_referral_id": ["r"] * 3,
            "cina_assessment_start_date": [day("2019-04-01")] * 3, "cina_assessment_child_seen": ["Y", "N",
            None],
            "cina_assessment_auth_date": [day("2019-05-01"), None, None],
            "cina_assessment_outcome_nfa": ["Y", "N", None], "cina_assessment_outcome_json": [None, None,
            '{"NFA_FLAG":""}'],
        }},
        "assessment",
        {"assessment_id": ["a1", "a2", "a3"], "referral_id": ["r"] * 3, "started": ["2019-04-01"] * 3,
         "child_seen": [True, False, None], "completed": ["2019-05-01", None, None], "outcome": ["no", "yes",
         None]},
    ),
    "factors, in both forms": (
        {"ssd_assessment_factors": {
            "cinf_table_id": ["1", "2", "3", "4"], "cinf_assessment_id": ["a", "b", "c", "d"],
            "cinf_assessment_factors_json": ['["1A", "2b", "1A"]', '{"3A": "Yes", "4B": "No", "5C": ""}',
            "[]", None],
        }},
        "assessment_factor", {"assessment_id": ["a", "a", "b"], "code": ["1A", "2B", "3A"]},
    ),
    "section 47": (
        {"ssd_s47_enquiry": {
            "s47e_s47_enquiry_id": ["s1", "s2", "s3"], "s47e_referral_id": ["r"] * 3,
            "s47e_person_id": ["1"] * 3,
            "s47e_s47_start_date": [day("2019-04-01")] * 3, "s47e_s47_end_date": [day("2019-04-15"), None,
            None],
            "s47e_s47_outcome_json": ['{"CP_CONFERENCE_FLAG": "Y", "COMMENTS": "CANARY"}',
            '{"CP_CONFERENCE_FLAG": "N"}', ""],
        }},
        "section_47",
        {"section_47_id": ["s1", "s2", "s3"], "strategy_discussion": ["2019-04-01"] * 3,
         "ended": ["2019-04-15", None, None], "outcome": ["child protection conference", None, None],
         "conference_not_required": [False, True, None]},
    ),
    "conference": (
        {"ssd_initial_cp_conference": {
            "icpc_icpc_id": ["i1", "i2", "i3"], "icpc_s47_enquiry_id": ["s1", None, None],
            "icpc_person_id": ["1", "2", "2"],
            "icpc_icpc_transfer_in": ["N", "Y", "N"], "icpc_icpc_target_date": [day("2019-05-01")] * 3,
            "icpc_icpc_date": [day("2019-04-30"), day("2019-05-02"), None],
            "icpc_icpc_outcome_cp_flag": ["Y", None, None],
            "icpc_icpc_outcome_json": [None, '{"CP_FLAG": "N"}', None],
        }},
        "conference",
        {"conference_id": ["i1", "i2"], "section_47_id": ["s1", None], "due": ["2019-05-01"] * 2,
         "held": ["2019-04-30", "2019-05-02"], "transfer_in": [False, True], "plan_made": [True, False]},
    ),
    "cin plan": (
        {"ssd_cin_plans": {
            "cinp_cin_plan_id": ["p"], "cinp_referral_id": ["r"], "cinp_person_id": ["1"],
            "cinp_cin_plan_start_date": [day("2019-04-01")], "cinp_cin_plan_end_date": [None],
            "cinp_cin_plan_team": ["T1"],
        }},
        "cin_plan", {"plan_id": ["p"], "referral_id": ["r"], "child_id": ["1"], "started": ["2019-04-01"],
        "ended": [None],
                     "team": ["T1"]},
    ),
    "cin visit": (
        {"ssd_cin_visits": {
            "cinv_cin_visit_id": ["v"], "cinv_person_id": ["1"], "cinv_cin_visit_date": [day("2019-04-01")],
            "cinv_cin_visit_seen": ["Y"], "cinv_cin_visit_seen_alone": ["N"], "cinv_cin_plan_id": ["p"],
        }},
        "cin_visit", {"visit_id": ["v"], "plan_id": ["p"], "child_id": ["1"], "made": ["2019-04-01"],
        "seen": [True],
                      "seen_alone": [False]},
    ),
    "cp plan, another council's too": (
        {"ssd_cp_plans": {
            "cppl_cp_plan_id": ["p1", "p2", "p3"], "cppl_referral_id": ["r"] * 3, "cppl_person_id": ["1",
            "2", "2"],
            "cppl_cp_plan_start_date": [day("2019-04-01")] * 3, "cppl_cp_plan_end_date": [None,
            day("2019-09-01"), None],
            "cppl_cp_plan_initial_category": ["Neglect", "Multiple: [Neglect, Physical abuse]",
            "Sexual abuse"],
            "cppl_cp_plan_latest_category": ["Emotional abuse", "Physical abuse", "MUL"],
            "cppl_cp_plan_ola": ["N", None, "Y"],
        }},
        "cp_plan",
        {"plan_id": ["p1", "p2", "p3"], "started": ["2019-04-01"] * 3, "ended": [None, "2019-09-01", None],
         "first_category": ["NEG", "MUL", "SAB"], "latest_category": ["EMO", "PHY", "MUL"],
         "other_authority": [False, None, True]},
    ),
    "cp visit": (
        {"ssd_cp_visits": {
            "cppv_cp_visit_id": ["v1", "v2"], "cppv_person_id": ["1", "1"], "cppv_cp_plan_id": ["p", None],
            "cppv_cp_visit_date": [day("2019-04-01"), None], "cppv_cp_visit_seen": ["Y", "Y"],
            "cppv_cp_visit_seen_alone": [None, "Y"],
        }},
        "cp_visit", {"visit_id": ["v1"], "plan_id": ["p"], "child_id": ["1"], "made": ["2019-04-01"],
        "seen": [True],
                     "seen_alone": [None]},
    ),
    "cp review": (
        {"ssd_cp_reviews": {
            "cppr_cp_review_id": ["w1", "w2"], "cppr_person_id": ["1", "1"], "cppr_cp_plan_id": ["p", "p"],
            "cppr_cp_review_due": [day("2019-07-01"), day("2020-01-01")],
            "cppr_cp_review_date": [day("2019-06-28"), None],
            "cppr_cp_review_outcome_continue_cp": ["Y", None],
        }},
        "cp_review", {"review_id": ["w1"], "plan_id": ["p"], "due": ["2019-07-01"], "held": ["2019-06-28"],
                      "continued": [True]},
    ),
    "care review": (
        {
            "ssd_cla_reviews": {
                "clar_cla_review_id": ["w1", "w2", "w3"], "clar_cla_id": ["L1", "L1", "L9"],
                "clar_cla_review_due_date": [day("2019-07-01")] * 3,
                "clar_cla_review_date": [day("2019-06-28")] * 3,
                "clar_cla_review_cancelled": ["N", "Y", None], "clar_cla_review_participation": ["PN1",
                "PN1", "PN2"],
                "clar_cla_person_id": [None, "1", "2"],
            },
            "ssd_cla_episodes": {
                "clae_cla_episode_id": ["e"], "clae_person_id": ["1"], "clae_cla_id": ["L1"],
                "clae_cla_episode_start_date": [day("2019-01-01")],
            },
        },
        "care_review", {"review_id": ["w1", "w3"], "child_id": ["1", "2"], "held": ["2019-06-28"] * 2,
                        "participation": ["PN1", "PN2"]},
    ),
    "care visit": (
        {"ssd_cla_visits": {
            "clav_cla_visit_id": ["v"], "clav_person_id": ["1"], "clav_cla_visit_date": [day("2019-04-01")],
            "clav_cla_visit_seen": ["Y"], "clav_cla_visit_seen_alone": ["Y"],
        }},
        "care_visit", {"visit_id": ["v"], "child_id": ["1"], "made": ["2019-04-01"], "seen": [True],
        "seen_alone": [True]},
    ),
    "health of all kinds": (
        {
            "ssd_cla_health": {
                "clah_health_check_id": ["1", "2"], "clah_person_id": ["1", "1"],
                "clah_health_check_type": ["Health Assessment", "Dental Check"],
                "clah_health_check_date": [day("2019-04-01"), day("2019-05-01")],
                "clah_health_check_status": ["Completed", "Refused"],
            },
            "ssd_cla_immunisations": {
                "clai_person_id": ["1"], "clai_immunisations_status": ["Y"],
                "clai_immunisations_status_date": [day("2019-06-01")],
            },
            "ssd_cla_convictions": {
                "clac_cla_conviction_id": ["1"], "clac_person_id": ["1"],
                "clac_cla_conviction_date": [day("2019-07-01")],
                "clac_cla_conviction_offence": ["CANARY"],
            },
            "ssd_cla_substance_misuse": {
                "clas_substance_misuse_id": ["1"], "clas_person_id": ["1"],
                "clas_substance_misuse_date": [day("2019-08-01")],
                "clas_substance_misused": ["Y"],
            },
            "ssd_sdq_scores": {
                "csdq_table_id": ["1", "2"], "csdq_person_id": ["1", "2"],
                "csdq_sdq_completed_date": [day("2019-09-01"), None], "csdq_sdq_reason": [None, "SDQ2"],
                "csdq_sdq_score": ["14", None],
            },
        },
        "care_health",
        {
            "check_id": ["SDQ/1", "SDQ/2", "check/1", "check/2", "conviction/1", "immunisations/1",
            "substance misuse/1"],
            "kind": ["SDQ", "SDQ", "health assessment", "dental check", "conviction", "immunisations",
            "substance misuse"],
            "done": ["2019-09-01", None, "2019-04-01", "2019-05-01", "2019-07-01", "2019-06-01",
            "2019-08-01"],
            "score": [14.0, None, None, None, None, None, None],
            "status": [None, "SDQ2", "Completed", "Refused", "yes", "yes", "yes"],
        },
    ),
    "missing": (
        {"ssd_missing": {
            "miss_table_id": ["m1", "m2"], "miss_person_id": ["1", "2"],
            "miss_missing_episode_start_date": [day("2019-04-01T22:15"), day("2019-05-01")],
            "miss_missing_episode_end_date": [day("2019-04-02T01:00"), None],
            "miss_missing_episode_type": ["Missing", "A"], "miss_missing_rhi_offered": ["Y", "N"],
            "miss_missing_rhi_accepted": ["Y", "NA"],
        }},
        "missing_episode",
        {"episode_id": ["m1", "m2"], "began": ["2019-04-01T22:15:00", "2019-05-01T00:00:00"],
         "returned": ["2019-04-02T01:00:00", None], "kind": ["M", "A"], "interview_offered": [None, None],
         "interview_accepted": [True, None]},
    ),
    "care leaver": (
        {"ssd_care_leavers": {
            "clea_table_id": ["1", "2", "3"], "clea_person_id": ["1", "2", "3"],
            "clea_care_leaver_in_touch": ["YES", "NO", "NO"], "clea_care_leaver_activity": ["F4", "G5", "0"],
            "clea_care_leaver_latest_contact": [day("2019-11-01"), None, None],
            "clea_pathway_plan_review_date": [day("2019-10-01"), day("2019-09-01"), None],
            "clea_care_leaver_accommodation": ["U", "R", "R"], "clea_care_leaver_accom_suitable": ["1", "2",
            None],
        }},
        "care_leaver",
        {"status_id": ["1/2019-11-01", "2/2019-09-01"], "child_id": ["1", "2"], "as_at": ["2019-11-01",
            "2019-09-01"],
         "in_touch": ["YES", "NO"], "activity": ["F4", "G5"], "accommodation": ["U", "R"], "suitable": [True,
         False]},
    ),
    "worker": (
        {"ssd_professionals": {
            "prof_professional_id": ["w1", "w2", "w3"], "prof_professional_name": ["CANARY"] * 3,
            "prof_professional_job_title": ["Social Worker"] * 3,
            "prof_professional_department": ["North"] * 3,
            "prof_full_time_equivalency": [0.6, 1.0, None], "prof_agency_worker_flag": ["N", "Y",
            "PLACEHOLDER_DATA"],
        }},
        "worker",
        {"worker_id": ["w1", "w2"], "kind": ["employee", "agency"], "role": ["Social Worker"] * 2,
            "fte": [0.6, 1.0]},
    ),
    "allocation": (
        {"ssd_involvements": {
            "invo_involvements_id": ["i1", "i2"], "invo_professional_id": ["w1", "w2"],
            "invo_person_id": ["1", "1"],
            "invo_professional_role_id": ["Allocated Case Worker", "GP"],
            "invo_involvement_start_date": [day("2019-04-01")] * 2,
            "invo_involvement_end_date": [day("2019-05-01"), None],
            "invo_worker_change_reason": ["LEFTRL", None],
        }},
        "allocation",
        {"allocation_id": ["i1"], "child_id": ["1"], "worker_id": ["w1"], "started": ["2019-04-01"],
         "ended": ["2019-05-01"], "role": ["Allocated Case Worker"], "end_reason": ["LEFTRL"]},
    ),
}  # fmt: skip

SEND: Tables = {
    "ssd_send": {"send_table_id": ["s"], "send_person_id": ["1"], "send_upn": ["A1"]},
    "ssd_ehcp_requests": {
        "ehcr_ehcp_request_id": ["q"], "ehcr_send_table_id": ["s"], "ehcr_ehcp_req_date": [day("2019-01-07")],
        "ehcr_ehcp_req_outcome_date": [day("2019-02-11")], "ehcr_ehcp_req_outcome": ["Y"],
    },
    "ssd_ehcp_assessment": {
        "ehca_ehcp_assessment_id": ["a"], "ehca_ehcp_request_id": ["q"],
        "ehca_ehcp_assessment_outcome_date": [day("2019-05-06")], "ehca_ehcp_assessment_outcome": ["Y"],
        "ehca_ehcp_assessment_exceptions": ["1"],
    },
    "ssd_ehcp_named_plan": {
        "ehcn_named_plan_id": ["n"], "ehcn_ehcp_asmt_id": ["a"],
        "ehcn_named_plan_start_date": [day("2019-05-27")],
        "ehcn_named_plan_ceased_date": [None], "ehcn_named_plan_ceased_reason": [None],
    },
    "ssd_ehcp_active_plans": {
        "ehcp_active_ehcp_id": ["n", "m"], "ehcp_ehcp_request_id": ["q", "q"],
        "ehcp_active_ehcp_last_review_date": [day("2019-12-01"), None],
    },
}  # fmt: skip
CASES |= {
    "ehc request": (SEND, "ehc_request", {
        "request_id": ["q"], "child_id": ["1"], "received": ["2019-01-07"], "decided": ["2019-02-11"],
        "decision": ["Y"],
    }),
    "ehc assessment": (SEND, "ehc_assessment", {
        "assessment_id": ["a"], "request_id": ["q"], "child_id": ["1"], "outcome": ["Y"],
        "outcome_date": ["2019-05-06"],
        "exception": [True],
    }),
    "ehc plan": (SEND, "ehc_plan", {
        "plan_id": ["n"], "assessment_id": ["a"], "request_id": ["q"], "child_id": ["1"],
        "requested": ["2019-01-07"],
        "issued": ["2019-05-27"], "exception": [True], "ceased": [None], "cease_reason": [None],
    }),
    "annual review": (SEND, "annual_review", {
        "review_id": ["n/2019-12-01"], "plan_id": ["n"], "child_id": ["1"], "notified": ["2019-12-01"],
    }),
}  # fmt: skip


@pytest.fixture
def load(tmp_path: Path) -> Callable[[Tables, str], Loaded]:
    """Load an extract into a new store."""
    return lambda tables, form: Loaded(tmp_path / "store").load(write(tmp_path / "extract", tables, form))


@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize("case", CASES)
def test_fills_the_register(load: Callable[[Tables, str], Loaded], case: str, form: str) -> None:
    tables, table, expected = CASES[case]
    loaded = load(tables, form)
    rows = loaded.rows(table, *expected)
    assert dict(zip(expected, map(list, zip(*rows, strict=True)), strict=True)) == expected
    # None of the values above is unreadable, of no code set, or in a row that cannot be used.
    assert not {"D201", "D203", "D204", "D205", "D206", "D207"} & set(loaded.codes())


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_care_episode_has_its_placement_and_the_status_in_force(
    load: Callable[[Tables, str], Loaded], form: str
) -> None:
    tables: Tables = {
        "ssd_cla_episodes": {
            "clae_cla_episode_id": ["e1", "e2", "e3"], "clae_person_id": ["1", "1", "2"],
            "clae_cla_episode_start_date": [day("2019-02-01"), day("2019-03-01"), day("2019-02-01")],
            "clae_cla_episode_start_reason": ["S", "L", "S"], "clae_cla_primary_need_code": ["N1"] * 3,
            "clae_cla_episode_ceased_date": [day("2019-03-01"), None, None],
            "clae_cla_episode_ceased_reason": ["X1", None, None], "clae_cla_id": ["L1", "L1", "L2"],
            "clae_cla_placement_id": ["p1", "p1", "p2"],
        },
        "ssd_cla_placement": {
            "clap_cla_placement_id": ["p1", "p2"], "clap_cla_placement_start_date": [day("2019-01-15"),
            day("2019-02-01")],
            "clap_cla_placement_type": ["U4", "K2"], "clap_cla_placement_urn": ["SC1", "SC2"],
            "clap_cla_placement_distance": [4.5, 999.9], "clap_cla_placement_provider": ["PR1", "PR4"],
            "clap_cla_placement_change_reason": ["CHILD", None], "clap_cla_placement_postcode": ["CANARY",
            "CANARY"],
        },
        "ssd_legal_status": {
            "lega_person_id": ["1", "1", "1", "2"], "lega_legal_status": ["V2", "C1", "SGO",
            "Private fostering"],
            "lega_legal_status_start_date": [day("2019-02-01"), day("2019-03-01"), day("2019-01-01"),
            day("2019-01-01")],
            "lega_legal_status_end_date": [day("2019-03-01"), None, None, None],
        },
    }  # fmt: skip
    found = load(tables, form).rows(
        "care_episode", "episode_id", "legal_status", "placement_type", "provider", "placement_urn",
        "distance_miles",
        "placement_started", "change_reason", "ended", "end_reason",
    )  # fmt: skip
    assert found == [
        ("e1", "V2", "U4", "PR1", "SC1", 4.5, "2019-01-15", "CHILD", "2019-03-01", "X1"),
        ("e2", "C1", "U4", "PR1", "SC1", 4.5, "2019-01-15", "CHILD", None, None),
        # Private fostering makes no child looked after, 999.9 miles is not known, and the day says nothing new.
        ("e3", None, "K2", "PR4", "SC2", None, None, None, None, None),
    ]


def test_what_is_left_out_is_counted(load: Callable[[Tables, str], Loaded]) -> None:
    both = {**CASES["cp plan, another council's too"][0], **CASES["care review"][0], **CASES["allocation"][0]}
    said = load(both, "parquet").said("D255")
    assert said == [
        "1 row of ssd_cp_plans listed and never counted: another council's plan.",
        "1 row of ssd_cla_reviews left out: cancelled.",
        "1 row of ssd_involvements left out: not the allocated case worker.",
    ]


def test_json_that_is_none_is_a_finding(load: Callable[[Tables, str], Loaded]) -> None:
    loaded = load({"ssd_assessment_factors": {
        "cinf_table_id": [1, 2], "cinf_assessment_id": ["a", "b"], "cinf_assessment_factors_json": ['["1A"',
        '["2B"]'],
    }}, "parquet")  # fmt: skip
    assert loaded.rows("assessment_factor", "assessment_id", "code") == [("b", "2B")]
    assert loaded.said("D256") == ["1 text of cinf_assessment_factors_json not JSON, and read as blank."]


def test_an_extract_says_what_it_does_not_hold(load: Callable[[Tables, str], Loaded]) -> None:
    [says] = load({"ssd_person": PERSON}, "parquet").said("D251")
    assert "ssd_cp_visits" in says and "it says nothing about child_disability" in says


def test_a_parquet_file_of_one_value_over_and_over_is_refused(tmp_path: Path) -> None:
    """It takes no room in the file, and all of it here; a large honest extract has about one cell a byte."""
    column = pa.array(["1"] * 3_000_000).dictionary_encode()
    pq.write_table(pa.table({"cinp_cin_plan_id": column, "cinp_person_id": column}), tmp_path / "a.parquet")
    with pytest.raises(DataFault, match="D144"):
        sources.recognise(tmp_path / "a.parquet")
