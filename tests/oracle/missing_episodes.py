"""DfE: missing is not where expected with whereabouts not known; away without authorisation is another thing."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, cases_by_day


def missing_episodes(missing_episode: Rows, period: Rows) -> Iterator[Row]:
    """Yield each episode of being missing, in the periods in which it began."""
    places = {
        "own_here": "Ours, placed here",
        "own_elsewhere": "Ours, placed elsewhere",
        "others_here": "Another council's, placed here",
        "at_home": "At home",
    }
    for episode, one in cases_by_day(missing_episode, period, "began"):
        if episode["kind"] == "M":
            yield {
                "period_end": one["period_end"],
                "authority": episode["authority"],
                "case_id": episode["episode_id"],
                "child_id": episode["child_id"],
                "case_date": episode["began"].date(),
                "excluded": None,
                "recorded": episode["recorded"],
                "placing_authority": places.get(episode["placing_group"]),
                "team": episode["team"],
            }
