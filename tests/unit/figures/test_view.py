"""Figures of a view by hand: what they say of no cases, of what is not held, of periods that run or have not begun."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from scrutable.engine.duckdb import Engine
from scrutable.engine.period import parse
from scrutable.errors import DefinitionFault, UsageFault
from scrutable.figures import breakdowns, fold
from scrutable.figures.view import View, find
from scrutable.register.schema import tables

Q3 = "2019-20Q3"


def view(
    held: Iterable[str] | None = None, last_known: date | None = None, **rows: list[dict[str, Any]]
) -> View:
    """Return a view over rows; of every table, unless `held` names those that had been loaded."""
    engine = Engine.over_rows(
        {name: [{"authority": "999"} | row for row in given] for name, given in rows.items()}
    )
    engine.last_known = last_known
    moment = datetime.combine(last_known or date(2026, 1, 1), datetime.max.time())
    return View(engine, moment, moment.date().isoformat(), frozenset(tables() if held is None else held))


def missing(number: int, child: str, began: str, group: str | None = "own_here") -> dict[str, Any]:
    return {
        "episode_id": f"E{number}",
        "child_id": child,
        "began": began,
        "kind": "M",
        "placing_group": group,
    }


def plan(number: int, issued: str, requested: str | None = "2019-09-01", **more: Any) -> dict[str, Any]:
    return {
        "plan_id": f"P{number}",
        "child_id": f"C{number}",
        "issued": issued,
        "requested": requested,
        **more,
    }


def test_a_share_of_no_cases_is_no_value_and_a_count_of_none_is_nought() -> None:
    share, count = view().figures(["ehc_plans_within_20_weeks", "ehc_plans_issued"], [Q3])
    assert (share.value, share.numerator, share.denominator, share.absent) == (None, 0, 0, "no cases")
    assert (count.value, count.numerator, count.denominator, count.absent) == (0, 0, None, "")


def test_all_excluded_is_no_cases_too() -> None:
    [share] = view(ehc_plan=[plan(1, "2019-12-31", exception=True)]).figures(
        ["ehc_plans_within_20_weeks"], [Q3]
    )
    assert (share.value, share.denominator, share.excluded, share.absent) == (None, 0, 1, "no cases")


def test_without_the_records_nothing_is_known() -> None:
    [figure] = view(held=["child"]).figures(["ehc_plans_issued"], [Q3])
    assert (figure.value, figure.numerator) == (None, None)
    assert figure.absent == "no records of ehc_plan had been loaded"
    [figure] = view(held=["care_leaver"]).figures(["care_leavers_in_bed_and_breakfast"], [Q3])
    assert (figure.value, figure.absent) == (None, "no records of child had been loaded")


def test_a_blank_date_counts_as_not_met_and_is_said() -> None:
    plans = [plan(1, "2019-12-31", None), plan(2, "2019-12-31")]
    [share] = view(ehc_plan=plans).figures(["ehc_plans_within_20_weeks"], [Q3])
    assert (share.numerator, share.denominator, share.value, share.unknown) == (1, 2, 0.5, 1)


def test_a_period_still_running_ends_on_the_last_day_known() -> None:
    running = view(last_known=date(2019, 11, 15), ehc_plan=[plan(1, "2019-11-15"), plan(2, "2019-11-16")])
    [figure] = running.figures(["ehc_plans_issued"], [Q3])
    assert (figure.value, figure.period_end, figure.to_date) == (1, date(2019, 11, 15), True)
    [past] = running.figures(["ehc_plans_issued"], ["2019-20Q2"])
    assert (past.period_end, past.to_date) == (date(2019, 9, 30), False)


def test_a_period_that_has_not_begun_has_no_figure_and_no_ones_cases() -> None:
    """The last day known is the end of the running quarter: its excluded plan is not the next quarter's."""
    early = view(last_known=date(2019, 12, 31), ehc_plan=[plan(1, "2019-12-31", exception=True)])
    running, later = early.figures(["ehc_plans_within_20_weeks"], [Q3, "2019-20Q4"], by=["sex"], whole=True)[
        ::2
    ]
    assert (running.excluded, running.breakdown) == (1, None)
    assert (later.value, later.excluded) == (None, 0)
    assert later.absent == "the period had not begun on 31 December 2019"


