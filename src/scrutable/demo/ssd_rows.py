"""What stands in each table of the demo council's SSD extract, row by row, as plain values: `files_ssd.py` writes it.

Made from the case files as any extract is, by the specification alone and not by what our reader makes of it: ids are
the case system's own, outcomes are JSON with every key present, categories are words, teams are numbers of departments.
An extract holds six years: what ended before them is left out. Columns without a value here are blank.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from .extract import Holdings, day_of, touches
from .recording import Row, Value
from .ssd_care import Care

YEARS = 6
CATEGORIES = {
    "NEG": "Neglect", "PHY": "Physical abuse", "SAB": "Sexual abuse", "EMO": "Emotional abuse",
    "MUL": "Multiple: [Neglect, Emotional abuse]",
}  # fmt: skip
CONTACT_SOURCES = {
    "Individual": "1A", "Schools": "2A", "Health services": "3A", "LA services": "5B", "Police": "6", "Other": "8",
    "Anonymous": "9",
}  # fmt: skip
WORKER_CHANGES = {"Worker left": "LEFTRL", "Change of worker": "MANAGE"}
OUTCOMES = {
    "contact": "NEW_REFERRAL EXISTING_REFERRAL CP_ENQUIRY NFA NON_AGENCY_ADOPTION PRIVATE_FOSTERING ADVICE MISSING"
    " OLA_CP OTHER_OUTCOMES_EXIST",
    "referral": "SINGLE_ASSESSMENT NFA STRATEGY_DISCUSSION CLA_REQUEST NON_AGENCY_ADOPTION PRIVATE_FOSTERING"
    " CP_TRANSFER_IN CP_CONFERENCE CARE_LEAVER OTHER_OUTCOMES_EXIST",
    "assessment": "NFA NFA_S47_END STRATEGY_DISCUSSION CLA_REQUEST PRIVATE_FOSTERING LEGAL_ACTION PROV_OF_SERVICES"
    " PROV_OF_SB_CARE SPECIALIST_ASSESSMENT REFERRAL_TO_OTHER_AGENCY OTHER_ACTIONS OTHER_OUTCOMES_EXIST",
    "enquiry": "NFA LEGAL_ACTION PROV_OF_SERVICES PROV_OF_SB_CARE CP_CONFERENCE NFA_CONTINUE_SINGLE MONITOR"
    " OTHER_OUTCOMES_EXIST",
    "conference": "NFA REFERRAL_TO_OTHER_AGENCY SINGLE_ASSESSMENT PROV_OF_SERVICES CP OTHER_OUTCOMES_EXIST",
}  # fmt: skip
# Keys that are no flags, by whose outcome it is; comments are always left empty.
TOLD = {
    "assessment": ("TOTAL_NO_OF_OUTCOMES", "COMMENTS"),
    "enquiry": ("TOTAL_NO_OF_OUTCOMES", "OUTCOME_COMMENTS"),
    "conference": ("TOTAL_NO_OF_OUTCOMES", "COMMENTS"),
}  # fmt: skip
Rows = Iterator[Row]


def flag(value: Value) -> str | None:
    """Return Y or N; nothing where it is not recorded."""
    return None if value is None else "Y" if value else "N"


def _day(value: Value) -> Value:
    """Return the day of a moment; anything else as it is."""
    return value.date() if isinstance(value, datetime) else value


def outcome(of: str, *flags: str) -> str:
    """Return an outcome as JSON: every key is there, and a flag that is not set is empty."""
    said = {f"{name}_FLAG": "Y" if name in flags else "" for name in OUTCOMES[of].split()}
    for key in TOLD.get(of, ()):
        said[key] = str(len(flags)) if key.startswith("TOTAL") else ""
    return json.dumps(said)


class Extract:
    """The extract of one day."""

    def __init__(self, holdings: Holdings) -> None:
        self.holdings, self.day = holdings, holdings.day
        self.since = holdings.day - timedelta(days=round(365.25 * YEARS))
        self.referrals = {
            (row["child_id"], row["received"]): f"R{row['number']:06d}" for row in holdings.rows("referral")
        }
        self.protection = holdings.by("cp_plan", "child_id")
        names = {str(row["team"]) for table in ("referral", "care_leaver") for row in holdings.rows(table)}
        self.teams = {name: f"T{number:02d}" for number, name in enumerate(sorted(names), start=1)}
        self.care = Care(holdings, self.since, self.teams)

    def recent(self, table: str, started: str, ended: str = "") -> Rows:
        """Yield the rows of a table that were going on in the years of the extract."""
        for row in self.holdings.rows(table):
            days = {name: _day(row[name]) for name in (started, ended or started)}
            if touches(days, started, ended or started, self.since, self.day):
                yield row

    def referral_of(self, row: Row) -> str | None:
        """Return the id of the referral that a row belongs to."""
        return self.referrals.get((row["child_id"], row["referral_received"]))

    def plan_on(self, child: Value, day: date) -> str | None:
        """Return the id of the protection plan that was open on a day."""
        for plan in self.protection.get((child,), ()):
            if touches(plan, "started", "ended", day, day):
                return f"P{plan['number']:06d}"
        return None

    def plan_of(self, row: Row) -> str | None:
        """Return the id of the protection plan that began on the day a row names."""
        return next(
            (
                f"P{plan['number']:06d}"
                for plan in self.protection.get((row["child_id"],), ())
                if plan["started"] == row["plan_started"]
            ),
            None,
        )

    def person(self) -> Rows:
        """Every child, twice where the case system has the person under two legacy ids: such rows are all alike."""
        planned = {row["child_id"] for row in self.holdings.rows("ehc_plan") if row["ceased"] is None}
        for child in self.holdings.rows("child"):
            row: Row = {
                "pers_person_id": child["child_id"], "pers_sex": child["sex"], "pers_gender": "00",
                "pers_ethnicity": child["ethnicity"], "pers_dob": child["birth_date"], "pers_upn": child["upn"],
                "pers_upn_unknown": None if child["upn"] else "UN1", "pers_is_mother": "N",
                "pers_send_flag": flag(child["child_id"] in planned),
            }  # fmt: skip
            yield from [row] * (2 if int(str(child["number"])) % 2000 == 7 else 1)

    def disability(self) -> Rows:
        """The disabilities of children."""
        for row in self.holdings.rows("child_disability"):
            yield {
                "disa_table_id": f"D{row['number']:06d}", "disa_person_id": row["child_id"],
                "disa_disability_code": row["code"],
            }  # fmt: skip

    def immigration_status(self) -> Rows:
        """The children who came alone. Others have no status recorded."""
        for child in self.holdings.rows("child"):
            if child["unaccompanied_asylum_seeking"]:
                yield {
                    "immi_person_id": child["child_id"], "immi_immigration_status_id": f"I{child['number']:06d}",
                    "immi_immigration_status": "Unaccompanied Asylum Seeking Child",
                }  # fmt: skip

    def linked_identifiers(self) -> Rows:
        """Pupil numbers, and another number for the reader to pass over."""
        for child in self.holdings.rows("child"):
            if child["upn"]:
                own = {"link_person_id": child["child_id"], "link_table_id": f"K{child['number']:06d}"}
                yield own | {
                    "link_identifier_type": "Unique Pupil Number",
                    "link_identifier_value": child["upn"],
                }
                if int(str(child["number"])) % 40 == 0:
                    yield own | {"link_table_id": f"K{child['number']:06d}y", "link_identifier_type": "YOT Number",
                                 "link_identifier_value": f"Y{child['number']}"}  # fmt: skip

    def contacts(self) -> Rows:
        """Contacts, with what came of them."""
        flags = {
            "referral": ["NEW_REFERRAL"], "advice and information": ["ADVICE"], "no further action": ["NFA"],
            "early help": ["OTHER_OUTCOMES_EXIST"],
        }  # fmt: skip
        for row in self.recent("contact", "received"):
            yield {
                "cont_contact_id": f"K{row['number']:06d}", "cont_person_id": row["child_id"],
                "cont_contact_date": row["received"],
                "cont_contact_source_code": CONTACT_SOURCES[str(row["source_group"])],
                "cont_contact_source_desc": row["source_group"],
                "cont_contact_outcome_json": outcome("contact", *flags.get(str(row["outcome"]), [])),
            }  # fmt: skip

    def early_help_episodes(self) -> Rows:
        """Help that has begun: the dataset has no place for an assessment alone."""
        for row in self.recent("early_help_episode", "started", "ended"):
            yield {
                "earl_episode_id": f"H{row['number']:06d}", "earl_person_id": row["child_id"],
                "earl_episode_start_date": row["started"], "earl_episode_end_date": row["ended"],
                "earl_episode_end_reason": row["end_reason"], "earl_episode_organisation": row["organisation"],
            }  # fmt: skip

    def cin_episodes(self) -> Rows:
        """Referrals, each with the case that it opened."""
        for row in self.recent("referral", "received", "closed"):
            nfa = row["no_further_action"]
            yield {
                "cine_referral_id": f"R{row['number']:06d}", "cine_person_id": row["child_id"],
                "cine_referral_date": row["received"], "cine_cin_primary_need_code": row["primary_need"],
                "cine_referral_source_code": row["source_group"], "cine_referral_nfa": flag(nfa),
                "cine_referral_outcome_json": outcome("referral", "NFA" if nfa else "SINGLE_ASSESSMENT"),
                "cine_close_reason": row["closure_reason"], "cine_close_date": row["closed"],
                "cine_referral_team": self.teams[str(row["team"])],
            }  # fmt: skip

    def cin_assessments(self) -> Rows:
        """Assessments. What one found is known once it has been authorised."""
        for row in self.recent("assessment", "started", "completed"):
            done, support = row["completed"] is not None, bool(row["needs_support"])
            flags = ["PROV_OF_SERVICES" if support else "NFA"] if done else []
            yield {
                "cina_assessment_id": f"A{row['number']:06d}", "cina_person_id": row["child_id"],
                "cina_referral_id": self.referral_of(row), "cina_assessment_start_date": row["started"],
                "cina_assessment_child_seen": flag(row["child_seen"]), "cina_assessment_auth_date": row["completed"],
                "cina_assessment_outcome_json": outcome("assessment", *flags),
                "cina_assessment_outcome_nfa": flag(not support) if done else None,
                "cina_assessment_team": self.teams.get(str(row["team"])),
            }  # fmt: skip

    def assessment_factors(self) -> Rows:
        """Factors, most as the array of now; some in the object that is planned."""
        for row in self.recent("assessment", "started", "completed"):
            codes = str(row["factors"] or "").split()
            if row["completed"] is not None:
                planned = int(str(row["number"])) % 5 == 0
                yield {
                    "cinf_table_id": f"F{row['number']:06d}", "cinf_assessment_id": f"A{row['number']:06d}",
                    "cinf_assessment_factors_json": json.dumps(dict.fromkeys(codes, "Yes") if planned else codes),
                }  # fmt: skip

    def s47_enquiry(self) -> Rows:
        """Section 47 enquiries."""
        for row in self.recent("section_47", "strategy_discussion"):
            found = "MONITOR" if row["conference_not_required"] else "CP_CONFERENCE"
            yield {
                "s47e_s47_enquiry_id": f"S{row['number']:06d}", "s47e_referral_id": self.referral_of(row),
                "s47e_person_id": row["child_id"], "s47e_s47_start_date": row["strategy_discussion"],
                "s47e_s47_nfa": "N", "s47e_s47_outcome_json": outcome("enquiry", found),
                "s47e_s47_completed_by_team": self.teams.get(str(row["team"])),
            }  # fmt: skip

    def initial_cp_conference(self) -> Rows:
        """Conferences that were held, and those that are planned: they have the day they are due and no other."""
        for row in self.recent("section_47", "strategy_discussion"):
            if row["conference_not_required"]:
                continue
            made, held = row["plan_made"], day_of(row, "conference_held")
            yield {
                "icpc_icpc_id": f"C{row['number']:06d}", "icpc_icpc_meeting_id": f"M{row['number']:06d}",
                "icpc_s47_enquiry_id": f"S{row['number']:06d}", "icpc_person_id": row["child_id"],
                "icpc_cp_plan_id": self.plan_on(row["child_id"], held) if made and held else None,
                "icpc_referral_id": self.referral_of(row), "icpc_icpc_transfer_in": "N",
                "icpc_icpc_target_date": row["conference_due"], "icpc_icpc_date": held,
                "icpc_icpc_outcome_cp_flag": flag(made),
                "icpc_icpc_outcome_json": outcome("conference", *(["CP"] if made else ["NFA"] if held else [])),
                "icpc_icpc_team": self.teams.get(str(row["team"])),
            }  # fmt: skip

    def cin_plans(self) -> Rows:
        """Child in need plans."""
        for row in self.recent("cin_plan", "started", "ended"):
            yield {
                "cinp_cin_plan_id": f"N{row['number']:06d}", "cinp_referral_id": self.referral_of(row),
                "cinp_person_id": row["child_id"], "cinp_cin_plan_start_date": row["started"],
                "cinp_cin_plan_end_date": row["ended"], "cinp_cin_plan_team": self.teams.get(str(row["team"])),
            }  # fmt: skip

    def cin_visits(self) -> Rows:
        """Visits to children in need, with the plan, as some case systems have it."""
        plans = {
            (row["child_id"], row["started"]): f"N{row['number']:06d}"
            for row in self.holdings.rows("cin_plan")
        }
        for row in self.recent("cin_visit", "made"):
            yield {
                "cinv_cin_visit_id": f"V{row['number']:06d}", "cinv_person_id": row["child_id"],
                "cinv_cin_visit_date": row["made"], "cinv_cin_visit_seen": flag(row["seen"]),
                "cinv_cin_visit_seen_alone": flag(row["seen_alone"]),
                "cinv_cin_plan_id": plans.get((row["child_id"], row["plan_started"])),
            }  # fmt: skip

    def cp_plans(self) -> Rows:
        """Child protection plans."""
        for row in self.recent("cp_plan", "started", "ended"):
            yield {
                "cppl_cp_plan_id": f"P{row['number']:06d}", "cppl_referral_id": self.referral_of(row),
                "cppl_person_id": row["child_id"], "cppl_cp_plan_start_date": row["started"],
                "cppl_cp_plan_end_date": row["ended"], "cppl_cp_plan_ola": "N",
                "cppl_cp_plan_initial_category": CATEGORIES[str(row["first_category"])],
                "cppl_cp_plan_latest_category": CATEGORIES[str(row["latest_category"])],
            }  # fmt: skip

    def cp_visits(self) -> Rows:
        """Visits to children with a protection plan."""
        for row in self.recent("cp_visit", "made"):
            made = day_of(row, "made")
            yield {
                "cppv_cp_visit_id": f"V{row['number']:06d}", "cppv_person_id": row["child_id"],
                "cppv_cp_plan_id": self.plan_on(row["child_id"], made) if made else None,
                "cppv_cp_visit_date": made, "cppv_cp_visit_seen": flag(row["seen"]),
                "cppv_cp_visit_seen_alone": flag(row["seen_alone"]),
            }  # fmt: skip

    def cp_reviews(self) -> Rows:
        """Review conferences."""
        ended = {(row["child_id"], row["started"]): row["ended"] for row in self.holdings.rows("cp_plan")}
        for row in self.recent("cp_review", "held"):
            yield {
                "cppr_cp_review_id": f"W{row['number']:06d}", "cppr_person_id": row["child_id"],
                "cppr_cp_plan_id": self.plan_of(row), "cppr_cp_review_date": row["held"],
                "cppr_cp_review_outcome_continue_cp": flag(
                    ended.get((row["child_id"], row["plan_started"])) != row["held"]
                ),
                "cppr_cp_review_quorate": "Y",
            }  # fmt: skip

    def missing(self) -> Rows:
        """Missing episodes, of every child known here."""
        for row in self.recent("missing_episode", "began", "returned"):
            offered = row["interview_offered"] is not None
            yield {
                "miss_table_id": f"G{row['number']:06d}", "miss_person_id": row["child_id"],
                "miss_missing_episode_start_date": row["began"], "miss_missing_episode_end_date": row["returned"],
                "miss_missing_episode_type": "Missing" if row["kind"] == "M" else "Away",
                "miss_missing_rhi_offered": flag(offered) if row["returned"] else None,
                "miss_missing_rhi_accepted": flag(row["interview_accepted"]) if offered else "NA",
            }  # fmt: skip

    def involvements(self) -> Rows:
        """Whose case a child is, and one other role now and then."""
        for row in self.recent("allocation", "started", "ended"):
            own: Row = {
                "invo_involvements_id": f"L{row['number']:06d}", "invo_professional_id": row["worker_id"],
                "invo_professional_role_id": "ALLOCATED CASE WORKER", "invo_person_id": row["child_id"],
                "invo_involvement_start_date": row["started"], "invo_involvement_end_date": row["ended"],
                "invo_worker_change_reason": WORKER_CHANGES.get(str(row["end_reason"])),
            }  # fmt: skip
            yield own
            if int(str(row["number"])) % 25 == 0:
                yield own | {
                    "invo_involvements_id": f"L{row['number']:06d}t",
                    "invo_professional_role_id": "TEACHER",
                }

    def professionals(self) -> Rows:
        """Everyone who has been a social worker here: the dataset does not say until when. No name is ever made."""
        cases: dict[Value, int] = {}
        for row in self.holdings.rows("allocation"):
            if row["ended"] is None:
                cases[row["worker_id"]] = cases.get(row["worker_id"], 0) + 1
        for row in self.holdings.rows("worker"):
            yield {
                "prof_professional_id": row["worker_id"], "prof_staff_id": row["worker_id"],
                "prof_professional_job_title": row["role"], "prof_professional_department": row["department"],
                "prof_professional_caseload": cases.get(row["worker_id"], 0),
                "prof_full_time_equivalency": row["fte"],
                "prof_agency_worker_flag": flag(row["kind"] == "agency"),
            }  # fmt: skip

    def department(self) -> Rows:
        """The teams that other tables name by number."""
        for name, number in self.teams.items():
            yield {"dept_team_id": number, "dept_team_name": name}

    def cla_convictions(self) -> Iterable[Row]:
        """Nobody has put convictions into this extract yet: a table that is there and empty."""
        return ()
