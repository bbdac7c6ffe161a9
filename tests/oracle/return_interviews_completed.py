"""DfE guidance, 2014: a return interview is held after the return; here however long after."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows
from tests.oracle.missing_known import ended_in


def return_interviews_completed(missing_episode: Rows, period: Rows) -> Iterator[Row]:
    """Yield each episode that ended. An interview before the return cannot be judged."""
    for episode, case in ended_in(missing_episode, period):
        done = episode["interview_done"]
        if episode["source"] in ("ssda903", "ssd"):
            met = None
        elif done is None:
            met = False
        else:
            met = True if done >= episode["returned"] else None
        yield case | {
            "met": met,
            "done": done.date() if done else None,
            "outcome": outcome(episode),
        }


def outcome(episode: Row) -> str:
    """Say in words how far it came."""
    if episode["interview_done"]:
        return "Interview done"
    if episode["interview_accepted"] is False:
        return "Declined"
    if episode["interview_accepted"] or episode["interview_offered"]:
        return "Offered, not done"
    return "No offer on record"
