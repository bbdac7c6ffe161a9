"""Which table and columns of the Standard Safeguarding Dataset (SSD) fill which table and columns of the register.

The whole mapping is this page. A column of the register is given by the name of an SSD column, or by one of the few
forms of `ssd_values.py`: `Via` looks a value up in another SSD table, `First` takes the first that is filled in,
`Said` and `Outcomes` read the JSON columns. What is not named here is never selected, so that names, addresses, free
text and comments do not leave the file or the database. Read `ssd.py` next, which applies it.
"""

from dataclasses import dataclass
from functools import cache

from scrutable.register.schema import tables
from scrutable.sources.delivery import Scope
from scrutable.sources.ssd_in_force import InForce
from scrutable.sources.ssd_values import (
    Always,
    Before,
    Day,
    First,
    Holds,
    Item,
    Joined,
    Matching,
    NoneOf,
    Outcomes,
    Said,
    Value,
    Via,
)

# An SSD holds the children known in the last six years, with what happened in them (see docs/decisions.md).
YEARS = 6
RECENT = Scope(whole=True, years=YEARS)
WHOLE = Scope(whole=True)
LATEST = Scope(latest=True)


@dataclass(frozen=True)
class LeftOut:
    """Rows that are in the SSD and not the register's: where a column's text matches a pattern, or is blank."""

    column: str
    pattern: str  # of the text in lower case, as a whole; "" is a blank
    why: str
    unless: bool = False  # what does not match, instead of what does
    also: str = ""  # another column of which the same must be true
    kept: bool = False  # kept, and only counted here: the register says of each why no figure counts it


@dataclass(frozen=True)
class Mapped:
    """How one SSD table fills one table of the register."""

    table: str
    of: str
    columns: dict[str, str | Value]
    scope: Scope | None = RECENT
    left_out: tuple[LeftOut, ...] = ()
    each: str = ""  # a JSON column that lists codes: a row for each of them
    words: tuple[tuple[str, str], ...] = ()  # column -> our word sets of annex_a_words for its wordings


def _team(column: str) -> First:
    """Return the team's name where the departments have it, else what the column says."""
    return First(Via(column, "ssd_department", "dept_team_id", "dept_team_name"), column)


def _placement(column: str) -> Via:
    """Return what the placement of a care episode says."""
    return Via("clae_cla_placement_id", "ssd_cla_placement", "clap_cla_placement_id", column)


_LAST_HEARD_OF = First("clea_care_leaver_latest_contact", "clea_pathway_plan_review_date")
_YES = "y|yes|true|t|1"
_NO_DATE = "no date, so planned and not held yet"
_REQUEST_OF_ASSESSMENT = Via(
    "ehcn_ehcp_asmt_id", "ssd_ehcp_assessment", "ehca_ehcp_assessment_id", "ehca_ehcp_request_id"
)


def _child_of_request(request: str | Value) -> Via:
    """Return the child of an EHC request: the request names a row of ssd_send, and that names the person."""
    send = Via(request, "ssd_ehcp_requests", "ehcr_ehcp_request_id", "ehcr_send_table_id")
    return Via(send, "ssd_send", "send_table_id", "send_person_id")


