"""What somebody must look at though nobody is there: a load that was refused, a table that shrank too far.

Loads run at night, and what they print is read by no one. So two files stand in the store's folder for as long as
something is amiss: alert.txt to be read, alert.json for a program that watches the store. Each is written whole, and
both are gone when all is mended: that the file is there is the alarm. An alert about files is mended when a load has
taken them in, or when they have gone; one about a table when a load has brought it back. Who has looked, and finds that
the table is rightly smaller, deletes the two files.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from scrutable.errors import DataFault, ScrutableError
from scrutable.register.loading import FEW, LoadReport
from scrutable.register.rows import only
from scrutable.register.store import Register
from scrutable.register.whole import write_whole

TEXT, RECORD = "alert.txt", "alert.json"
# Not about the files: another load is running, or a file cannot be opened at this moment. It may pass by itself.
PASSING = frozenset({"R204", "D101"})
_WAIT = 10  # seconds for another program to have written its own alert

Kind = Literal["refused", "shrunk", "unreachable"]


@dataclass(frozen=True)
class Alert:
    """One thing amiss. `files` are names in `folder`; a shrunk table has the rows it had and those it has now."""

    kind: Kind
    since: str  # local time with its offset, ISO, to the second
    says: str
    do: str = ""
    code: str = ""
    folder: str = ""
    files: tuple[str, ...] = ()
    authority: str = ""
    source: str = ""
    table: str = ""
    before: int = 0
    after: int = 0

    @property
    def about(self) -> tuple[str, ...]:
        """What it is about: a later alert about the same takes its place."""
        return (self.kind, self.folder, *self.files, self.authority, self.source, self.table)


def local_now() -> datetime:
    """Return this moment as the clock on the wall shows it, with its offset."""
    return datetime.now(UTC).astimezone()


def standing(store: Path) -> list[Alert]:
    """Return the alerts that stand, oldest first. A file that somebody has spoilt is as good as none."""
    try:
        said = json.loads((store / RECORD).read_text(encoding="utf-8"))
        return [Alert(**{**one, "files": tuple(one["files"])}) for one in said["alerts"]]
    except (OSError, ValueError, TypeError, KeyError):
        return []


@contextmanager
def kept(
    register: Register, paths: Sequence[Path], now: datetime, database: str = ""
) -> Iterator[Callable[[list[LoadReport]], None]]:
    """Keep the alert files up to date with one load of files, or from a database. Call what it gives with the reports.

    A refusal is written down and raised again.
    """

    def made(reports: list[LoadReport]) -> None:
        found = shrunk(register, reports, now)
        change(register.folder, lambda one: _is_mended(register, one, paths, database, reports), found)

    try:
        yield made
    except ScrutableError as error:
        if (paths or database) and error.code not in PASSING:
            _refused(register.folder, paths, database, error, now)
        raise
    except Exception as error:
        # The kind alone: what an error of a library says may quote a record.
        fault = DataFault("X001", f"scrutable itself went wrong ({type(error).__name__}).")
        _refused(register.folder, paths, database, fault, now)
        raise


def _refused(store: Path, paths: Sequence[Path], database: str, error: ScrutableError, now: datetime) -> None:
    """Write down that a load was refused, in place of what was said of any of its files before."""
    folders = {str(path.resolve().parent) for path in paths}
    where = folders.pop() if len(folders) == 1 else ""
    names = tuple(sorted(path.name if where else str(path.resolve()) for path in paths))
    alert = Alert("refused", _said(now), error.says, error.do, error.code, where, names, source=database)
    change(store, lambda one: one.about != alert.about and _is_about(one, paths, database), [alert])


def _is_about(alert: Alert, paths: Sequence[Path], database: str) -> bool:
    """Say whether an alert is about a refused load of any of these files, or from this database."""
    if alert.kind != "refused":
        return False
    same = not alert_paths(alert).isdisjoint(path.resolve() for path in paths)
    return same or bool(database and alert.source == database)


def alert_paths(alert: Alert) -> set[Path]:
    """Return the files that an alert is about."""
    return {Path(alert.folder) / name for name in alert.files}


def unreachable(store: Path, folder: Path, says: str, now: datetime) -> None:
    """Write down that a watched folder cannot be reached."""
    change(store, lambda one: False, [Alert("unreachable", _said(now), says, folder=str(folder))])


def shrunk(register: Register, reports: Sequence[LoadReport], now: datetime) -> list[Alert]:
    """Return an alert for each table that a load has left smaller by more than the set share.

    As many new rows as were closed leave a table as large as it was; a loss of a few rows is ordinary in a small one.
    """
    share = register.settings.alert_shrinks_by
    found = []
    for report in reports:
        for done in report.counts:
            lost = done.closed - done.new
            if lost < FEW:
                continue
            after = _rows(register, report.authority, done.source, done.table)
            before = after + lost
            if 100 * lost > share * before:
                found.append(_of_table(report, done.source, done.table, before, after, now))
    return found


def _of_table(report: LoadReport, source: str, table: str, before: int, after: int, now: datetime) -> Alert:
    return Alert(
        "shrunk", _said(now),
        f"{table} from {source} had {before:,} rows and has {after:,} since load {report.load}:"
        f" {100 * (before - after) / before:.0f}% fewer.",
        "If the file is only a part of an extract, load the whole with a later --extracted-at: the rows come back."
        f" If the table is rightly smaller, delete {RECORD} and {TEXT}.",
        files=tuple(sorted(report.files)), authority=report.authority, source=source, table=table,
        before=before, after=after,
    )  # fmt: skip


def _rows(register: Register, authority: str, source: str, table: str) -> int:
    with register.reading() as con:
        found = only(
            con,
            f"select count(*) from {table} where authority = ? and source = ? and known_to is null",
            [authority, source],
        )
    return int(found[0]) if found else 0


def _is_mended(
    register: Register, alert: Alert, paths: Sequence[Path], database: str, reports: Sequence[LoadReport]
) -> bool:
    """Say whether a load has mended what an alert is about."""
    if alert.kind == "shrunk":
        if not any(
            (report.authority, done.source, done.table) == (alert.authority, alert.source, alert.table)
            for report in reports
            for done in report.counts
        ):
            return False
        now = _rows(register, alert.authority, alert.source, alert.table)
        return 100 * (alert.before - now) <= register.settings.alert_shrinks_by * alert.before
    return _is_about(alert, paths, database) or is_gone(alert)


def is_gone(alert: Alert) -> bool:
    """Say whether an alert is about refused files of which none is there any more.

    Where their folder is not there either, a share may be out of reach: then nothing is known.
    """
    return bool(alert.kind == "refused" and alert.files) and all(
        not path.exists() and (path.parent.is_dir() or path.parent.parent.is_dir())
        for path in alert_paths(alert)
    )


def change(store: Path, mended: Callable[[Alert], bool], found: Sequence[Alert] = ()) -> list[Alert]:
    """Take away the alerts that are mended and add those found; return what was taken away.

    One about the same as before takes its place and keeps since when it has stood.
    """
    from filelock import FileLock

    with FileLock(store / "register" / "alert.lock", timeout=_WAIT):
        before = standing(store)
        gone = [alert for alert in before if mended(alert)]
        left = {alert.about: alert for alert in before if alert not in gone}
        for alert in found:
            was = left.get(alert.about)
            left[alert.about] = replace(alert, since=was.since) if was else alert
        if list(left.values()) != before:
            _write(store, list(left.values()))
    return gone


def _write(store: Path, alerts: Sequence[Alert]) -> None:
    """Write both files, or take both away. The record goes last and comes first: by it the alarm is told."""
    if not alerts:
        (store / RECORD).unlink(missing_ok=True)
        (store / TEXT).unlink(missing_ok=True)
        return
    record: dict[str, Any] = {"alerts": [asdict(alert) for alert in alerts]}
    write_whole(store / RECORD, json.dumps(record, indent=2, ensure_ascii=False) + "\n")
    write_whole(store / TEXT, as_text(alerts))


def as_text(alerts: Sequence[Alert]) -> str:
    """Return the alerts to be read."""
    parts = []
    for alert in alerts:
        lines = [f"{alert.since.replace('T', ' ')}  {_HEADINGS[alert.kind]}"]
        lines += [f"  {alert.code} {alert.says}".rstrip() if alert.code else f"  {alert.says}"]
        lines += [f"  {alert.do}"] if alert.do else []
        lines += [f"  Files: {', '.join(alert.files)}"] if alert.files else []
        lines += [f"  From: {alert.source}"] if alert.source and not alert.table else []
        lines += [f"  Folder: {alert.folder}"] if alert.folder else []
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


_HEADINGS: dict[Kind, str] = {
    "refused": "A load was refused. Nothing was changed.",
    "shrunk": "A table is much smaller than it was.",
    "unreachable": "The watched folder cannot be reached.",
}


def _said(now: datetime) -> str:
    return now.isoformat(timespec="seconds")
