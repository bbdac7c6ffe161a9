"""DfE: incidents of being missing of children looked after, those open on the first day among them."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows
from tests.oracle.missing_known import PLACES, from_care


def missing_episodes_from_care(care_episode: Rows, missing_episode: Rows, period: Rows) -> Iterator[Row]:
    """Yield each episode of being missing that shares a day of the period with a day in care."""
    for one, episode, first_day in from_care(care_episode, missing_episode, period):
        carried = episode["began"].date() < one["period_start"]
        yield {
            "period_end": one["period_end"],
            "authority": episode["authority"],
            "case_id": episode["episode_id"],
            "child_id": episode["child_id"],
            "case_date": first_day,
            "excluded": None,
            "recorded": episode["recorded"],
            "carried_over": "Began earlier" if carried else "Began in the period",
            "placing_authority": PLACES.get(episode["placing_group"]),
            "team": episode["team"],
        }