MAPPING = (
    Mapped("child", "ssd_person", {
        "child_id": "pers_person_id",
        "upn": First(
            "pers_upn",
            Via("pers_person_id", "ssd_linked_identifiers", "link_person_id", "link_identifier_value",
                where=Matching("link_identifier_type", r"unique pupil number|upn")),
            Via("pers_person_id", "ssd_send", "send_person_id", "send_upn"),
        ),
        "birth_date": "pers_dob", "expected_birth_date": "pers_expected_dob", "death_date": "pers_death_date",
        "sex": "pers_sex", "ethnicity": "pers_ethnicity",
        "unaccompanied_asylum_seeking": Holds(
            "pers_person_id", "ssd_immigration_status", "immi_person_id",
            where=Matching("immi_immigration_status", r".*(unaccompanied|\buasc\b).*"),
        ),
    }, scope=None),
    Mapped("child_disability", "ssd_disability",
           {"child_id": "disa_person_id", "code": "disa_disability_code"}, scope=WHOLE),
    Mapped("contact", "ssd_contacts", {
        "contact_id": "cont_contact_id", "child_id": "cont_person_id", "received": "cont_contact_date",
        "source_group": "cont_contact_source_code", "outcome": Outcomes("cont_contact_outcome_json"),
    }),
    Mapped("early_help_episode", "ssd_early_help_episodes", {
        "episode_id": "earl_episode_id", "child_id": "earl_person_id", "started": "earl_episode_start_date",
        "ended": "earl_episode_end_date", "end_reason": "earl_episode_end_reason",
        "organisation": "earl_episode_organisation",
    }),
    Mapped("referral", "ssd_cin_episodes", {
        "referral_id": "cine_referral_id", "child_id": "cine_person_id", "received": "cine_referral_date",
        "source_group": "cine_referral_source_code", "primary_need": "cine_cin_primary_need_code",
        "no_further_action": First("cine_referral_nfa", Said("cine_referral_outcome_json", "NFA_FLAG")),
        "closed": "cine_close_date", "closure_reason": "cine_close_reason", "team": _team("cine_referral_team"),
    }),
    Mapped("assessment", "ssd_cin_assessments", {
        "assessment_id": "cina_assessment_id", "referral_id": "cina_referral_id", "child_id": "cina_person_id",
        "started": "cina_assessment_start_date", "child_seen": "cina_assessment_child_seen",
        "completed": "cina_assessment_auth_date", "team": _team("cina_assessment_team"),
        # The register asks whether support was found to be needed; the SSD says whether nothing further was done.
        "outcome": NoneOf(First("cina_assessment_outcome_nfa", Said("cina_assessment_outcome_json", "NFA_FLAG"))),
    }),
    Mapped("assessment_factor", "ssd_assessment_factors", {"assessment_id": "cinf_assessment_id", "code": Item()},
           scope=WHOLE, each="cinf_assessment_factors_json"),
    Mapped("section_47", "ssd_s47_enquiry", {
        "section_47_id": "s47e_s47_enquiry_id", "referral_id": "s47e_referral_id", "child_id": "s47e_person_id",
        "strategy_discussion": "s47e_s47_start_date", "ended": "s47e_s47_end_date",
        "outcome": Outcomes("s47e_s47_outcome_json"),
        "conference_not_required": NoneOf(Said("s47e_s47_outcome_json", "CP_CONFERENCE_FLAG")),
        "team": _team("s47e_s47_completed_by_team"),
    }),
    Mapped("conference", "ssd_initial_cp_conference", {
        "conference_id": "icpc_icpc_id", "section_47_id": "icpc_s47_enquiry_id", "child_id": "icpc_person_id",
        "due": "icpc_icpc_target_date", "held": "icpc_icpc_date", "transfer_in": "icpc_icpc_transfer_in",
        "plan_made": First("icpc_icpc_outcome_cp_flag", Said("icpc_icpc_outcome_json", "CP_FLAG")),
    }, left_out=(LeftOut("icpc_icpc_date", "", _NO_DATE),)),
    Mapped("cin_plan", "ssd_cin_plans", {
        "plan_id": "cinp_cin_plan_id", "referral_id": "cinp_referral_id", "child_id": "cinp_person_id",
        "started": "cinp_cin_plan_start_date", "ended": "cinp_cin_plan_end_date",
        "team": _team("cinp_cin_plan_team"),
    }),
    Mapped("cin_visit", "ssd_cin_visits", {
        "visit_id": "cinv_cin_visit_id", "plan_id": "cinv_cin_plan_id", "child_id": "cinv_person_id",
        "made": "cinv_cin_visit_date", "seen": "cinv_cin_visit_seen", "seen_alone": "cinv_cin_visit_seen_alone",
    }, left_out=(LeftOut("cinv_cin_visit_date", "", _NO_DATE),)),
    Mapped("cp_plan", "ssd_cp_plans", {
        "plan_id": "cppl_cp_plan_id", "referral_id": "cppl_referral_id", "child_id": "cppl_person_id",
        "started": "cppl_cp_plan_start_date", "ended": "cppl_cp_plan_end_date",
        "first_category": "cppl_cp_plan_initial_category", "latest_category": "cppl_cp_plan_latest_category",
        "other_authority": "cppl_cp_plan_ola",
    }, left_out=(LeftOut("cppl_cp_plan_ola", _YES, "another council's plan", kept=True),)),
    Mapped("cp_visit", "ssd_cp_visits", {
        "visit_id": "cppv_cp_visit_id", "plan_id": "cppv_cp_plan_id", "child_id": "cppv_person_id",
        "made": "cppv_cp_visit_date", "seen": "cppv_cp_visit_seen", "seen_alone": "cppv_cp_visit_seen_alone",
    }, left_out=(LeftOut("cppv_cp_visit_date", "", _NO_DATE),)),
    Mapped("cp_review", "ssd_cp_reviews", {
        "review_id": "cppr_cp_review_id", "plan_id": "cppr_cp_plan_id", "child_id": "cppr_person_id",
        "due": "cppr_cp_review_due", "held": "cppr_cp_review_date",
        "continued": "cppr_cp_review_outcome_continue_cp",
    }, left_out=(LeftOut("cppr_cp_review_date", "", _NO_DATE),)),
    Mapped("care_episode", "ssd_cla_episodes", {
        "episode_id": "clae_cla_episode_id", "child_id": "clae_person_id", "started": "clae_cla_episode_start_date",
        "start_reason": "clae_cla_episode_start_reason", "primary_need": "clae_cla_primary_need_code",
        "ended": "clae_cla_episode_ceased_date", "end_reason": "clae_cla_episode_ceased_reason",
        "legal_status": InForce("clae_person_id", "clae_cla_episode_start_date", "ssd_legal_status",
                                "lega_person_id", "lega_legal_status_start_date", "lega_legal_status_end_date",
                                "lega_legal_status", codes="legal_status"),
        "placement_type": _placement("clap_cla_placement_type"), "provider": _placement("clap_cla_placement_provider"),
        "placement_urn": _placement("clap_cla_placement_urn"),
        # A change of nothing but the placement's status (PLACE) makes a new row there, and no new placement.
        "placement_started": Before(_placement("clap_cla_placement_start_date"), "clae_cla_episode_start_date"),
        "distance_miles": _placement("clap_cla_placement_distance"),
        "change_reason": _placement("clap_cla_placement_change_reason"),
    }),
    Mapped("care_review", "ssd_cla_reviews", {
        "review_id": "clar_cla_review_id", "due": "clar_cla_review_due_date", "held": "clar_cla_review_date",
        "child_id": First("clar_cla_person_id",
                          Via("clar_cla_id", "ssd_cla_episodes", "clae_cla_id", "clae_person_id")),
        "participation": "clar_cla_review_participation",
    }, left_out=(
        LeftOut("clar_cla_review_cancelled", _YES, "cancelled"),
        LeftOut("clar_cla_review_date", "", _NO_DATE),
    )),
    Mapped("care_visit", "ssd_cla_visits", {
        "visit_id": "clav_cla_visit_id", "child_id": "clav_person_id", "made": "clav_cla_visit_date",
        "seen": "clav_cla_visit_seen", "seen_alone": "clav_cla_visit_seen_alone",
    }, left_out=(LeftOut("clav_cla_visit_date", "", _NO_DATE),)),
    Mapped("care_health", "ssd_cla_health", {
        "check_id": Joined("check", "clah_health_check_id"), "child_id": "clah_person_id",
        "kind": "clah_health_check_type", "done": "clah_health_check_date", "status": "clah_health_check_status",
    }),
    Mapped("care_health", "ssd_cla_immunisations", {
        "check_id": Joined("immunisations", "clai_person_id"), "child_id": "clai_person_id",
        "kind": Always("immunisations"), "done": "clai_immunisations_status_date",
        "status": "clai_immunisations_status",
    }),
    Mapped("care_health", "ssd_cla_convictions", {
        "check_id": Joined("conviction", "clac_cla_conviction_id"), "child_id": "clac_person_id",
        "kind": Always("conviction"), "done": "clac_cla_conviction_date", "status": Always("yes"),
    }),
    Mapped("care_health", "ssd_cla_substance_misuse", {
        "check_id": Joined("substance misuse", "clas_substance_misuse_id"), "child_id": "clas_person_id",
        "kind": Always("substance misuse"), "done": "clas_substance_misuse_date", "status": Always("yes"),
    }),
    Mapped("care_health", "ssd_sdq_scores", {
        "check_id": Joined("SDQ", "csdq_table_id"), "child_id": "csdq_person_id", "kind": Always("SDQ"),
        "done": "csdq_sdq_completed_date", "score": "csdq_sdq_score", "status": "csdq_sdq_reason",
    }),
    Mapped("missing_episode", "ssd_missing", {
        "episode_id": "miss_table_id", "child_id": "miss_person_id", "began": "miss_missing_episode_start_date",
        "returned": "miss_missing_episode_end_date", "kind": "miss_missing_episode_type",
        "interview_accepted": "miss_missing_rhi_accepted",
    }),
    Mapped("care_leaver", "ssd_care_leavers", {
        "status_id": Joined(None, "clea_person_id", Day(_LAST_HEARD_OF)),
        "child_id": "clea_person_id",
        "as_at": _LAST_HEARD_OF,
        "in_touch": "clea_care_leaver_in_touch", "activity": "clea_care_leaver_activity",
        "accommodation": "clea_care_leaver_accommodation", "suitable": "clea_care_leaver_accom_suitable",
        "team": _team("clea_care_leaver_allocated_team"),
    }, scope=LATEST, left_out=(
        LeftOut("clea_care_leaver_latest_contact", "", "no date of a contact or a pathway review",
                also="clea_pathway_plan_review_date"),
    )),
    Mapped("ehc_request", "ssd_ehcp_requests", {
        "request_id": "ehcr_ehcp_request_id",
        "child_id": Via("ehcr_send_table_id", "ssd_send", "send_table_id", "send_person_id"),
        "received": "ehcr_ehcp_req_date", "decided": "ehcr_ehcp_req_outcome_date",
        "decision": "ehcr_ehcp_req_outcome",
    }),
    Mapped("ehc_assessment", "ssd_ehcp_assessment", {
        "assessment_id": "ehca_ehcp_assessment_id", "request_id": "ehca_ehcp_request_id",
        "child_id": _child_of_request("ehca_ehcp_request_id"), "outcome": "ehca_ehcp_assessment_outcome",
        "outcome_date": "ehca_ehcp_assessment_outcome_date", "exception": "ehca_ehcp_assessment_exceptions",
    }),
    Mapped("ehc_plan", "ssd_ehcp_named_plan", {
        "plan_id": "ehcn_named_plan_id", "assessment_id": "ehcn_ehcp_asmt_id",
        "request_id": _REQUEST_OF_ASSESSMENT, "child_id": _child_of_request(_REQUEST_OF_ASSESSMENT),
        "requested": Via(_REQUEST_OF_ASSESSMENT, "ssd_ehcp_requests", "ehcr_ehcp_request_id", "ehcr_ehcp_req_date"),
        "issued": "ehcn_named_plan_start_date",
        "exception": Via("ehcn_ehcp_asmt_id", "ssd_ehcp_assessment", "ehca_ehcp_assessment_id",
                         "ehca_ehcp_assessment_exceptions"),
        "ceased": "ehcn_named_plan_ceased_date", "cease_reason": "ehcn_named_plan_ceased_reason",
    }),
    Mapped("annual_review", "ssd_ehcp_active_plans", {
        "review_id": Joined(None, "ehcp_active_ehcp_id", Day("ehcp_active_ehcp_last_review_date")),
        "plan_id": Via(
            Via("ehcp_ehcp_request_id", "ssd_ehcp_assessment", "ehca_ehcp_request_id", "ehca_ehcp_assessment_id"),
            "ssd_ehcp_named_plan", "ehcn_ehcp_asmt_id", "ehcn_named_plan_id"),
        "child_id": _child_of_request("ehcp_ehcp_request_id"), "notified": "ehcp_active_ehcp_last_review_date",
    }, scope=LATEST, left_out=(LeftOut("ehcp_active_ehcp_last_review_date", "", "no review yet"),)),
    Mapped("worker", "ssd_professionals", {
        "worker_id": "prof_professional_id", "kind": "prof_agency_worker_flag",
        "role": "prof_professional_job_title", "department": "prof_professional_department",
        "fte": "prof_full_time_equivalency",
    }, scope=WHOLE, left_out=(
        LeftOut("prof_agency_worker_flag", "", "not said whether employee or agency"),
    )),
    Mapped("allocation", "ssd_involvements", {
        "allocation_id": "invo_involvements_id", "child_id": "invo_person_id", "worker_id": "invo_professional_id",
        "started": "invo_involvement_start_date", "ended": "invo_involvement_end_date",
        "role": "invo_professional_role_id", "end_reason": "invo_worker_change_reason",
    }, left_out=(LeftOut("invo_professional_role_id", ".*allocated.*worker.*",
                         "not the allocated case worker", unless=True),)),
)  # fmt: skip