def test_a_child_stands_with_the_latest_case_and_the_parts_sum() -> None:
    episodes = [
        missing(1, "A", "2019-10-01 10:00", "own_here"),
        missing(2, "A", "2019-12-31 23:00", "own_elsewhere"),
        missing(3, "B", "2019-11-01 10:00", None),
    ]
    asked = view(missing_episode=episodes)
    [children] = asked.figures(["children_missing"], [Q3])
    [all_episodes] = asked.figures(["missing_episodes"], [Q3])
    assert (children.value, children.unit, all_episodes.value) == (2, "child", 3)
    parts = asked.figures(["children_missing"], [Q3], by="placing_authority")
    assert {part.breakdown: part.value for part in parts} == {"Ours, placed elsewhere": 1, "Not recorded": 1}
    listed = asked.cases("children_missing", Q3, ("placing_authority", "Ours, placed elsewhere")).to_pylist()
    assert [case["case_id"] for case in listed] == ["E1", "E2"]  # every case of the child who stands there


def test_circumstances_are_those_of_the_day() -> None:
    """In care until the day the episode ended; on the day after, a child protection plan; then an open referral."""
    days = ["2019-10-31", "2019-11-01", "2019-12-01", "2019-12-30"]
    asked = view(
        child=[{"child_id": "A", "birth_date": date(2003, 11, 1), "sex": "F", "ethnicity": "WIRT"}],
        care_episode=[
            {"child_id": "A", "started": "2019-01-01", "ended": "2019-11-01", "legal_status": "C2"}
        ],
        cp_plan=[{"child_id": "A", "started": "2019-11-01", "ended": "2019-12-01"}],
        referral=[{"child_id": "A", "received": "2019-01-01", "closed": "2019-12-30"}],
        child_disability=[{"child_id": "A", "code": "NONE"}],
        missing_episode=[missing(n, "A", f"{day} 10:00") for n, day in enumerate(days)],
    )

    def by(name: str) -> dict[str | None, float | None]:
        return {part.breakdown: part.value for part in asked.figures(["missing_episodes"], [Q3], by=name)}

    assert by("care_status") == {
        "In care": 1,
        "Child protection plan": 1,
        "Other open case": 1,
        "No open case": 1,
    }
    assert by("age_band") == {"10 to 15": 1, "16 to 17": 3}
    assert (by("sex"), by("ethnicity"), by("disability"), by("send")) == (
        {"Female": 4}, {"White": 4}, {"No disability": 4}, {"No EHC plan": 4},
    )  # fmt: skip


def test_short_breaks_are_not_care() -> None:
    asked = view(
        child=[{"child_id": "A"}],
        care_episode=[{"child_id": "A", "started": "2019-01-01", "legal_status": "V4"}],
        missing_episode=[missing(1, "A", "2019-10-31 10:00")],
    )
    [part] = asked.figures(["missing_episodes"], [Q3], by="care_status")
    assert part.breakdown == "No open case"


def test_what_there_is_not_is_said_with_the_nearest() -> None:
    with pytest.raises(UsageFault, match=r"U102(.|\n)*Did you mean ehc_plans_issued\?"):
        find("ehc_plan_issued")
    with pytest.raises(UsageFault, match=r"U102(.|\n)*scrutable explain"):
        find("zzzzz")
    with pytest.raises(UsageFault, match=r"U101(.|\n)*Choose one of: .*age_band"):
        view().figures(["ehc_plans_issued"], [Q3], by="shoe_size")
    with pytest.raises(UsageFault, match="U101"):
        view().cases("ehc_plans_issued", Q3, ("met' or 1=1 --", "x"))
    with pytest.raises(UsageFault, match="U105"):
        view().figures(["ehc_plans_issued"], [Q3, "2019-12"])
    assert view().cases("ehc_plans_issued", Q3, ("sex", "x' or '1'='1")).num_rows == 0


