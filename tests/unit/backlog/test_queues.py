"""The five queues by hand, case by case, and against the indicators that count the same by their own rules."""

from datetime import date, timedelta

import numpy as np
import pytest

from scrutable.backlog import flow, lenses
from scrutable.backlog.queues import QUEUES, cases, lacking, queue_of
from scrutable.engine.period import parse
from scrutable.errors import UsageFault
from tests.unit.figures.test_view import view

EHC, SOCIAL_CARE, EARLY_HELP, INTERVIEWS, HEALTH = QUEUES
Q3 = parse("2019-20Q3")
END = date(2019, 12, 31)


def told(found):
    """Each case: id, came, gone, how, in time, apart, entry; days as text, an open case with an empty end."""
    gone = ["" if np.isnat(day) else str(day) for day in found.gone]
    columns = (found.ids, found.came.astype(str), gone, found.how, found.met, found.apart, found.entry)
    return [tuple(map(str, row)) for row in zip(*columns, strict=True)]


def request(number, received, **more):
    return {"request_id": f"R{number}", "child_id": f"C{number}", "received": received, **more}


def plan(number, issued, **more):
    return {
        "plan_id": f"P{number}", "request_id": f"R{number}", "child_id": f"C{number}", "issued": issued,
        "requested": more.pop("requested", "2019-08-01"), **more,
    }  # fmt: skip


def assessment(number, outcome, outcome_date, **more):
    return {
        "assessment_id": f"A{number}", "request_id": f"R{number}", "outcome": outcome,
        "outcome_date": outcome_date, **more,
    }  # fmt: skip


def ehc(**rows):
    return view(last_known=END, **rows)


def test_an_ehc_request_ends_by_whatever_comes_first():
    asked = ehc(
        ehc_request=[
            request(1, "2019-08-01", decision="Y", decided="2019-09-01"),
            request(2, "2019-08-01", decision="N", decided="2019-09-10"),
            request(3, "2019-08-01", decision="W", decided="2019-09-11"),
            request(4, "2019-08-01", decision="Y", decided="2019-09-01"),
            request(5, "2019-08-01", decision="Y", decided="2019-09-01"),
            request(6, "2019-08-01"),
            request(7, "2019-08-01", decision="N"),  # refused on a day that nobody wrote down: it stays open
        ],
        ehc_assessment=[
            assessment(1, "Y", "2019-12-01"),
            assessment(4, "N", "2019-11-20"),
            assessment(5, "W", "2019-11-21"),
        ],
        ehc_plan=[plan(1, "2019-12-19")],
    )
    found = cases(asked, EHC)
    assert [(row[0], row[2], row[3], row[4]) for row in told(found)] == [
        ("R1", "2019-12-19", "done", "True"),  # day 140
        ("R2", "2019-09-10", "refused", "False"),
        ("R3", "2019-09-11", "withdrawn", "False"),
        ("R4", "2019-11-20", "no plan", "False"),
        ("R5", "2019-11-21", "withdrawn", "False"),
        ("R6", "", "", "False"),
        ("R7", "", "", "False"),
    ]


def test_an_ordered_assessment_waits_a_second_time_and_the_sum_closes():
    """R1 was refused and its plan came all the same; of R2 the start of the ordered assessment is recorded."""
    asked = ehc(
        ehc_request=[request(n, "2019-02-01", decision="N", decided="2019-03-01") for n in (1, 2, 3)],
        ehc_assessment=[assessment(2, "A", None, started="2019-10-15")],
        ehc_plan=[plan(1, "2019-11-01", requested="2019-02-01")],
    )
    found = cases(asked, EHC)
    assert [row for row in told(found) if row[6] == "back"] == [
        ("R2", "2019-10-15", "", "", "False", "False", "back"),
        ("R1", "2019-11-01", "2019-11-01", "done", "False", "False", "back"),
    ]
    moved = flow.checked(asked, found, Q3)
    assert (moved.opening, moved.came, moved.left["done"], moved.closing) == (0, {"new": 0, "back": 2}, 1, 1)
    assert (moved.remainder, moved.differences) == (0, ())


def test_what_is_missing_is_named_with_its_number():
    """A plan of a request that is on no record is issued, and no case of the queue is done."""
    asked = ehc(
        ehc_request=[request(1, "2019-10-01"), request(2, None), request(3, "2019-11-01")],
        ehc_plan=[plan(9, "2019-11-01"), plan(3, "2019-10-01")],
    )
    found = cases(asked, EHC)
    assert found.faults == ("1 without the day they came in", "1 that ended before they came in")
    moved = flow.checked(asked, found, Q3)
    assert moved.remainder == 0
    [new, done] = moved.differences
    assert "ehc_requests counts 2" in new
    assert "ehc_plans_issued counts 2 plans issued and the queue 0: 2 are missing from the queue" in done


