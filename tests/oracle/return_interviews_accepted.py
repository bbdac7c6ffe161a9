"""DfE guidance, 2014: a return interview is offered; the child may accept it or not."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows
from tests.oracle.missing_known import ended_in


def return_interviews_accepted(missing_episode: Rows, period: Rows) -> Iterator[Row]:
    """Yield each episode that ended. What was not offered was not accepted; an offer without an answer is open."""
    for episode, case in ended_in(missing_episode, period):
        done, answer = episode["interview_done"], episode["interview_accepted"]
        if episode["source"] == "ssda903":
            met = None
        elif answer or (done is not None and done >= episode["returned"]):
            met = True
        elif answer is None and (episode["interview_offered"] is not None or done is not None):
            met = None
        else:
            met = False
        yield case | {"met": met}