def measured(measures: str, amounts: str, requests: list[dict[str, Any]], **more: Any) -> View:
    """Return a view whose ehc_requests measure something else, by the columns `amounts`."""
    base = find("ehc_requests")
    select = base.select.replace("r.team", f"r.team, {amounts}")
    made = replace(base, measures=measures, select=select, hash=f"{measures}{amounts}{more}", **more)
    over = view(ehc_request=requests)
    return View(over.engine, over.known_on, over.said, over.held, definitions=[made])


REQUESTS = [{"request_id": f"R{d}", "child_id": "A", "received": f"2019-10-{d:02}"} for d in (1, 2, 9)]
DAY = "cast(day(r.received) as double)"


@pytest.mark.parametrize(("measures", "value"), [("median", 2), ("mean", 4), ("sum", 12)])
def test_medians_means_and_sums_rest_on_their_cases(measures: str, value: float) -> None:
    [figure] = measured(measures, f"{DAY} as amount", REQUESTS).figures(["ehc_requests"], [Q3])
    assert (figure.numerator, figure.denominator, figure.value, figure.unknown) == (None, 3, value, 0)
    assert figure.sums == (measures == "sum")


def test_what_has_no_amount_is_left_out_and_said() -> None:
    known = f"case when day(r.received) < 9 then {DAY} end as amount"
    [figure] = measured("mean", known, REQUESTS).figures(["ehc_requests"], [Q3])
    assert (figure.value, figure.denominator, figure.unknown) == (1.5, 3, 1)
    unknown = measured("median", "cast(null as double) as amount", REQUESTS)
    [figure] = unknown.figures(["ehc_requests"], [Q3])
    assert (figure.value, figure.absent) == (
        None,
        "the records hold nothing to judge any of the cases by",
    )
    [figure] = measured("mean", known, []).figures(["ehc_requests"], [Q3])
    assert (figure.value, figure.absent) == (None, "no cases")


def test_a_ratio_is_a_sum_over_a_sum() -> None:
    over = measured("ratio", f"{DAY} as amount, cast(0.1 as double) as base", REQUESTS)
    [figure] = over.figures(["ehc_requests"], [Q3])
    assert (figure.numerator, figure.denominator, figure.value) == (12, 0.3, 12 / 0.3)
    parts = over.figures(["ehc_requests"], [Q3], by="sex")
    assert [(part.numerator, part.denominator) for part in parts] == [(12, 0.3)]


def test_without_enough_history_there_is_no_figure() -> None:
    reach = "r.received >= cast('2019-10-02' as date) as history, true as met"
    for covered, value in ((0.6, 1.0), (0.7, None)):
        over = measured("share", reach, REQUESTS, look_back=12, covered=covered)
        figure, *parts = over.figures(["ehc_requests"], [Q3], by=["sex"])
        assert (figure.value, figure.lacking) == (value, 1)
        assert [part.value for part in parts] == [value]
    assert figure.absent == "the records do not reach back 12 months before 1 of the 3 cases"


def test_a_share_of_which_nothing_can_be_judged_is_not_nought() -> None:
    [figure] = view(ehc_plan=[plan(1, "2019-12-31", None)]).figures(["ehc_plans_within_20_weeks"], [Q3])
    assert (figure.value, figure.denominator) == (None, None)
    assert figure.absent == "the records hold nothing to judge any of the cases by"


def test_nought_is_not_said_of_what_cannot_be_known() -> None:
    helped = {"episode_id": "E1", "child_id": "A", "assessment_completed": "2019-11-01"}
    [figure] = view(early_help_episode=[helped]).figures(["early_help_open"], [Q3])
    assert (figure.value, figure.absent) == (None, "start of help not recorded")
    ended = {"episode_id": "E2", "child_id": "B", "started": "2019-10-01", "ended": "2019-11-01"}
    [figure] = view(early_help_episode=[ended]).figures(["early_help_open"], [Q3])
    assert figure.value == 0


def test_what_turns_on_a_column_that_is_never_filled_gives_no_figure() -> None:
    referral = {"referral_id": "R1", "child_id": "A", "received": "2019-10-01"}
    [figure] = view(referral=[referral]).figures(["referrals_assessed_not_in_need"], [Q3])
    assert (figure.value, figure.absent) == (None, "the records of referral hold no closure_reason at all")
    closed = referral | {"referral_id": "R2", "closed": "2019-11-01", "closure_reason": "RC8"}
    [figure] = view(referral=[referral, closed]).figures(["referrals_assessed_not_in_need"], [Q3])
    assert (figure.denominator, figure.absent) == (2, "")
    [figure] = view().figures(["referrals_assessed_not_in_need"], [Q3])
    assert figure.absent == "no cases"


