"""The figures of the issue's table, worked out from the casebook in plain Python: no reader, no register, no SQL."""

from collections import Counter
from datetime import date, timedelta

from scrutable.demo.recording import Casebook, Row

TWENTY_WEEKS = timedelta(days=140)


def within(row: Row, column: str, first: date, last: date) -> bool:
    value = row[column]
    return isinstance(value, date) and first <= value <= last


def request_ended(book: Casebook, known: date) -> dict[tuple, date]:
    """The day on which each request left the queue: refused or withdrawn, ended without a plan, or its plan issued."""
    ended: dict[tuple, date] = {}

    def end(key: tuple, day: date) -> None:
        ended[key] = min(day, ended.get(key, date.max))

    for row in book.known("ehc_request", known):
        if row["decision"] in ("N", "W"):
            end((row["child_id"], row["received"]), row["decided"])
    for row in book.known("ehc_assessment", known):
        if row["outcome"] in ("N", "W"):
            end((row["child_id"], row["received"]), row["outcome_date"])
    for row in book.known("ehc_plan", known):
        end((row["child_id"], row["received"]), row["issued"])
    return ended


def open_requests(book: Casebook, at: date, known: date) -> list[tuple]:
    ended = request_ended(book, known)
    keys = [(row["child_id"], row["received"]) for row in book.known("ehc_request", known)]
    return [key for key in keys if key[1] <= at and ended.get(key, date.max) > at]


def table(book: Casebook, first: date, last: date, known: date) -> dict[str, object]:
    """Every line of the table for a quarter, as known on a day."""
    plans = [row for row in book.known("ehc_plan", known) if within(row, "issued", first, last)]
    in_time = [row for row in plans if row["issued"] - row["received"] <= TWENTY_WEEKS]
    still = open_requests(book, last, known)
    mediations = [
        row
        for row in book.known("ehc_dispute", known)
        if row["kind"] == "mediation" and within(row, "held", date(2019, 4, 1), known)
    ]
    missing = [
        row
        for row in book.known("missing_episode", known)
        if row["kind"] == "M" and first <= row["began"].date() <= last
    ]
    groups = {(row["child_id"], row["placing_group"]) for row in missing}
    return {
        "requests": sum(within(row, "received", first, last) for row in book.known("ehc_request", known)),
        "plans": len(plans),
        "in time, without exceptions": sum(not row["exception"] for row in in_time),
        "without exceptions": sum(not row["exception"] for row in plans),
        "in time": len(in_time),
        "open before": len(open_requests(book, first - timedelta(days=1), known)),
        "open": len(still),
        "overdue": sum(key[1] + TWENTY_WEEKS < last for key in still),
        "refused or withdrawn": sum(
            row["decision"] in ("N", "W") and within(row, "decided", first, last)
            for row in book.known("ehc_request", known)
        ),
        "mediations": len(mediations),
        "then appealed": sum(bool(row["led_to_appeal"]) for row in mediations),
        "children missing": len({row["child_id"] for row in missing}),
        "children by group": dict(Counter(group for _, group in groups)),
        "missing episodes": len(missing),
        "in bed and breakfast": in_bed_and_breakfast(book, last, known),
        "agency": agency(book, last, known),
        "job offers": sum(
            row["stage"] == "offered" and within(row, "happened", first, last)
            for row in book.known("recruitment", known)
        ),
    }


def latest_statuses(book: Casebook, at: date, known: date) -> list[Row]:
    latest: dict[str, Row] = {}
    for row in book.known("care_leaver", known):
        if at - timedelta(days=365) < row["as_at"] <= at:
            kept = latest.get(row["child_id"])
            if kept is None or kept["as_at"] < row["as_at"]:
                latest[row["child_id"]] = row
    return list(latest.values())


def in_bed_and_breakfast(book: Casebook, at: date, known: date) -> int:
    return sum(row["accommodation"] == "W" for row in latest_statuses(book, at, known))


def agency(book: Casebook, at: date, known: date) -> dict[str, int]:
    there = [
        row["department"]
        for row in book.known("worker", known)
        if row["kind"] == "agency" and row["started"] <= at and (row["ended"] is None or row["ended"] > at)
    ]
    return dict(sorted(Counter(there).items()))


def visits_in_time(book: Casebook, first: date, last: date, known: date, every: int = 14) -> tuple[int, int]:
    """Due dates in a quarter and how many were met: each fortnight from the plan's start and from each visit."""
    visits: dict[str, list[date]] = {}
    for row in book.known("cp_visit", known):
        visits.setdefault(row["child_id"], []).append(row["made"])
    met = due_count = 0
    for plan in book.known("cp_plan", known):
        ended = plan["ended"] or date.max
        made = sorted({day for day in visits.get(plan["child_id"], []) if plan["started"] < day <= ended})
        for start, nxt in zip([plan["started"], *made], [*made, None], strict=True):
            due = start + timedelta(days=every)
            while due <= min(last, ended):
                if due >= first:
                    due_count += 1
                    met += nxt is not None and nxt <= due
                if nxt is not None and nxt <= due + timedelta(days=every):
                    break
                due += timedelta(days=every)
    return met, due_count
