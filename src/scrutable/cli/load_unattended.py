"""What `scrutable load` is where nobody sits: a folder that is watched, a summary for programs, an exit code."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from scrutable.cli.options import open_store
from scrutable.errors import ScrutableError, UsageFault

if TYPE_CHECKING:
    from scrutable.register.alerts import Alert
    from scrutable.register.loading import LoadReport
    from scrutable.register.watching import Event

# One scheme for all verbs: 2 usage, 3 refused and 4 faulty data are the errors' own (errors.py).
DONE, ATTENTION, NOTHING_NEW = 0, 1, 5
FEW_FILES = 4  # named in one line
F = TypeVar("F", bound=Any)


def options(function: F) -> F:
    """--watch and what goes with it, and --format."""
    for option in reversed(
        (
            click.option(
                "--watch",
                "folder",
                metavar="FOLDER",
                type=click.Path(path_type=Path),
                help="Instead of FILES: load what arrives in this folder, until stopped with Ctrl-C."
                " A folder in it is one delivery.",
            ),
            click.option(
                "--every",
                type=click.FloatRange(min=1),
                metavar="SECONDS",
                help="With --watch: how often to look. Default: 60.",
            ),
            click.option("--once", is_flag=True, help="With --watch: look once and end, for a scheduler."),
            click.option(
                "--still-for",
                "still",
                type=click.FloatRange(min=0),
                metavar="SECONDS",
                help="With --watch: how long a file must not have changed before it is loaded. Default: 10.",
            ),
            click.option(
                "--format",
                "form",
                type=click.Choice(["table", "json"]),
                default="table",
                show_default=True,
                help="table for reading; json for programs, with --watch one object a line.",
            ),
        )
    ):
        function = option(function)
    return function


def is_watch(files: object, extracted_at: str | None, watched: Mapping[str, Any]) -> bool:
    """Say whether a folder is to be watched. Raises UsageFault U170 or U172 for options that do not go together."""
    if watched["folder"] is None:
        if watched["once"] or watched["every"] is not None or watched["still"] is not None:
            raise UsageFault(
                "U172", "--every, --once and --still-for say how a folder is watched.", "Give --watch FOLDER."
            )
        return False
    if files or extracted_at is not None:
        with_it = "FILES or --from" if files else "--extracted-at"
        raise UsageFault(
            "U170", f"--watch and {with_it} do not go together.",
            "A watched file is as old as it says, or as when it was saved. Leave one of the two out.",
        )  # fmt: skip
    return True


def watch(
    store: Path,
    authority: str | None,
    form: str,
    *,
    folder: Path,
    every: float | None,
    once: bool,
    still: float | None,
) -> int:
    """Watch a folder; return the exit code. Ctrl-C between two loads is how a watcher is meant to end: 0."""
    from scrutable.register import watching
    from scrutable.register.settings import check_number

    check_number(authority or "")
    open_store(store)  # a store that cannot be used is said at once

    def load(files: Sequence[Path]) -> "list[LoadReport]":
        return open_store(store).load(files, authority=authority)  # scrutable.toml may have changed since

    def tell(event: "Event") -> None:
        line = _line(event, store) if form == "json" else _sentence(event)
        click.echo(line)
        sys.stdout.flush()  # whoever reads the log sees it when it happens

    watcher = watching.Watch(folder, store, load, tell, watching.STILL_SECONDS if still is None else still)
    if once:
        return _code_of_events(watcher.once(), store)
    try:
        watcher.on_and_on(watching.EVERY_SECONDS if every is None else every)
    except KeyboardInterrupt:
        if watcher.loading:
            raise  # said as for any load that is broken off
        tell(watching.Event("ended", "Stopped. Nothing was half done."))
    return DONE


@contextmanager
def refusals(form: str, store: Path) -> Iterator[None]:
    """Print a refusal as JSON, too, where that was asked for: standard output then always holds one object."""
    try:
        yield
    except ScrutableError as error:
        if form == "json":
            _print(_record("refused", error.exit_code, store, error=error))
        raise


def as_json(reports: "Sequence[LoadReport]", store: Path) -> int:
    """Print what some loads did as one JSON object; return the exit code, which is in it."""
    code = code_of(reports, store)
    _print(_record("loaded" if _is_new(reports) else "nothing new", code, store, reports))
    return code


def code_of(reports: "Sequence[LoadReport]", store: Path) -> int:
    """Return the exit code of loads that were made: what needs attention goes before that nothing was new."""
    from scrutable.register.alerts import standing

    if any(finding.level != "note" for report in reports for finding in report.findings) or standing(store):
        return ATTENTION
    return DONE if _is_new(reports) else NOTHING_NEW


def tell_alerts(store: Path) -> None:
    """Say which alerts stand."""
    from scrutable.register.alerts import TEXT, standing

    if found := standing(store):
        click.echo(f"{len(found)} alert{'s' * (len(found) > 1)} in {store / TEXT}: {found[-1].says}")


def _is_new(reports: "Sequence[LoadReport]") -> bool:
    return any(report.load is not None for report in reports)


def _code_of_events(events: "Sequence[Event]", store: Path) -> int:
    """Return the exit code of one look: a refusal before what needs attention, that before what was loaded."""
    if errors := [event.error.exit_code for event in events if event.error]:
        return max(errors)
    if any(event.did == "unreachable" for event in events):
        return ATTENTION
    return code_of([report for event in events for report in event.reports], store)


def _sentence(event: "Event") -> str:
    """Return an event as a line with its time; what comes after the first line is set in."""

    from scrutable.register.alerts import local_now

    files = f" {_few(event.files)}:" if event.files else ""
    text = f"{local_now():%Y-%m-%d %H:%M:%S}  {event.did}:{files} {event.says}"
    found = [finding.level for report in event.reports for finding in report.findings]
    if attention := sum(level != "note" for level in found):
        text += f"; {attention:,} findings need attention"
    return text


def _few(files: Sequence[str]) -> str:
    """Return the names of some files, of many the first."""
    if len(files) <= FEW_FILES:
        return ", ".join(files)
    return f"{', '.join(files[:FEW_FILES])} and {len(files) - FEW_FILES} more"


def _line(event: "Event", store: Path) -> str:
    code = event.error.exit_code if event.error else DONE
    if event.did in ("loaded", "nothing new"):
        code = code_of(event.reports, store)
    record = _record(event.did, code, store, event.reports, event.error)
    return json.dumps({**record, "says": event.says, "files": event.files}, ensure_ascii=False)


def _record(
    did: str,
    code: int,
    store: Path,
    reports: "Sequence[LoadReport]" = (),
    error: ScrutableError | None = None,
) -> dict[str, Any]:
    """Return the summary: what was done, the exit code, each load, the error if there was one, the alerts standing."""
    from scrutable.register.alerts import local_now, standing

    return {
        "at": local_now().isoformat(timespec="seconds"),
        "did": did,
        "exit_code": code,
        "loads": [_load(report) for report in reports],
        "error": {"code": error.code, "says": error.says, "do": error.do} if error else None,
        "alerts": [_alert(alert) for alert in standing(store)],
    }


def _load(report: "LoadReport") -> dict[str, Any]:
    levels = [finding.level for finding in report.findings]
    return {
        "load": report.load,
        "authority": report.authority,
        "extracted_at": report.extracted_at.isoformat(),
        "files": list(report.files),
        "tables": [asdict(done) for done in report.counts],
        "findings": {level: levels.count(level) for level in ("unusable", "attention", "note")},
    }


def _alert(alert: "Alert") -> dict[str, Any]:
    return asdict(alert)


def _print(record: Mapping[str, Any]) -> None:
    click.echo(json.dumps(record, indent=2, ensure_ascii=False))