def test_a_lawful_exception_is_apart_unless_it_is_asked_for():
    asked = ehc(
        ehc_request=[request(n, "2019-05-01") for n in (1, 2)],
        ehc_plan=[
            plan(1, "2019-11-01", exception=True, exception_reason="d"),
            plan(2, "2019-11-01", exception=True, exception_reason="staff shortage"),
        ],
    )
    assert cases(asked, EHC).apart.tolist() == [True, False]
    assert cases(asked, EHC, with_exceptions=True).apart.tolist() == [False, False]
    assert lenses.finished(cases(asked, EHC), Q3.start, Q3.end) == lenses.Share(0, 1)


def test_the_other_queues_by_hand():
    asked = view(
        last_known=END,
        assessment=[
            {"assessment_id": "A1", "child_id": "C1", "started": "2019-10-01", "completed": "2019-12-03"},  # day 45
            {"assessment_id": "A2", "child_id": "C2", "started": "2019-10-01", "completed": "2019-12-04"},
            {"assessment_id": "A3", "child_id": "C3", "started": "2019-12-01"},
        ],
        local_rule=[{"rule": "assessment_working_days", "amount": 45}],
        early_help_episode=[
            {"episode_id": "E1", "child_id": "C1", "assessment_started": "2019-10-01", "ended": "2019-11-01"},
            {
                "episode_id": "E2", "child_id": "C2", "assessment_started": "2019-10-01",
                "assessment_completed": "2019-10-20", "ended": "2019-11-01",
            },
        ],
    )  # fmt: skip
    assert [row[2:5] for row in told(cases(asked, SOCIAL_CARE))] == [
        ("2019-12-03", "done", "True"), ("2019-12-04", "done", "False"), ("", "", "False"),
    ]  # fmt: skip
    assert [row[2:5] for row in told(cases(asked, EARLY_HELP))] == [
        ("2019-11-01", "ended before", "False"), ("2019-10-20", "done", "True"),
    ]  # fmt: skip


def episode(number, returned, **more):
    return {
        "episode_id": f"E{number}", "child_id": f"C{number}", "began": "2018-01-01 08:00", "returned": returned,
        "kind": "M", "placing_group": "own_here", "source": "csv", **more,
    }  # fmt: skip


def test_a_return_interview_is_held_declined_or_given_up_after_a_year():
    asked = view(
        last_known=END,
        missing_episode=[
            episode(
                1, "2019-10-01 10:00", interview_done="2019-10-04 10:00", interview_accepted=True
            ),  # 72 hours
            episode(2, "2019-10-01 10:00", interview_done="2019-10-04 10:01", interview_accepted=True),
            episode(3, "2019-10-01 10:00", interview_offered="2019-10-02 09:00", interview_accepted=False),
            episode(4, "2018-11-01 10:00"),
            episode(5, "2018-12-31 10:00"),
            episode(6, "2019-01-01 10:00"),
            episode(7, "2019-10-01 10:00", placing_group="others_here"),
            episode(8, None),
        ],
    )
    found = {row[0]: row[2:5] for row in told(cases(asked, INTERVIEWS))}
    assert found == {
        "E1": ("2019-10-04", "done", "True"),
        "E2": ("2019-10-04", "done", "False"),
        "E3": ("2019-10-02", "declined", "False"),
        "E4": ("2019-11-01", "lapsed", "False"),
        "E5": ("2019-12-31", "lapsed", "False"),
        "E6": ("", "", "False"),
    }


def test_a_first_health_assessment_is_held_or_the_child_leaves_first():
    def stay(number, started, ended=None):
        return {
            "episode_id": f"S{number}", "child_id": f"C{number}", "started": started, "ended": ended,
            "start_reason": "S", "legal_status": "V2",
        }  # fmt: skip

    def check(number, done):
        return {
            "check_id": f"H{number}", "child_id": f"C{number}", "kind": "health assessment", "done": done,
            "status": "yes",
        }  # fmt: skip

    asked = view(
        last_known=END,
        care_episode=[
            stay(1, "2019-10-01"), stay(2, "2019-10-01", "2019-10-10"), stay(3, "2019-10-01"),
            stay(4, "2019-10-01", "2019-12-01"),
        ],
        care_health=[check(1, "2019-10-29"), check(3, "2019-09-01")],
    )  # fmt: skip
    assert {row[0]: row[2:6] for row in told(cases(asked, HEALTH))} == {
        "S1": ("2019-10-29", "done", "True", "False"),  # the twentieth working day
        "S2": ("2019-10-10", "left care", "False", "True"),
        "S3": ("2019-10-01", "done", "True", "False"),  # held before: nobody waits
        "S4": ("2019-12-01", "left care", "False", "False"),
    }
    [figure] = asked.figures([HEALTH.indicators[0]], [Q3])
    share = lenses.falling_due(cases(asked, HEALTH), Q3.start, Q3.end)
    assert (share.met, figure.numerator, figure.denominator) == (2, 2, 3)


