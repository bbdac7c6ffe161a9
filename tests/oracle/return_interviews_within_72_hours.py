"""DfE guidance, 2014: the return interview within 72 hours of the return, as hours pass and not as clocks show."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.oracle.days import Row, Rows
from tests.oracle.missing_known import ended_in


def return_interviews_within_72_hours(missing_episode: Rows, period: Rows) -> Iterator[Row]:
    """Yield each episode that ended. Without an interview it is not met; in an impossible order it is not known."""
    for episode, case in ended_in(missing_episode, period):
        began, returned, done = episode["began"], episode["returned"], episode["interview_done"]
        if episode["source"] in ("ssda903", "ssd"):
            met = None
        elif done is None:
            met = False
        elif began is None or not began <= returned <= done:
            met = None
        else:
            met = passed(done) - passed(returned) <= timedelta(hours=72)
        yield case | {
            "met": met,
            "due": (returned + timedelta(days=3)).date(),
            "done": done.date() if done else None,
            "held_from": episode["held_from"],
        }


def passed(moment: datetime) -> datetime:
    """Return a moment of London as one of Greenwich, where no clock is changed."""
    return moment.replace(tzinfo=ZoneInfo("Europe/London")).astimezone(UTC)
