"""What the demo council is steered to, and why: the meeting of the seed minutes (issue 2), nothing else.

Only the simulation reads this module. The readers, the definitions and the folds never do: they must find these
numbers in the case files. All are as known on 6 January 2020 for October to December 2019 unless said otherwise.

The queue of EHC assessments cannot be a closed flow. Of the 106 plans 91 are late, so they and the 8 overdue at
the end make 99 requests from before 13 August 2019, and only 98 were open on 30 September. What squares it is
something that happens: the Tribunal orders an assessment after the council has refused one. Such a request left
the queue when it was refused. Four of the late plans are of that kind, and four assessments ended in the quarter
without a plan: 98 + 80 - 102 - 6 - 4 = 66.
"""

from datetime import date
from typing import Final

QUARTER: Final = (date(2019, 10, 1), date(2019, 12, 31))
KNOWN_ON: Final = date(2020, 1, 6)

# EHC plans. "80 new requests", "106 plans", "14 %", "66 open, 8 of those over 20 weeks".
REQUESTS: Final = 80
PLANS_IN_TIME: Final = 14  # of the plans without an exception
PLANS_LATE: Final = 86  # of the plans without an exception; with those in time 100
EXCEPTIONS_IN_TIME: Final = 1
EXCEPTIONS_LATE: Final = 5
ORDERED_BY_TRIBUNAL: Final = 4  # of the late plans without an exception: see above
OVERDUE_AT_THE_END: Final = 8
OPEN_AT_THE_START: Final = 98
REFUSED: Final = 4
WITHDRAWN: Final = 2  # with the refused the 6 of the minutes' sum
ENDED_WITHOUT_A_PLAN: Final = 4

# A request of 13 August is exactly 20 weeks old at the end of the year: late only if older.
LAST_LATE_REQUEST: Final = date(2019, 8, 12)

# Officers told members "16 mediation cases in the current financial year"; how they ended was asked for.
MEDIATIONS: Final = 16
MEDIATIONS_THEN_APPEALED: Final = 5
MEDIATIONS_SINCE: Final = date(2019, 4, 1)

# "49 was the number of children and not the number of incidents"; the incidents are ours.
# By whose child and placed where, as the committee asked. Few children account for many episodes.
MISSING_CHILDREN: Final = {"own_here": 24, "own_elsewhere": 11, "others_here": 14}
MISSING_EPISODES: Final = 112

# "One care leaver in a B&B", found there this autumn; "six job offers".
FOUND_IN_BED_AND_BREAKFAST: Final = date(2019, 11, 27)
JOB_OFFERS: Final = 6

# In dashboard 4 visits were made in time and written up late: of those made from this day to the year's end,
# this share was written up between the two extracts of January.
LATE_WRITING_FROM: Final = date(2019, 12, 5)
LATE_WRITING_SHARE: Final = 0.5
LATE_WRITING_UNTIL: Final = date(2020, 1, 17)
# "The recording of visits consisted in a comprehensive report, not just recording the date of the visit": of some made
# from this day on the system holds the day, and the report is still awaited.
NOTES_AWAITED_FROM: Final = date(2019, 11, 25)