def random_register(seed):
    rng = np.random.default_rng(seed)
    start = date(2018, 6, 1)

    def day(most, of=start):
        return (of + timedelta(days=int(rng.integers(0, most)))).isoformat()

    requests, assessments, plans = [], [], []
    for n in range(80):
        received = day(570)
        then = date.fromisoformat(received)
        decision = str(rng.choice(["Y", "Y", "Y", "N", "W", "A"]))
        decided = None if decision == "A" or rng.random() < 0.1 else day(60, then)
        requests.append(request(n, received, decision=decision, decided=decided))
        if rng.random() < 0.5:
            outcome = str(rng.choice(["Y", "N", "W", "A"]))
            began = day(300, then) if rng.random() < 0.4 else None
            assessments.append(
                assessment(n, outcome, day(200, then) if outcome != "A" else None, started=began)
            )
        if rng.random() < 0.5:
            plans.append(plan(n, day(300, then), requested=received, exception=bool(rng.random() < 0.1)))
    return ehc(ehc_request=requests, ehc_assessment=assessments, ehc_plan=plans)


@pytest.mark.parametrize("seed", range(4))
def test_the_queue_is_the_stock_and_the_share_that_the_indicators_count(seed):
    asked = random_register(seed)
    found = cases(asked, EHC)
    for period in parse("2019-20Q3").run_up(5):
        stock, overdue, share = asked.figures(
            ["ehc_assessments_open", "ehc_assessments_overdue", "ehc_plans_within_20_weeks"], [period]
        )
        stands = flow.standing(found, period.end)
        assert (stands.waiting, stands.overdue) == (stock.value, overdue.numerator)
        mine = lenses.finished(found, period.start, period.end)
        assert (mine.met, mine.counted) == (share.numerator, share.denominator)
        assert flow.flow(found, period).remainder == 0


def test_what_is_bound_to_be_overdue():
    asked = ehc(ehc_request=[request(1, "2019-08-13"), request(2, "2019-08-14"), request(3, "2019-12-31")])
    stands = flow.standing(cases(asked, EHC), END)
    # Of 13 August day 140 is 31 December: on that day it is still in time.
    assert (stands.waiting, stands.overdue, stands.oldest_days) == (3, 0, 140)
    assert stands.certain[0] == (date(2020, 1, 31), 2)
    assert stands.certain[-1] == (date(2020, 6, 30), 3)
    assert dict(stands.ages) == {
        "up to 6 weeks": 1, "over 6 to 16 weeks": 0, "over 16 to 20 weeks": 2, "over 20 to 26 weeks": 0,
        "over 26 to 52 weeks": 0, "over 52 weeks": 0,
    }  # fmt: skip


def test_falling_due_counts_an_open_case_against_the_council_and_a_refused_one_not():
    asked = ehc(
        ehc_request=[
            request(1, "2019-06-01"),
            request(2, "2019-06-01", decision="N", decided="2019-07-01"),
            request(3, "2019-06-01"),
        ],
        ehc_plan=[plan(3, "2019-10-01", requested="2019-06-01")],
    )
    assert lenses.falling_due(cases(asked, EHC), Q3.start, Q3.end) == lenses.Share(1, 2)
    assert lenses.finished(cases(asked, EHC), Q3.start, Q3.end) == lenses.Share(1, 1)


def test_a_queue_of_an_indicator_and_none():
    assert queue_of("assessments_within_45_working_days") is SOCIAL_CARE
    with pytest.raises(UsageFault, match="U141"):
        queue_of("children_missing")


def test_a_queue_without_its_records():
    assert (
        lacking(view(held=["ehc_request"]), EHC) == "no records of ehc_assessment, ehc_plan had been loaded"
    )
    empty = cases(view(last_known=END), EHC)
    assert empty.ids == ()
    assert flow.standing(empty, END).oldest_days is None
    assert lenses.lenses(empty, Q3).in_time is None
