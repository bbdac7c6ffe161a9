/*
title       = "First health assessments within 20 working days"
question    = "When a child comes into care, is their health looked at straight away?"
counts      = "entry into care"
plural      = "entries into care"
measures    = "share"
better      = "higher"
dashboard   = "children_in_care"
order       = 8
basis       = "SSDA903 episodes: the day a time in care begins; health assessments with their dates from the case system"
limit       = "20 working days from coming into care: before the first review, Care Planning Regulations 2010, regs 7 and 33(1)"
excludes    = ["left care within 20 working days"]
beside      = "health_assessments_up_to_date"
needs       = ["care_episode.legal_status"]
breakdowns  = ["team"]
traps       = [
    "An entry counts on its twentieth working day, not on the day the child came.",
    "One figure holds two delays: ours in asking for the assessment, and the health service's in seeing the child.",
    "A source that holds only the latest assessment (Annex A) hides the first one behind a later, and makes it look late.",
]
source      = "Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959), regs 7, 33(1) and 48"
certainty   = "partly"
uncertain   = "Reg 7 was read through councils' procedures only; the 20 working days are drawn from the first review, and the three months before care from those procedures."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "In {met} of the {counted} {counted:entry into care|entries into care} of 20 working days or more, reached {window} ({percent}), health was assessed in time"
none        = "No child reached the twentieth working day in care {window}"
*/
-- A time in care is a chain of episodes, told by dates: each begins on or before the day on which the last of those
-- before it ends. A day without an episode breaks the chain. An episode that was never closed ends when the next begins,
-- and of two that overlap the later one says where the child is. A series of short breaks (V3, V4) is never being
-- looked after; an episode without a legal status is.
-- An episode that says it follows another (any reason but S) did not begin a time in care, though we have none before it.
-- An assessment in the three months before counts. Where the council's records hold no date of any, nobody can judge.
with episode as (
    select
        *,
        coalesce(ended, lead(started) over w, cast('9999-12-31' as date)) as until,
        lead(started) over w as next_started,
        row_number() over w as number
    from care_episode
    where coalesce(legal_status, '') not in ('V3', 'V4')
    window w as (partition by child_id order by started nulls last, ended nulls last, episode_id nulls last)
),
linked as (
    select
        *,
        max(until) over (
            partition by child_id order by number nulls last rows between unbounded preceding and 1 preceding
        ) as until_before
    from episode
),
numbered as (
    select
        *,
        sum(case when until_before >= started then 0 else 1 end) over (
            partition by child_id order by number nulls last rows between unbounded preceding and current row
        ) as stay
    from linked
),
looked_after as (
    select
        *,
        min(started) over (partition by child_id, stay) as in_care_since,
        max(until) over (partition by child_id, stay) as in_care_until
    from numbered
),
entry as (
    select *, add_working_days(in_care_since, 20) as due
    from looked_after
    where (until_before is null or until_before < started) and coalesce(start_reason, 'S') = 'S'
),
assessed as (
    select child_id, done, min(recorded) as recorded, min(held_from) as held_from
    from care_health
    where kind = 'health assessment' and coalesce(status, 'yes') not in ('no', 'Planned', 'Refused', 'Cancelled')
    group by child_id, done
),
first_assessed as (
    select e.child_id, e.stay, min(a.done) as done
    from entry e
    join assessed a on a.child_id = e.child_id and a.done >= add_months(e.in_care_since, -3)
    group by e.child_id, e.stay
),
dated as (
    select distinct authority
    from care_health
    where kind = 'health assessment' and done is not null
)
select
    p.period_end,
    e.authority,
    e.episode_id as case_id,
    e.child_id,
    e.due as case_date,
    case when e.in_care_until <= e.due then 'left care within 20 working days' end as excluded,
    case when f.done <= e.due then true when d.authority is not null then false end as met,
    e.due,
    f.done,
    a.recorded,
    a.held_from,
    e.team,
    e.in_care_since
from entry e
join period p on e.due between p.period_start and p.period_end
left join first_assessed f on f.child_id = e.child_id and f.stay = e.stay
left join assessed a on a.child_id = f.child_id and a.done = f.done
left join dated d on d.authority = e.authority
