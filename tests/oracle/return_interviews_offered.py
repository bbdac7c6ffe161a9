"""DfE guidance, 2014: a return interview is to be offered after every return."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows
from tests.oracle.missing_known import ended_in


def return_interviews_offered(missing_episode: Rows, period: Rows) -> Iterator[Row]:
    """Yield each episode that ended. An answer, or an interview since the return, shows that there was an offer."""
    for episode, case in ended_in(missing_episode, period):
        offered, done = episode["interview_offered"], episode["interview_done"]
        signs = [moment for moment in (offered, done) if moment is not None]
        if episode["source"] == "ssda903":
            met = None
        elif episode["interview_accepted"] is not None or any(sign >= episode["returned"] for sign in signs):
            met = True
        else:
            met = None if signs else False  # a sign of an offer before the return cannot be judged
        yield case | {"met": met, "done": offered.date() if offered else None}
