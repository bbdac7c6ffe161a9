"""The most important checks again, in plain Python: which rows fail, by what each check asks and not by its SQL.

Each function takes the rows of the tables as lists of dicts and returns the ids of the rows that fail, by table. Days
are walked through one by one where the SQL compares the ends of two stretches, so that no one slip hides in both.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from tests.oracle.days import Row, Rows

Tables = dict[str, Rows]
Failing = set[tuple[str, str]]
LAST = date(2020, 4, 30)  # after every day that is drawn: what is open is open until here


def days_open(first: date, last: date | None) -> set[date]:
    """Return the days on which something is open: from its first, up to and not with its last."""
    return {first + timedelta(days=n) for n in range(((last or LAST) - first).days)}


def years_old(born: date, day: date) -> int:
    """Return an age by its birthdays, counted one at a time; a leapling's is on 1 March in other years."""
    age = 0
    while birthday(born, age + 1) <= day:
        age += 1
    return age if day >= born else -1


def birthday(born: date, age: int) -> date:
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def child_of(tables: Tables, row: Row) -> Row:
    return next((one for one in tables["child"] if one["child_id"] == row["child_id"]), {"birth_date": None})


def plans_ended_before_they_began(tables: Tables) -> Failing:
    return {
        (name, row["plan_id"])
        for name in ("cp_plan", "cin_plan")
        for row in tables[name]
        if row["ended"] is not None and (row["ended"] - row["started"]).days < 0
    }


def _together(rows: Iterable[Row], key: str, first: str, last: str) -> set[str]:
    """Return the ids of rows of a child that share a day with another of the child's."""
    found = set()
    listed = list(rows)
    for one in listed:
        for other in listed:
            if one[key] != other[key] and one["child_id"] == other["child_id"]:
                ours, theirs = days_open(one[first], one[last]), days_open(other[first], other[last])
                # What begins and ends on one day is open on no day, and yet lies within what goes on around it.
                inside = one[first] == one[last] and other[first] < one[first] and one[first] in theirs
                around = other[first] == other[last] and one[first] < other[first] and other[first] in ours
                found |= {one[key]} if ours & theirs or inside or around else set()
    return found


def protection_plans_open_at_once(tables: Tables) -> Failing:
    own = [row for row in tables["cp_plan"] if not row["other_authority"]]
    return {("cp_plan", one) for one in _together(own, "plan_id", "started", "ended")}


def _place(row: Row) -> tuple[date, date, str]:
    return row["started"], row["ended"] or date.max, row["episode_id"]


def care_episodes_overlapping(tables: Tables) -> Failing:
    # One that was never ended goes on until the next begins, by its first day and then as the others are ended.
    stays = [dict(row) for row in tables["care_episode"] if row["legal_status"] not in ("V3", "V4")]
    stays = [row for row in stays if row["ended"] is None or row["ended"] >= row["started"]]
    for row in sorted(stays, key=_place):
        later = [one for one in stays if one["child_id"] == row["child_id"] and _place(one) > _place(row)]
        if row["ended"] is None and later:
            row["closed"] = min(later, key=_place)["started"]
        else:
            row["closed"] = row["ended"]
    return {("care_episode", one) for one in _together(stays, "episode_id", "started", "closed")}


def assessments_open_at_once(tables: Tables) -> Failing:
    return {
        ("assessment", one)
        for one in _together(tables["assessment"], "assessment_id", "started", "completed")
    }


def protection_plans_without_conference(tables: Tables) -> Failing:
    found = set()
    begins = next((one["begins"] for one in tables["records"] if one["table_name"] == "conference"), date.min)
    for plan in tables["cp_plan"]:
        days = [one["held"] for one in tables["conference"] if one["child_id"] == plan["child_id"]]
        if plan["started"] not in days and not plan["other_authority"] and plan["started"] >= begins:
            found.add(("cp_plan", plan["plan_id"]))
    return found


def visits_outside_the_plan(tables: Tables) -> Failing:
    found = set()
    for visit in tables["cp_visit"]:
        plans = [one for one in tables["cp_plan"] if one["child_id"] == visit["child_id"]]
        plans = [one for one in plans if visit["plan_id"] in (None, one["plan_id"])]
        if not any(visit["made"] in days_open(one["started"], one["ended"]) | {one["ended"]}
                   and visit["made"] >= one["started"] for one in plans):  # fmt: skip
            found.add(("cp_visit", visit["visit_id"]))
    for visit in tables["cin_visit"]:
        for plan in tables["cin_plan"]:
            too_late = plan["ended"] is not None and visit["made"] > plan["ended"]
            if visit["plan_id"] == plan["plan_id"] and (visit["made"] < plan["started"] or too_late):
                found.add(("cin_visit", visit["visit_id"]))
    return found


def visits_written_up_before_they_were_made(tables: Tables) -> Failing:
    return {
        (name, row["visit_id"])
        for name in ("cp_visit", "cin_visit", "care_visit")
        for row in tables[name]
        if row["recorded"] is not None
        and row["recorded"] < datetime.combine(row["made"], datetime.min.time())
    }


