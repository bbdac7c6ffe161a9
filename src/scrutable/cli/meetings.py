"""scrutable meetings: when the committee meets, and what must be ready by when."""

from datetime import date
from pathlib import Path

import click

from scrutable.cli import options, output


@click.group("meetings", short_help="The committee's calendar, and what must be ready when.")
def command() -> None:
    """The calendar of a committee. A request without a day of its own is due at the next meeting in it."""


@command.command("add", short_help="Enter a meeting.")
@click.argument("day", metavar="DATE")
@click.option("--committee", required=True, help="The committee's name.")
@options.store
def add(day: str, committee: str, store: Path) -> None:
    """Enter a meeting on DATE in the calendar."""
    entered(day, committee, store, stands=True)
    click.echo(f"The meeting on {day} is in the calendar. See what it needs: scrutable meetings show {day}")


@command.command("call-off", short_help="Call a meeting off.")
@click.argument("day", metavar="DATE")
@click.option("--committee", required=True, help="The committee's name.")
@options.store
def call_off(day: str, committee: str, store: Path) -> None:
    """Take the meeting on DATE out of the calendar; that it was in it is kept."""
    entered(day, committee, store, stands=False)
    click.echo(f"The meeting on {day} is called off.")


def entered(day: str, committee: str, store: Path, *, stands: bool) -> None:
    """Write a meeting down."""
    from scrutable.committee import meetings

    council = options.open_store(store)
    with council.records() as records:
        meetings.add(records, *council.signed(), committee.strip(), options.named_day(day), stands=stands)


@command.command("list", short_help="List the meetings.")
@options.store
@options.output_format
def listed(store: Path, form: str) -> None:
    """List the meetings in the calendar, each with the day by which its papers are to be published."""
    from scrutable.committee import meetings

    with options.open_store(store).records() as records:
        found = meetings.every(records)
    rows = [
        {"held": one.held, "committee": one.committee, "papers_due": meetings.papers_due(one.held)}
        for one in found
    ]
    if form == "json":
        output.as_json(rows)
    elif form == "csv":
        output.as_csv(("held", "committee", "papers_due"), rows)
    else:
        output.as_table(
            ["Held on", "Committee", "Papers published by"],
            [[str(row["held"]), str(row["committee"]), str(row["papers_due"])] for row in rows],
        )
        click.echo(f"{len(rows):,} {'meeting' if len(rows) == 1 else 'meetings'}.")


@command.command("show", short_help="What must be ready for a meeting, and by when.")
@click.argument("day", metavar="DATE")
@options.store
@options.output_format
def show(day: str, store: Path, form: str) -> None:
    """Say what must be ready for the meeting on DATE by when, and which requests are due at it."""
    from scrutable.committee import meetings, requests
    from scrutable.committee.entries import OPEN

    held = options.named_day(day)
    with options.open_store(store).records() as records:
        calendar, found = meetings.every(records), requests.every(records)
    steps = [{"by": one.by, "what": one.what} for one in meetings.steps(held)]
    if form == "json":
        output.as_json(steps)
        return
    if form == "csv":
        output.as_csv(("by", "what"), steps)
        return
    output.as_table(
        ["By", "What must be ready"], [[f"{step['by']:%a} {step['by']}", str(step["what"])] for step in steps]
    )
    due = [one for one in found if one.status in OPEN and _by(one.due_on(calendar), held)]
    click.echo(
        f"{len(due)} open {'request is' if len(due) == 1 else 'requests are'} due at this meeting or before it."
    )
    for one in due:
        click.echo(f"  {one.number}. {one.title}")


def _by(due: date | None, held: date) -> bool:
    return due is not None and due <= held
