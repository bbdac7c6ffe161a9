"""What only the council's own systems hold: it belongs together, and says the same as the returns do."""

import csv
from datetime import date, timedelta
from pathlib import Path

from scrutable.demo.files import Extract
from scrutable.demo.recording import Casebook, Row
from scrutable.sources import read

NOW = date(2020, 1, 20)


def rows(book: Casebook, table: str) -> list[Row]:
    return list(book.known(table, NOW))


def share(held: list[bool]) -> float:
    return sum(held) / len(held)


def test_a_contact_is_decided_when_it_came_or_later(book: Casebook) -> None:
    held = rows(book, "contact")
    assert all(row["decided"] is None or row["decided"].date() >= row["received"] for row in held)
    assert share([row["decided"] is None for row in held]) < 0.02
    outcomes = [row["outcome"] == "referral" for row in held if row["outcome"]]
    assert 0.3 < share(outcomes) < 0.6


def test_help_begins_after_the_assessment_and_ends_after_it_began(book: Casebook) -> None:
    helped = [row for row in rows(book, "early_help_episode") if row["started"]]
    assert all(row["started"] > row["assessment_completed"] for row in helped)
    assert all(row["ended"] is None or row["ended"] >= row["started"] for row in helped)
    declined = [row for row in rows(book, "early_help_episode") if row["end_reason"] and not row["ended"]]
    assert all(row["started"] is None and row["assessment_completed"] for row in declined)


def test_some_early_help_is_followed_by_a_referral(book: Casebook) -> None:
    referred: dict[object, list[date]] = {}
    for row in rows(book, "referral"):
        referred.setdefault(row["child_id"], []).append(row["received"])
    ended = [
        row for row in rows(book, "early_help_episode") if row["ended"] and row["ended"] < date(2019, 1, 1)
    ]
    after = [
        any(
            row["ended"] <= day <= row["ended"] + timedelta(days=365)
            for day in referred.get(row["child_id"], ())
        )
        for row in ended
    ]
    assert 0.08 < share(after) < 0.25


def test_core_groups_meet_while_their_plan_is_open(book: Casebook) -> None:
    plans = {(row["child_id"], row["started"]): row for row in rows(book, "cp_plan")}
    for row in rows(book, "core_group"):
        plan = plans.get((row["child_id"], row["plan_started"]))
        if plan is not None:  # the plan itself may be written up a few days later
            assert plan["started"] < row["held"] <= (plan["ended"] or NOW)


def test_about_a_fifth_of_plans_are_not_the_first(book: Casebook) -> None:
    held = [row for row in rows(book, "cp_plan") if row["started"] >= date(2016, 4, 1)]
    assert 0.15 < share([row["previous_plans"] > 0 for row in held]) < 0.3
    by_child: dict[object, list[Row]] = {}
    for row in sorted(rows(book, "cp_plan"), key=lambda row: row["started"]):
        before = by_child.setdefault(row["child_id"], [])
        assert all(one["ended"] is not None and one["ended"] < row["started"] for one in before)
        assert row["previous_plans"] >= len(before)
        before.append(row)


def test_a_placement_goes_on_where_the_last_ended(book: Casebook) -> None:
    """Also where a move was taken back, so that an episode became part of the one before it."""
    before: dict[object, Row] = {}
    for row in sorted(rows(book, "care_episode"), key=lambda row: row["started"]):
        last = before.get(row["child_id"])
        if row["start_reason"] in ("P", "L"):
            assert last is not None
            assert last["ended"] == row["started"]
            assert last["end_reason"] == "X1"
            same = all(last[name] == row[name] for name in ("placement_type", "placed_in", "distance_miles"))
            assert same or row["start_reason"] == "P"
        before[row["child_id"]] = row


def test_health_is_checked_in_care(book: Casebook) -> None:
    stays = [(row["child_id"], row["started"], row["ended"] or NOW) for row in rows(book, "care_episode")]
    spans: dict[object, list[tuple[date, date]]] = {}
    for child, first, last in stays:
        spans.setdefault(child, []).append((first, last))
    for row in rows(book, "care_health"):
        if row["recorded"] <= NOW - timedelta(days=30):
            assert any(first <= row["done"] <= last for first, last in spans[row["child_id"]])


def test_few_young_people_are_out_of_school_and_work(book: Casebook) -> None:
    held = [row for row in rows(book, "participation") if row["as_at"] == date(2019, 12, 31)]
    assert 3300 < len(held) < 4100  # as many as the area has of that age
    assert 0.03 < share([row["activity"] != "EET" for row in held]) < 0.09


def table(extract: Extract, source: str, name: str) -> dict[str, list[str | None]]:
    """The columns of one table from one source of an extract."""
    wanted = {"sen2": ("sen2_",), "csv": (f"{name}.csv",), "ssda903": ("ssda903_",)}[source]
    found: dict[str, list[str | None]] = {}
    for delivery in read([path for path in extract.files if path.name.startswith(wanted)]):
        for held in delivery.tables:
            if held.table == name:
                for column, values in held.columns.items():
                    listed = values.to_pylist() if hasattr(values, "to_pylist") else values
                    found.setdefault(column, []).extend(listed)
    return found


def test_plans_are_the_same_in_sen2_and_in_the_plain_csv(extracts: list[Extract]) -> None:
    """A plain CSV speaks before SEN2 and has to say of a plan what SEN2 says, or the figures would move."""
    for extract in extracts[:1] + extracts[3:]:
        sen2, plain = table(extract, "sen2", "ehc_plan"), table(extract, "csv", "ehc_plan")
        told = {
            name: dict(zip(plain["plan_id"], plain[name], strict=True))
            for name in ("issued", "requested", "ceased", "exception", "request_id", "assessment_id")
        }
        for name in ("issued", "requested", "request_id", "assessment_id", "ceased"):
            for plan, value in zip(sen2["plan_id"], sen2[name], strict=True):
                assert (value or "") == (told[name][plan] or ""), (plan, name)
        exceptions = {
            plan for plan, value in zip(sen2["plan_id"], sen2["exception"], strict=True) if value == "1"
        }
        assert exceptions <= {plan for plan, value in told["exception"].items() if value == "Y"}


def test_care_episodes_are_the_same_in_the_return_and_in_the_plain_csv(extracts: list[Extract]) -> None:
    for extract in extracts:
        ours, plain = table(extract, "ssda903", "care_episode"), table(extract, "csv", "care_episode")
        day = dict(zip(plain["episode_id"], plain["ended"], strict=True))
        for episode, ended in zip(ours["episode_id"], ours["ended"], strict=True):
            assert episode in day
            assert bool(ended) == bool(day[episode])


def test_a_draft_may_be_there_before_its_plan(extracts: list[Extract]) -> None:
    waiting = []
    for extract in extracts:
        path: Path = next(path for path in extract.files if path.name == "ehc_plan.csv")
        with path.open(encoding="utf-8", newline="") as file:
            waiting += [row for row in csv.DictReader(file) if not row["issued"]]
    assert all(row["draft_sent"] for row in waiting)
    assert waiting
