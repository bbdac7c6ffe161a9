"""The tables and columns of the Standard Safeguarding Dataset that the demo council's extract has, with their types.

Names and types are facts of the specification (data-to-insight/ssd-data-model-next); where its samples are at hand a
test compares them. Beside its columns stand those that extracts of real case systems add (`PHYSICAL`).
"""

# Columns that the specification has not.
PHYSICAL = ("pers_upn", "cinv_cin_plan_id")

# Table -> the prefix of its columns and the rest of their names, in the order in which the extract has them.
_LAYOUT = {
    "ssd_person": (
        "pers",
        "person_id sex gender ethnicity dob:d common_child_id legacy_id upn_unknown send_flag:c expected_dob:d"
        " death_date:d is_mother:c nationality upn",
    ),
    "ssd_disability": ("disa", "person_id table_id disability_code"),
    "ssd_immigration_status": (
        "immi",
        "person_id immigration_status_id immigration_status immigration_status_start_date:d"
        " immigration_status_end_date:d",
    ),
    "ssd_linked_identifiers": (
        "link", "table_id person_id identifier_type identifier_value valid_from_date:d valid_to_date:d"
    ),
    "ssd_contacts": (
        "cont", "contact_id person_id contact_date:d contact_source_code contact_source_desc contact_outcome_json"
    ),
    "ssd_early_help_episodes": (
        "earl",
        "episode_id person_id episode_start_date:d episode_end_date:d episode_reason episode_end_reason"
        " episode_organisation episode_worker_id",
    ),
    "ssd_cin_episodes": (
        "cine",
        "referral_id person_id referral_date:d cin_primary_need_code referral_source_code referral_source_desc"
        " referral_outcome_json referral_nfa:c close_reason close_date:d referral_team referral_worker_id",
    ),
    "ssd_cin_assessments": (
        "cina",
        "assessment_id person_id referral_id assessment_start_date:d assessment_child_seen:c assessment_auth_date:d"
        " assessment_outcome_json assessment_outcome_nfa:c assessment_team assessment_worker_id",
    ),
    "ssd_assessment_factors": ("cinf", "table_id assessment_id assessment_factors_json"),
    "ssd_s47_enquiry": (
        "s47e",
        "s47_enquiry_id referral_id person_id s47_start_date:d s47_end_date:d s47_nfa:c s47_outcome_json"
        " s47_completed_by_worker_id s47_completed_by_team",
    ),
    "ssd_initial_cp_conference": (
        "icpc",
        "icpc_id icpc_meeting_id s47_enquiry_id person_id cp_plan_id referral_id icpc_transfer_in:c"
        " icpc_target_date:d icpc_date:d icpc_outcome_cp_flag:c icpc_outcome_json icpc_team icpc_worker_id",
    ),
    "ssd_cin_plans": (
        "cinp",
        "cin_plan_id referral_id person_id cin_plan_start_date:d cin_plan_end_date:d cin_plan_team cin_plan_worker_id",
    ),
    "ssd_cin_visits": (
        "cinv",
        "cin_visit_id person_id cin_visit_date:d cin_visit_seen:c cin_visit_seen_alone:c cin_visit_bedroom:c"
        " cin_plan_id",
    ),
    "ssd_cp_plans": (
        "cppl",
        "cp_plan_id referral_id icpc_id person_id cp_plan_start_date:d cp_plan_end_date:d cp_plan_initial_category"
        " cp_plan_ola:c cp_plan_latest_category",
    ),
    "ssd_cp_visits": (
        "cppv",
        "cp_visit_id person_id cp_plan_id cp_visit_date:d cp_visit_seen:c cp_visit_seen_alone:c cp_visit_bedroom:c",
    ),
    "ssd_cp_reviews": (
        "cppr",
        "cp_review_id person_id cp_plan_id cp_review_due:d cp_review_date:d cp_review_meeting_id"
        " cp_review_outcome_continue_cp:c cp_review_quorate:c cp_review_participation:c",
    ),
    "ssd_cla_episodes": (
        "clae",
        "cla_episode_id person_id cla_episode_start_date:d cla_episode_start_reason cla_primary_need_code"
        " cla_episode_ceased_date:d cla_episode_ceased_reason cla_id referral_id cla_placement_id entered_care_date:d"
        " cla_last_iro_contact_date:d",
    ),
    "ssd_cla_placement": (
        "clap",
        "cla_placement_id cla_placement_start_date:d cla_placement_type cla_placement_urn cla_placement_distance:n"
        " cla_id cla_placement_provider cla_placement_postcode cla_placement_end_date:d cla_placement_change_reason"
        " person_id",
    ),
    "ssd_legal_status": (
        "lega", "legal_status_id person_id legal_status legal_status_start_date:d legal_status_end_date:d"
    ),
    "ssd_cla_visits": (
        "clav", "cla_visit_id cla_id person_id cla_visit_date:d cla_visit_seen:c cla_visit_seen_alone:c"
    ),
    "ssd_cla_reviews": (
        "clar",
        "cla_review_id cla_id cla_review_due_date:d cla_review_date:d cla_review_cancelled:c cla_review_participation",
    ),
    "ssd_cla_health": (
        "clah", "health_check_id person_id health_check_type health_check_date:d health_check_status"
    ),
    "ssd_cla_convictions": ("clac", "cla_conviction_id person_id cla_conviction_date:d cla_conviction_offence"),
    "ssd_sdq_scores": ("csdq", "table_id person_id sdq_completed_date:d sdq_reason sdq_score"),
    "ssd_missing": (
        "miss",
        "table_id person_id missing_episode_start_date:d missing_episode_type missing_episode_end_date:d"
        " missing_rhi_offered missing_rhi_accepted",
    ),
    "ssd_care_leavers": (
        "clea",
        "table_id person_id care_leaver_eligibility care_leaver_in_touch care_leaver_latest_contact:d"
        " care_leaver_accommodation care_leaver_accom_suitable care_leaver_activity pathway_plan_review_date:d"
        " care_leaver_personal_advisor care_leaver_allocated_team care_leaver_worker_id",
    ),
    "ssd_involvements": (
        "invo",
        "involvements_id professional_id professional_role_id professional_team involvement_start_date:d"
        " involvement_end_date:d worker_change_reason person_id referral_id",
    ),
    "ssd_professionals": (
        "prof",
        "professional_id staff_id professional_name social_worker_registration_no professional_job_title"
        " professional_caseload:i professional_department full_time_equivalency:n agency_worker_flag:c",
    ),
    "ssd_department": ("dept", "team_id team_name team_parent_id team_parent_name"),
    "ssd_send": ("send", "table_id upn uln upn_unknown person_id"),
    "ssd_ehcp_requests": (
        "ehcr", "ehcp_request_id send_table_id ehcp_req_date:d ehcp_req_outcome_date:d ehcp_req_outcome"
    ),
    "ssd_ehcp_assessment": (
        "ehca",
        "ehcp_assessment_id ehcp_request_id ehcp_assessment_outcome_date:d ehcp_assessment_outcome"
        " ehcp_assessment_exceptions",
    ),
    "ssd_ehcp_named_plan": (
        "ehcn", "named_plan_id ehcp_asmt_id named_plan_start_date:d named_plan_ceased_date:d named_plan_ceased_reason"
    ),
    "ssd_ehcp_active_plans": ("ehcp", "active_ehcp_id ehcp_request_id active_ehcp_last_review_date:d"),
}  # fmt: skip


def layout() -> dict[str, dict[str, str]]:
    """Return table -> column -> its mark: d date and time, c one letter, i whole number, n number, none for text."""
    return {table: _columns(prefix, names) for table, (prefix, names) in _LAYOUT.items()}


def _columns(prefix: str, names: str) -> dict[str, str]:
    found = {}
    for said in names.split():
        name, _, mark = said.partition(":")
        found[f"{prefix}_{name}"] = mark
    return found