# What the extracts of the case systems call a column instead, oldest name last.
ALSO_CALLED = {
    "clae_cla_episode_ceased_date": ("clae_cla_episode_ceased",),
    "csdq_table_id": ("csdq_sdq_id",),
    "csdq_sdq_score": ("sdq_score",),
}
# Columns that physical extracts have and the specification has not.
PHYSICAL = ("pers_upn", "cinv_cin_plan_id", "clar_cla_person_id")

# Words of the SSD for the register's codes, where they are not those of a return.
ALIASES: dict[tuple[str, str], dict[str, str]] = {
    ("missing_episode", "kind"): {"missing": "M", "away": "A", "absent": "A"},
    ("care_health", "kind"): {"health assessment": "health assessment", "dental check": "dental check"},
    ("care_health", "status"): {
        "y": "yes", "n": "no", "planned": "Planned", "refused": "Refused", "cancelled": "Cancelled",
        "completed": "Completed",
    },
    ("care_leaver", "suitable"): {"2": "no"},
    ("worker", "kind"): {
        "y": "agency", "yes": "agency", "true": "agency", "1": "agency",
        "n": "employee", "no": "employee", "false": "employee", "0": "employee",
    },
}  # fmt: skip

# The prefix of each table's columns, by which a file is known whatever it is called.
PREFIXES = {
    "addr": "ssd_address", "cina": "ssd_cin_assessments", "cine": "ssd_cin_episodes", "cinf": "ssd_assessment_factors",
    "cinp": "ssd_cin_plans", "cinv": "ssd_cin_visits", "clac": "ssd_cla_convictions", "clae": "ssd_cla_episodes",
    "clah": "ssd_cla_health", "clai": "ssd_cla_immunisations", "clap": "ssd_cla_placement",
    "clar": "ssd_cla_reviews", "clas": "ssd_cla_substance_misuse", "clav": "ssd_cla_visits", "clea": "ssd_care_leavers",
    "cont": "ssd_contacts", "cppl": "ssd_cp_plans", "cppr": "ssd_cp_reviews", "cppv": "ssd_cp_visits",
    "csdq": "ssd_sdq_scores", "dept": "ssd_department", "disa": "ssd_disability", "earl": "ssd_early_help_episodes",
    "ehca": "ssd_ehcp_assessment", "ehcn": "ssd_ehcp_named_plan", "ehcp": "ssd_ehcp_active_plans",
    "ehcr": "ssd_ehcp_requests", "fami": "ssd_family", "icpc": "ssd_initial_cp_conference",
    "immi": "ssd_immigration_status", "invo": "ssd_involvements", "lacp": "ssd_cla_care_plan",
    "lapp": "ssd_cla_previous_permanence", "lega": "ssd_legal_status", "link": "ssd_linked_identifiers",
    "miss": "ssd_missing", "moth": "ssd_mother", "perm": "ssd_permanence", "pers": "ssd_person",
    "prep": "ssd_pre_proceedings", "prof": "ssd_professionals", "s251": "ssd_s251_finance",
    "s47e": "ssd_s47_enquiry", "send": "ssd_send", "senn": "ssd_sen_need", "voch": "ssd_voice_of_child",
}  # fmt: skip
# Tables of a deployment that hold no records of a child: passed over by their names.
AUXILIARY = (
    "ssd_version_log", "ssd_cohort", "ssd_dim_date", "ssd_pre_cla_care_plan", "ssd_api_data_staging",
    "ssd_api_data_staging_anon",
)  # fmt: skip


@cache
def repeating() -> frozenset[str]:
    """Return the SSD columns that hold few different texts, many times each: flags, codes and lists of outcomes."""
    return frozenset(
        value
        for mapped in MAPPING
        for name, value in mapped.columns.items()
        if isinstance(value, str) and tables()[mapped.table].columns[name].type in ("flag", "code")
    )


@cache
def wanted() -> dict[str, dict[str, None]]:
    """Return SSD table -> the columns that the mapping reads of it, in order."""
    found: dict[str, dict[str, None]] = {}
    for mapped in MAPPING:
        own = [
            *mapped.columns.values(),
            *(one.column for one in mapped.left_out),
            *filter(None, [mapped.each]),
        ]
        for value in own:
            reads = [(mapped.of, value)] if isinstance(value, str) else value.reads(mapped.of)
            for table, column in reads:
                found.setdefault(table, {})[column] = None
    return found
