"""What the invented council means to reach, and a change it has declared: written into its scrutable.toml."""

from pathlib import Path

AIMS = """
[[target]]
indicator = "ehc_plans_within_20_weeks"
from = 2019-04-01
value = 50
owner = "Head of SEND"
reason = "agreed with the budget for 2019-20"

[[target]]
indicator = "ehc_plans_within_20_weeks"
from = 2019-09-17
value = 58
owner = "Director of Children's Services"
reason = "England's figure for 2018, promised to the committee on 17 September 2019"

[[target]]
indicator = "assessments_within_45_working_days"
from = 2018-04-01
value = 90
owner = "Head of Assessment and Safeguarding"
reason = "service plan"

[[target]]
indicator = "re_referrals_within_12_months"
from = 2018-04-01
value = 20
tolerance = 2
owner = "Head of the Front Door"
reason = "service plan"

[[target]]
indicator = "child_protection_visits_in_time"
from = 2018-04-01
value = 90
owner = "Head of Assessment and Safeguarding"
reason = "service plan"

[[target]]
indicator = "care_leavers_in_suitable_accommodation"
from = 2018-04-01
value = 92
owner = "Corporate Parenting Board"
reason = "pledge to care leavers"

[[target]]
indicator = "care_leavers_in_bed_and_breakfast"
from = 2018-04-01
value = 0
owner = "Corporate Parenting Board"
reason = "pledge to care leavers"

[[target]]
indicator = "average_caseload"
from = 2019-04-01
value = 16
tolerance = 2
owner = "Principal Social Worker"
reason = "workload policy"

[[break]]
indicator = "missing_episodes"
from = 2019-01-01
reason = "the police began to report every absence of a child in care"
"""


def declare(store: Path) -> None:
    """Add the targets and the break to a store's settings."""
    with (store / "scrutable.toml").open("a", encoding="utf-8", newline="\n") as settings:
        settings.write(AIMS)
