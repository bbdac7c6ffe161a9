"""scrutable requests: what the committee asked, what it resolved, and what it was answered."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scrutable.cli import options, output
from scrutable.cli.options import named_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrutable.committee.requests import Request
    from scrutable.indicators.definition import Definition

COLUMNS = (
    "number", "status", "overdue", "due", "meeting", "reference", "asked_by", "asked", "resolved", "owner", "reason",
    "answered", "answer", "query", "drift",
)  # fmt: skip


@click.group("requests", short_help="The committee's requests: asked, resolved and answered.")
def command() -> None:
    """The register of requests, from the minutes to an answer that can be asked again.

    Each is kept as it was asked, as it was resolved and as it was answered, side by side; where the wording drifts on
    the way, that is pointed out. Nothing is written over: every change is kept, with who made it and when.
    """


def facts(function: Any) -> Any:
    """Add the options that say what a request is."""
    for option in reversed(
        (
            click.option("--asked", help="The words in which it was asked."),
            click.option("--asked-by", metavar="ROLE", help="Who asked: a role, such as Member."),
            click.option("--resolved", help="The words of the resolution, where there is one."),
            click.option("--reference", help="The number of the minute or resolution, such as 1(a)."),
            click.option(
                "--owner", metavar="ROLE", help="Who is to answer: a role, such as Service Manager."
            ),
            click.option("--due", metavar="DATE", help="When it is due. Default: the next meeting."),
            click.option("--status", help="asked, in hand, answered, standing or declined."),
            click.option("--reason", help="Why it is declined."),
        )
    ):
        function = option(function)
    return function


@command.command("add", short_help="Enter a request.")
@click.option("--meeting", required=True, metavar="DATE", help="The meeting at which it was made.")
@facts
@options.store
def add(meeting: str, due: str | None, store: Path, **said: str | None) -> None:
    """Enter a request with its words as asked, as resolved, or both."""
    from scrutable.committee import requests

    council = options.open_store(store)
    values = {**_given(said), "meeting": named_day(meeting)} | ({"due": named_day(due)} if due else {})
    with council.records() as records:
        one = requests.add(records, *council.signed(), values)
    click.echo(f"Request {one.number} is entered. See it with: scrutable requests show {one.number}")
    for drift in one.drifts():
        click.echo(f"Drift: {drift.says()}")


@command.command("change", short_help="Change what a request says; what it said before is kept.")
@click.argument("number", type=int)
@facts
@options.store
def change(number: int, due: str | None, store: Path, **said: str | None) -> None:
    """Change some of what request NUMBER says: its owner, its status, its wording."""
    from scrutable.committee import requests

    council = options.open_store(store)
    values = _given(said) | ({"due": named_day(due)} if due else {})
    with council.records() as records:
        one = requests.change(records, *council.signed(), number, values)
    click.echo(f"Request {one.number}: {one.status}. Its history: scrutable requests show {one.number}")


@command.command("answer", short_help="Answer a request, by a saved query where the register can tell.")
@click.argument("number", type=int)
@click.option("--by", required=True, metavar="ROLE", help="Who answers: a role.")
@click.option("--words", default="", help="The answer in words.")
@click.option(
    "--indicator", metavar="ID", help="The indicator that answers it; see scrutable requests match."
)
@click.option(
    "--broken-down-by",
    "breakdown",
    default="",
    metavar="BREAKDOWN",
    help="A part for each, such as department.",
)
@click.option(
    "--only", multiple=True, metavar="PART", help="Give only this part of the breakdown; may be repeated."
)
@click.option(
    "--rule", default="report", show_default=True, metavar="RULE",
    help="Of what period: report (each report's own), year-to-date or twelve-months (to its end), or a period's name.",
)  # fmt: skip
@click.option("--period", default="", help="The report's period. Default: the last quarter that had ended.")
@click.option("--standing", is_flag=True, help="Give it in each later pack, too.")
@click.option("--needs", default="", help="Where the register cannot answer: what data it would take.")
@click.option("--needs-from", default="", help="And where they would have to come from.")
@click.option(
    "--on", "given", metavar="DATE", help="The day on which the committee is given it. Default: today."
)
@options.known_on
@options.store
def answer(
    number: int, by: str, words: str, indicator: str | None, breakdown: str, only: tuple[str, ...], rule: str,
    period: str, standing: bool, needs: str, needs_from: str, given: str | None, known_on: str | None, store: Path,
) -> None:  # fmt: skip
    """Answer request NUMBER.

    With --indicator the answer keeps the figures as they are given and the query they come from: it can be asked again
    as known then or on any later day. Without one, say with --needs what data it would take.
    """
    from scrutable.committee import desk
    from scrutable.committee.query import Query
    from scrutable.committee.requests import Answer

    council = options.open_store(store)
    at, who = council.signed()
    query = Query(indicator, breakdown, tuple(only), rule) if indicator else None
    one = Answer(
        0, named_day(given) if given else at.date(), by.strip(), words.strip(), standing, query, (), known_on or "",
        period, needs.strip(), needs_from.strip(),
    )  # fmt: skip
    done = desk.answered(council, number, at, who, one)
    last = done.answers[-1]
    click.echo(
        f"Request {number} is {done.status}." + (f" Its query: {last.query.says()}" if last.query else "")
    )
    _figures(last.figures)
    for drift in done.drifts(council.definitions()):
        click.echo(f"Drift: {drift.says()}")


@command.command("list", short_help="List the requests, overdue first.")
@click.option("--on", "today", metavar="DATE", help="The day to judge by what is overdue. Default: today.")
@options.store
@options.output_format
def listed(today: str | None, store: Path, form: str) -> None:
    """List every request: those overdue first, then the open, the standing and the answered."""
    from scrutable.committee import meetings, requests

    council = options.open_store(store)
    day = named_day(today) if today else council.signed()[0].date()
    with council.records() as records:
        calendar = meetings.every(records)
        found = requests.in_order(requests.every(records), day, calendar)
        definitions = council.definitions()
        rows = [_row(one, one.due_on(calendar), one.overdue(day, calendar), definitions) for one in found]
    if form == "json":
        output.as_json(rows)
    elif form == "csv":
        output.as_csv(COLUMNS, rows)
    else:
        output.as_table(
            ["No.", "Status", "Due", "Meeting", "Ref.", "As asked", "As resolved", "As answered"],
            [
                [
                    str(row["number"]), ("OVERDUE, " if row["overdue"] else "") + str(row["status"]),
                    str(row["due"] or "next meeting"), str(row["meeting"]), str(row["reference"]), str(row["asked"]),
                    str(row["resolved"]), str(row["answer"]),
                ]
                for row in rows
            ],
        )  # fmt: skip
        drifting = sum(bool(row["drift"]) for row in rows)
        click.echo(
            f"{len(rows):,} requests; the wording of {drifting} drifts (scrutable requests show NUMBER)."
        )


@command.command("show", short_help="Show a request whole, and ask its answer again.")
@click.argument("number", type=int)
@click.option(
    "--again", is_flag=True, help="Ask its answer again, as known when it was given or on --known-on."
)
@click.option("--period", help="With --again: the period of another report.")
@options.known_on
@options.store
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def show(
    number: int, again: bool, period: str | None, known_on: str | None, store: Path, as_json: bool
) -> None:
    """Show request NUMBER as asked, as resolved and as answered, where it drifts, and every change of it.

    Where it is not answered yet, the nearest indicators are proposed. With --again the query of its answer is asked
    again; the command then ends with 1 where a figure is not what was given.
    """
    from scrutable.committee import desk, meetings, requests

    council = options.open_store(store)
    with council.records() as records:
        one, calendar = requests.find(records, number), meetings.every(records)
    asked = desk.again(council, number, known_on, period) if again else None
    if as_json:
        row = _row(one, one.due_on(calendar), False, council.definitions())
        row |= {
            "changes": [vars(each) for each in one.changes],
            "figures": [vars(each) for each in _last(one)],
        }
        if asked:
            row |= {
                "again": [vars(each) for each in asked.figures],
                "known_on": asked.known_on,
                "same": asked.same,
            }
        output.as_json([row])
    else:
        _tell(one, one.due_on(calendar), council.definitions())
        if asked:
            click.echo(f"\nAsked again for {asked.period.name}, as known on {asked.known_on}:")
            _figures(asked.figures)
            click.echo("Every figure is what was given." if asked.same else "THIS IS NOT WHAT WAS GIVEN.")
        elif not one.answers:
            _propose(one.title if not one.asked else f"{one.asked} {one.resolved}", store)
    if asked and not asked.same:
        raise click.exceptions.Exit(1)


@command.command("match", short_help="Propose indicators for a question, and say why.")
@click.argument("question")
@options.store
def match(question: str, store: Path) -> None:
    """Propose the indicators and breakdowns nearest to a QUESTION, by the catalogue's own words.

    They are proposals: nothing is chosen. Each says which words of the question stand where in it, and which it lacks.
    """
    _propose(question, store)


@command.command("briefing", short_help="What members will probably ask. Not for publication.")
@options.period
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="The folder to write it in.",
)
@options.known_on
@options.store
def briefing(period: str, into: Path, known_on: str | None, store: Path) -> None:
    """Write the officers' briefing on a period: what members will probably ask, with the figures and the open requests.

    It is marked as not for publication, and is no part of a pack.
    """
    file = options.open_store(store).briefing(period, into, known_on=known_on)
    click.echo(f"Briefing: {file}. It is for officers, and not for publication.")


def _propose(question: str, store: Path) -> None:
    from scrutable.committee import matching

    found = matching.proposals(question, options.definitions(store))
    if not found:
        click.echo("No indicator has any of its words: say with --needs what data it would take.")
        return
    click.echo("\nThe nearest indicators, by the catalogue's own words; none is chosen:")
    output.as_table(
        ["Indicator", "Nearness", "Breakdowns named", "Why"],
        [[one.indicator, f"{one.share:.2f}", ", ".join(one.breakdowns), one.says()] for one in found],
    )


def _given(said: dict[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in said.items() if value is not None}


def _last(one: Request) -> Any:
    return one.answers[-1].figures if one.answers else ()


def _row(one: Request, due: date | None, overdue: bool, definitions: Sequence[Definition]) -> dict[str, Any]:
    last = one.answers[-1] if one.answers else None
    return {
        "number": one.number, "status": one.status, "overdue": overdue, "due": due, "meeting": one.meeting,
        "reference": one.reference, "asked_by": one.asked_by, "asked": one.asked, "resolved": one.resolved,
        "owner": one.owner, "reason": one.reason, "answered": last.given if last else None,
        "answer": (last.words or last.needs) if last else "", "query": last.query.says() if last and last.query else "",
        "drift": " ".join(drift.says() for drift in one.drifts(definitions)),
    }  # fmt: skip


def _tell(one: Request, due: date | None, definitions: Sequence[Definition]) -> None:
    """Print a request with its three wordings under each other, its drift and its history."""
    lines = [
        (f"Request {one.number}", f"{one.status}" + (f": {one.reason}" if one.reason else "")),
        ("Meeting", f"{one.meeting}" + (f", minute {one.reference}" if one.reference else "")),
        ("Owner", one.owner or "none named"),
        ("Due", str(due) if due else "the next meeting, which is not in the calendar yet"),
        (f"As asked{f' ({one.asked_by})' if one.asked_by else ''}", one.asked or "not written down"),
        ("As resolved", one.resolved or "it never became a resolution"),
    ]
    for each in one.answers:
        lines.append((f"As answered ({each.by}, {each.given})", each.words or "not yet"))
        if each.query:
            lines.append(("Its query", f"{each.query.says()}; as known on {each.known_on}"))
        if each.needs:
            lines.append(
                ("What it would take", each.needs + (f" From: {each.needs_from}" if each.needs_from else ""))
            )
    lines += [("Drift", drift.says()) for drift in one.drifts(definitions)]
    for term, words in lines:
        click.echo(f"{term + ':':<16} {words}")
    _figures(_last(one))
    click.echo("\nEvery change:")
    for change in one.changes:
        click.echo(f"  {change.at:%Y-%m-%d %H:%M}  {change.who}: {change.field} = {change.value}")


def _figures(found: Any) -> None:
    if not found:
        return
    rows = [
        [
            each.figure.partition("/")[0], each.part or "All", _number(each.numerator, each.value),
            _number(each.denominator, None), each.absent if each.value is None else _number(each.value, None),
        ]
        for each in found
    ]  # fmt: skip
    output.as_table(["Indicator", "Part", "Cases", "Of", "Value"], rows, numbers=(2, 3, 4))


def _number(number: float | None, otherwise: float | None) -> str:
    said = number if number is not None else otherwise
    return "" if said is None else f"{said:,.3f}".rstrip("0").rstrip(".")