def test_no_figure_is_given_for_days_before_the_records_begin() -> None:
    over = view(ehc_plan=[plan(1, "2019-10-20")], ehc_request=REQUESTS)
    over.engine.begins = {"ehc_plan": date(2019, 10, 2), "ehc_request": date(2019, 10, 1)}
    plans, requests = over.figures(["ehc_plans_issued", "ehc_requests"], [Q3])
    assert (plans.value, plans.absent) == (None, "the records of ehc_plan begin on 2 October 2019")
    assert requests.value == 3
    stock = view(worker=[{"worker_id": "W", "kind": "agency", "started": "2019-10-02"}])
    stock.engine.begins = {"worker": date(2019, 12, 31)}
    before, now = stock.figures(["agency_social_workers"], ["2019-11", "2019-12"])
    assert (before.value, now.value) == (None, 1)


def test_a_case_list_that_lacks_a_column_is_a_fault_of_the_definition() -> None:
    base = find("ehc_requests")
    engine = view().engine
    with pytest.raises(DefinitionFault, match=r"F101.*met"):
        fold.columns_of(engine, replace(base, measures="share", hash="x"))
    with pytest.raises(DefinitionFault, match="F102"):
        fold.columns_of(engine, replace(base, select="select nonsense from ehc_request", hash="y"))


def test_a_share_of_people_has_one_row_for_each() -> None:
    base = find("missing_episodes")
    twice = [missing(1, "A", "2019-10-01"), missing(2, "A", "2019-10-02")]
    engine = view(missing_episode=twice).engine
    select = base.select.replace("select\n    p.period_end,", "select\n    true as met, p.period_end,", 1)
    share = replace(base, measures="share", counts="child", select=select, hash="z")
    engine.set_periods([parse(Q3)])
    with pytest.raises(DefinitionFault, match="F103"):
        fold.fold(engine, share)


def test_ages_stand_in_order_of_age_and_the_unrecorded_last() -> None:
    parts = ["Not recorded", "5 to 9", "10 to 15", "Under 1", "1 to 4"]
    in_order = sorted(parts, key=lambda part: breakdowns.place("age_band", part))
    assert in_order == ["Under 1", "1 to 4", "5 to 9", "10 to 15", "Not recorded"]
    assert (
        sorted(["b", "Not recorded", "z", "A"], key=lambda part: breakdowns.place("team", part))[-1]
        == "Not recorded"
    )


def test_a_view_that_remembers_says_the_same_and_asks_for_no_whole_figure_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [plan(1, "2019-12-31"), plan(2, "2019-11-15", "2019-01-01"), plan(3, "2019-08-01")]
    plain = view(ehc_plan=rows)
    indicator, quarters = "ehc_plans_within_20_weeks", ["2019-20Q2", Q3]
    whole = plain.figures([indicator], quarters)
    parts = plain.figures([indicator], [Q3], by="sex")
    asked: list[str] = []
    ask = Engine.rows
    monkeypatch.setattr(Engine, "rows", lambda engine, sql: asked.append(sql) or ask(engine, sql))
    remembers = plain.remembering()
    both = remembers.figures([indicator], quarters, by=["sex"], whole=True)
    assert [one for one in both if one.by is None] == whole
    assert [one for one in both if one.by and one.period.name == Q3] == parts
    count = len(asked)
    assert remembers.figures([indicator], quarters) == whole  # what the parts came to is remembered
    assert remembers.figures([indicator], [Q3]) == whole[1:]
    assert len(asked) == count
    assert remembers.figures([indicator], ["2019-20Q1"]) == plain.figures([indicator], ["2019-20Q1"])
    assert remembers.figures(["ehc_plans_issued"], [Q3]) == plain.figures(["ehc_plans_issued"], [Q3])
    count = len(asked)
    plain.figures([indicator], quarters)
    assert len(asked) > count  # the view it came from remembers nothing
