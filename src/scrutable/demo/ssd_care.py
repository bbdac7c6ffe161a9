"""The tables of the demo council's SSD extract about children looked after and care leavers.

An SSDA903 episode says all of a child's care in one row. The SSD has it apart: the episode, the placement (which may
last over several), the legal status (which is the child's, and not the episode's), and the whole period of care.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from .days import age_on
from .extract import Holdings, day_of, touches
from .recording import Row, Value

MOVES = (
    "S",
    "P",
    "B",
    "T",
    "U",
)  # reasons for a new episode that make a new placement; L is of the status alone
UNKNOWN_MILES = 999.9
HEALTH = {"health assessment": "Health Assessment", "dental check": "Dental Check"}


@dataclass(frozen=True)
class Period:
    """One period of care, from coming into care to leaving it: its id and its episodes, oldest first."""

    id: str
    episodes: list[Row]

    def holds(self, day: date) -> bool:
        """Whether the child was in care on a day, the last one too."""
        return touches(self.episodes[0] | {"ended": self.episodes[-1]["ended"]}, "started", "ended", day, day)

    def placements(self) -> list[list[Row]]:
        """Return the episodes of each placement in turn."""
        return _runs(self.episodes, lambda _, row: row["start_reason"] in MOVES)

    def statuses(self) -> list[list[Row]]:
        """Return the episodes of each legal status in turn."""
        return _runs(self.episodes, lambda last, row: last["legal_status"] != row["legal_status"])


def _runs(rows: list[Row], begins: Callable[[Row, Row], bool]) -> list[list[Row]]:
    runs: list[list[Row]] = []
    for row in rows:
        if runs and not begins(runs[-1][-1], row):
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


class Care:
    """Children looked after, and those who have been, in the years of the extract."""

    def __init__(self, holdings: Holdings, since: date, teams: dict[str, str]) -> None:
        self.holdings, self.since, self.day, self.teams = holdings, since, holdings.day, teams
        self.periods: dict[Value, list[Period]] = {}
        for (child,), rows in holdings.by("care_episode", "child_id").items():
            rows.sort(key=lambda row: str(row["started"]))
            stays = _runs(rows, lambda _, row: row["start_reason"] == "S")
            self.periods[child] = [Period(f"{child}-{nth}", stay) for nth, stay in enumerate(stays, start=1)]

    def _recent(self, runs: Callable[[Period], list[list[Row]]]) -> Iterator[tuple[Period, list[Row]]]:
        """Yield the runs of episodes, with their period of care, that touch the years of the extract."""
        for periods in self.periods.values():
            for period in periods:
                for run in runs(period):
                    if touches(
                        run[0] | {"ended": run[-1]["ended"]}, "started", "ended", self.since, self.day
                    ):
                        yield period, run

    def _period_of(self, child: Value, day: date | None) -> str | None:
        return next((one.id for one in self.periods.get(child, ()) if day and one.holds(day)), None)

    def cla_episodes(self) -> Iterator[Row]:
        """Episodes, each with its placement and its period of care."""
        placement = {
            row["number"]: f"B{run[0]['number']:06d}"
            for periods in self.periods.values()
            for period in periods
            for run in period.placements()
            for row in run
        }
        for period, (row,) in self._recent(lambda period: [[one] for one in period.episodes]):
            yield {
                "clae_cla_episode_id": f"E{row['number']:06d}", "clae_person_id": row["child_id"],
                "clae_cla_episode_start_date": row["started"], "clae_cla_episode_start_reason": row["start_reason"],
                "clae_cla_primary_need_code": row["primary_need"], "clae_cla_episode_ceased_date": row["ended"],
                "clae_cla_episode_ceased_reason": row["end_reason"], "clae_cla_id": period.id,
                "clae_cla_placement_id": placement[row["number"]],
                "clae_entered_care_date": period.episodes[0]["started"],
            }  # fmt: skip

    def cla_placement(self) -> Iterator[Row]:
        """Placements. Why one was changed is said of the one that ended."""
        for period, run in self._recent(Period.placements):
            first, last = run[0], run[-1]
            yield {
                "clap_cla_placement_id": f"B{first['number']:06d}",
                "clap_cla_placement_start_date": first["started"], "clap_cla_placement_end_date": last["ended"],
                "clap_cla_placement_type": first["placement_type"],
                "clap_cla_placement_urn": first["placement_urn"], "clap_cla_id": period.id,
                "clap_cla_placement_distance":
                    UNKNOWN_MILES if first["distance_miles"] is None else first["distance_miles"],
                "clap_cla_placement_provider": first["provider"],
                "clap_cla_placement_change_reason": last["change_reason"], "clap_person_id": first["child_id"],
            }  # fmt: skip

    def legal_status(self) -> Iterator[Row]:
        """Legal statuses, among them special guardianship, under which nobody is looked after."""
        for _, run in self._recent(Period.statuses):
            first, last = run[0], run[-1]
            own: Row = {
                "lega_legal_status_id": f"Q{first['number']:06d}", "lega_person_id": first["child_id"],
                "lega_legal_status": first["legal_status"], "lega_legal_status_start_date": first["started"],
                "lega_legal_status_end_date": last["ended"],
            }  # fmt: skip
            yield own
            if str(last["end_reason"]) in ("E45", "E46"):
                yield own | {
                    "lega_legal_status_id": f"Q{first['number']:06d}g", "lega_legal_status": "SGO",
                    "lega_legal_status_start_date": last["ended"], "lega_legal_status_end_date": None,
                }  # fmt: skip

    def cla_visits(self) -> Iterator[Row]:
        """Visits to children looked after."""
        for row in self.holdings.rows("care_visit"):
            if touches(row, "made", "made", self.since, self.day):
                yield {
                    "clav_cla_visit_id": f"V{row['number']:06d}", "clav_person_id": row["child_id"],
                    "clav_cla_id": self._period_of(row["child_id"], day_of(row, "made")),
                    "clav_cla_visit_date": row["made"], "clav_cla_visit_seen": _flag(row["seen"]),
                    "clav_cla_visit_seen_alone": _flag(row["seen_alone"]),
                }  # fmt: skip

    def cla_reviews(self) -> Iterator[Row]:
        """Reviews; now and then one that was called off, with the day it should have been."""
        for row in self.holdings.rows("care_review"):
            if touches(row, "held", "held", self.since, self.day):
                own: Row = {
                    "clar_cla_review_id": f"X{row['number']:06d}",
                    "clar_cla_id": self._period_of(row["child_id"], day_of(row, "held")),
                    "clar_cla_review_date": row["held"], "clar_cla_review_cancelled": "N",
                    "clar_cla_review_participation": row["participation"],
                }  # fmt: skip
                yield own
                if int(str(row["number"])) % 150 == 0:
                    yield own | {
                        "clar_cla_review_id": f"X{row['number']:06d}c",
                        "clar_cla_review_cancelled": "Y",
                    }

    def cla_health(self) -> Iterator[Row]:
        """Health assessments and dental checks."""
        for row in self.holdings.rows("care_health"):
            if str(row["kind"]) in HEALTH and touches(row, "done", "done", self.since, self.day):
                yield {
                    "clah_health_check_id": f"C{row['number']:06d}", "clah_person_id": row["child_id"],
                    "clah_health_check_type": HEALTH[str(row["kind"])], "clah_health_check_date": row["done"],
                    "clah_health_check_status": "Completed" if row["status"] == "yes" else row["status"],
                }  # fmt: skip

    def sdq_scores(self) -> Iterator[Row]:
        """Strengths and difficulties: a score is text here, as in the specification."""
        for row in self.holdings.rows("care_health"):
            if row["kind"] == "SDQ" and touches(row, "done", "done", self.since, self.day):
                yield {
                    "csdq_table_id": f"C{row['number']:06d}", "csdq_person_id": row["child_id"],
                    "csdq_sdq_completed_date": row["done"],
                    "csdq_sdq_score": None if row["score"] is None else str(row["score"]),
                }  # fmt: skip

    def care_leavers(self) -> Iterator[Row]:
        """How each young person is now, and no earlier: the last contact is blank where there is none."""
        latest: dict[Value, Row] = {}
        for row in sorted(
            self.holdings.rows("care_leaver"), key=lambda row: (str(row["as_at"]), str(row["number"]))
        ):
            latest[row["child_id"]] = row
        for row in latest.values():
            birth, suitable = self.holdings.child(row)["birth_date"], row["suitable"]
            assert isinstance(birth, date)
            yield {
                "clea_table_id": f"Y{row['number']:06d}", "clea_person_id": row["child_id"],
                "clea_care_leaver_eligibility": "Relevant" if age_on(birth, self.day) < 18 else "Former Relevant",
                "clea_care_leaver_in_touch": row["in_touch"],
                "clea_care_leaver_latest_contact": row["as_at"] if row["in_touch"] == "YES" else None,
                "clea_care_leaver_accommodation": row["accommodation"],
                "clea_care_leaver_accom_suitable": None if suitable is None else "1" if suitable else "2",
                "clea_care_leaver_activity": row["activity"], "clea_pathway_plan_review_date": row["as_at"],
                "clea_care_leaver_allocated_team": self.teams[str(row["team"])],
            }  # fmt: skip


def _flag(value: Value) -> str | None:
    return None if value is None else "Y" if value else "N"
