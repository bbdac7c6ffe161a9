"""scrutable minutes: a committee's minutes read into a draft list."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scrutable.cli import options, output
from scrutable.errors import ScrutableError, UsageFault

if TYPE_CHECKING:
    from scrutable.committee.minutes.reading import Minutes


@click.command("minutes", short_help="Read a committee's minutes into a draft list.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--met-on", metavar="DATE", help="The day of the meeting, where the minutes do not give it.")
@click.option("--json", "as_json", is_flag=True, help="A JSON list of the extracts, for programs.")
@click.option(
    "--text", "as_text", is_flag=True, help="The text that was read: start and end are places in it."
)
@click.option(
    "--check",
    "checking",
    is_flag=True,
    help="Instead of the list: the figures that were quoted, each against the store's figure as known on that day.",
)
@click.option(
    "--period", metavar="PERIOD", help="With --check: what the meeting's report was of. Default: its pack's."
)
@click.option(
    "--review",
    "reviewing",
    is_flag=True,
    help="Go through what may be a request, one by one: confirm, edit or reject. What is confirmed is entered.",
)
@options.store
def command(
    file: Path,
    met_on: str | None,
    as_json: bool,
    as_text: bool,
    checking: bool,
    period: str | None,
    reviewing: bool,
    store: Path,
) -> None:
    """Read the minutes in FILE (text, a saved page, a PDF that holds text, or .docx) into a draft list.

    The list has what was resolved and what is to be done, what was asked, undertaken and promised, and the figures that
    were quoted. It is read by rules and is a draft: somebody is to confirm each line. Every line is an exact stretch of
    the minutes. An owner or a date that the minutes do not name is left empty.

    JSON has one object an extract, with the keys kind (resolution, action, request, undertaking, question, promise,
    figure, noted), text, start, end (characters of the text read; see --text), speaker, owner, due, reference, role,
    item, printed (the number as it stands), repeats (the resolved action that an oral request came to) and rule. With
    --check it has one object a figure, with text, start, end, verdict (agree, differ, cannot be told), why, figure,
    quoted, ours and known_on.
    """
    from scrutable.committee.minutes.reading import read
    from scrutable.committee.minutes.source import text_apart

    text = text_apart(file)
    if as_text:
        click.echo(text, nl=False)
        return
    minutes = read(text, name=file.name, meeting=options.day(met_on))
    if reviewing:
        review(minutes, file.name, store)
    elif checking:
        check(minutes, store, period, as_json)
    elif as_json:
        output.as_json([asdict(one) for one in minutes.extracts])
    else:
        show(minutes)


def show(minutes: Minutes) -> None:
    """Print the draft list as a table, with what is known of the meeting above it."""
    from scrutable.committee.minutes.reading import shown

    met = (
        f"{minutes.meeting:%d %B %Y}".lstrip("0")
        if minutes.meeting
        else "not given in the minutes (--met-on DATE)"
    )
    click.echo(f"Meeting: {met}")
    click.echo("".join(f"Item:    {item}\n" for item in minutes.items), nl=False)
    rows = [
        [
            str(at + 1),
            one.kind,
            one.reference or "",
            one.speaker or "",
            one.owner or "",
            one.due or "",
            shown(one.text),
        ]
        for at, one in enumerate(minutes.extracts)
    ]
    output.as_table(["No.", "Kind", "Ref.", "Speaker", "Owner", "Due", "Words"], rows)
    click.echo(f"{len(rows):,} extracts, a draft. Where owner or due is empty, the minutes name none.")


def check(minutes: Minutes, store: Path, period: str | None, as_json: bool) -> None:
    """Print what comes of the figures that minutes quote."""
    from scrutable.committee import desk
    from scrutable.committee.minutes import checking
    from scrutable.committee.minutes.reading import shown

    found = desk.check_minutes(options.open_store(store), minutes, period)
    if as_json:
        keys = ("verdict", "why", "figure", "quoted", "ours", "known_on")
        output.as_json(
            [
                {"text": one.extract.text, "start": one.extract.start, "end": one.extract.end}
                | {key: getattr(one, key) for key in keys}
                for one in found
            ]
        )
        return
    output.as_table(
        ["Quoted", "Verdict", "Figure", "Why"],
        [[shown(one.extract.text), one.verdict, one.figure, one.why] for one in found],
    )
    click.echo(f"{len(found):,} figures: {', '.join(checking.summary(found))}.")


def review(minutes: Minutes, name: str, store: Path) -> None:
    """Go through the requests that may be in minutes. Nothing is entered until all have been seen.

    A question was mostly answered when it was put, so what is offered for it is to reject it.
    """
    from scrutable.committee import requests
    from scrutable.committee.minutes.review import drafts

    if minutes.meeting is None:
        raise UsageFault(
            "U601", "These minutes do not say on which day the committee met.", "Give the day with --met-on."
        )
    council, found = options.open_store(store), drafts(minutes, name)
    kept = []
    for at, draft in enumerate(found, start=1):
        click.echo(f"\n{at} of {len(found)}")
        said = {key: value for key, value in vars(draft).items() if value and key != "likely"}
        for key, value in said.items():
            click.echo(f"  {key.replace('_', ' ') + ':':<12} {value}")
        answer = click.prompt(
            "confirm, edit or reject", type=click.Choice(["c", "e", "r"]), default="cr"[not draft.likely]
        )
        if answer == "e":
            said = edited({key: value for key, value in vars(draft).items() if key != "likely"})
        if answer != "r":
            kept.append(said)
    at_work = council.signed()
    with council.records() as records:
        for said in kept:
            day = said.pop("due", "")
            one = requests.add(records, *at_work, {**said, "meeting": minutes.meeting, **due(day)})
            click.echo(f"Request {one.number} is entered.")
    click.echo(f"{len(kept)} of {len(found)} entered.")


def edited(said: dict[str, str]) -> dict[str, str]:
    """Return what was typed for each part of a draft; what is left as it is stays, and a dash empties it."""
    typed = {
        key: click.prompt(f"  {key.replace('_', ' ')}", default=value, show_default=bool(value))
        for key, value in said.items()
    }
    return {key: value for key, value in typed.items() if value not in ("", "-")}


def due(said: str) -> dict[str, str]:
    """Return a due date where the minutes name a day; "next meeting" and the like are reckoned from the calendar."""
    try:
        return {"due": options.named_day(said).isoformat()}
    except ScrutableError:
        return {}
