/*
title       = "Early help followed by a referral to social care within 12 months"
question    = "When early help ends, does the help last, or is the child soon referred to social care?"
counts      = "early help episode"
measures    = "share"
better      = "lower"
dashboard   = "early_help"
order       = 3
look_back   = 12
basis       = "Early help: the day help ended; CIN census or Annex A list 3: date of referral of the same child"
beside      = "early_help_assessments_in_time"
breakdowns  = ["organisation", "team"]
traps       = [
    "An episode is counted on the day its 12 months are up, so the figure speaks of help that ended a year before: the latest endings cannot be judged yet.",
    "A referral that came while help was still being given, before the day it ended, is not seen: where help ends because the child is referred, the two days should be the same.",
    "A referral is not a failure of early help: a worker who sees a child at risk must refer. A very low share can mean that needs go unseen.",
]
source      = "Local measure: no statutory return holds early help, so no national figure can stand beside it"
certainty   = "not verified"
uncertain   = "No text defines it. We take the day help ended, and any referral of that child from that day to the same day a year later."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} early help {counted:episode|episodes} whose 12 months of follow-up ended {window} ({percent}) {met:was|were} followed by a referral to social care within those 12 months"
none        = "No early help that ended 12 months before was there to follow up {window}"
*/
with followed as (
    select
        e.episode_id,
        min(r.received) as referred
    from early_help_episode e
    join referral r on r.child_id = e.child_id and r.received between e.ended and add_months(e.ended, 12)
    group by e.episode_id
)
select
    p.period_end,
    e.authority,
    e.episode_id as case_id,
    e.child_id,
    add_months(e.ended, 12) as case_date,
    cast(null as string) as excluded,
    -- Help that ended before it began has no day from which to count, so it cannot be judged.
    case when e.ended < e.started then null else f.referred is not null end as met,
    e.recorded,
    -- The 12 months before case_date are the 12 months after help ended: the referrals of that time must be held.
    coalesce(b.begins <= e.ended, false) as history,
    e.organisation,
    e.team,
    e.started,
    e.ended,
    f.referred
from early_help_episode e
join period p on add_months(e.ended, 12) between p.period_start and p.period_end
left join followed f on f.episode_id = e.episode_id
left join records b on b.authority = e.authority and b.table_name = 'referral'