def children_in_care_of_impossible_age(tables: Tables) -> Failing:
    found = set()
    latest = max((row["known_from"].date() for row in tables["care_episode"]), default=None)
    for row in tables["care_episode"]:
        born = child_of(tables, row)["birth_date"]
        if born is None:
            continue
        grown = birthday(born, 18) if (born.month, born.day) != (2, 29) else date(born.year + 18, 2, 28)
        until = row["ended"] or latest
        if row["started"] < born or row["started"] >= grown or until > grown:
            found.add(("care_episode", row["episode_id"]))
    return found


def care_leavers_of_impossible_age(tables: Tables) -> Failing:
    found = set()
    for row in tables["care_leaver"]:
        born = child_of(tables, row)["birth_date"]
        if born is not None and not 16 <= years_old(born, row["as_at"]) <= 25:
            found.add(("care_leaver", row["status_id"]))
    return found


def care_reviews_outside_care(tables: Tables) -> Failing:
    found = set()
    for row in tables["care_review"]:
        stays = [one for one in tables["care_episode"] if one["child_id"] == row["child_id"]]
        if not any(one["started"] <= row["held"] <= (one["ended"] or LAST) for one in stays):
            found.add(("care_review", row["review_id"]))
    return found


def care_episodes_without_the_next(tables: Tables) -> Failing:
    begun = {(row["child_id"], row["started"]) for row in tables["care_episode"]}
    return {
        ("care_episode", row["episode_id"])
        for row in tables["care_episode"]
        if row["end_reason"] == "X1"
        and row["ended"] is not None
        and (row["child_id"], row["ended"]) not in begun
    }


def care_episodes_left_open(tables: Tables) -> Failing:
    found = set()
    for child in {row["child_id"] for row in tables["care_episode"]}:
        mine = [row for row in tables["care_episode"] if row["child_id"] == child]
        newest = max(row["started"] for row in mine)
        last = [row for row in mine if row["started"] == newest]
        if any(row["ended"] is None for row in last):
            continue
        end = max(row["ended"] for row in last)
        # Of several that began on one day the one that ended last speaks; of one end, the first by its id.
        speaks = min((row for row in last if row["ended"] == end), key=lambda row: row["episode_id"])
        if speaks["end_reason"] != "X1":
            found |= {("care_episode", row["episode_id"]) for row in mine if row["ended"] is None}
    return found


def referrals_while_open(tables: Tables) -> Failing:
    found = set()
    for row in tables["referral"]:
        for other in tables["referral"]:
            same_child = other["child_id"] == row["child_id"] and other["referral_id"] != row["referral_id"]
            after = row["received"] > other["received"]
            if same_child and after and not other["no_further_action"] and row["received"] in days_open(
                other["received"], other["closed"]
            ):  # fmt: skip
                found.add(("referral", row["referral_id"]))
    return found


def ehc_plans_issued_before_requested(tables: Tables) -> Failing:
    return {
        ("ehc_plan", row["plan_id"])
        for row in tables["ehc_plan"]
        if row["requested"]
        and any(day and day < row["requested"] for day in (row["issued"], row["draft_sent"]))
    }


def ehc_exceptions_implausible(tables: Tables) -> Failing:
    found: Failing = set()
    for year in {row["issued"].year for row in tables["ehc_plan"] if row["issued"]}:
        plans = [row for row in tables["ehc_plan"] if row["issued"] and row["issued"].year == year]
        marked = [row for row in plans if row["exception"] is True]
        if len(plans) >= 10 and len(marked) / len(plans) >= 0.5:
            found |= {("ehc_plan", row["plan_id"]) for row in marked}
    return found


def return_interviews_before_the_return(tables: Tables) -> Failing:
    found = set()
    for row in tables["missing_episode"]:
        back, done = row["returned"], row["interview_done"]
        if done is not None and (back is None or (done - back).total_seconds() < 0):
            found.add(("missing_episode", row["episode_id"]))
    return found


def dates_after_the_extract(tables: Tables) -> Failing:
    dated = {
        "care_health": ("check_id", "done"), "care_review": ("review_id", "held"), "cp_review": ("review_id", "held"),
        "conference": ("conference_id", "held"), "ehc_plan": ("plan_id", "issued"),
        "annual_review": ("review_id", "held"),
    }  # fmt: skip
    return {
        (name, row[key])
        for name, (key, day) in dated.items()
        for row in tables[name]
        if row[day] is not None and (row[day] - row["held_from"].date()).days >= 1
    }


def children_under_two_ids(tables: Tables) -> Failing:
    counted = {
        row["child_id"]
        for name in ("care_episode", "cp_plan", "referral", "missing_episode")
        for row in tables[name]
    }
    who: dict[tuple[object, ...], list[str]] = {}
    for row in tables["child"]:
        sure = (row["upn"], row["birth_date"], row["sex"])
        if row["child_id"] in counted and None not in sure:
            who.setdefault(sure, []).append(row["child_id"])
    return {("child", one) for ids in who.values() if len(ids) > 1 for one in ids}
