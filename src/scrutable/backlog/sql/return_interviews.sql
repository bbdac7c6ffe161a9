-- From the return to the interview. A child may decline: then it ends on the day of the offer. No record says that an
-- interview was given up, and one held a year later is no return interview: after a year it no longer waits.
with episode as (
    select
        *,
        cast(returned as date) as back,
        add_days(cast(returned as date), 365) as lapses
    from missing_episode
    where kind = 'M' and returned is not null and coalesce(placing_group, '') <> 'others_here' and source <> 'ssda903'
),
ended as (
    select
        *,
        cast(interview_done as date) as done,
        case
            when interview_done is null and not interview_accepted
                then greatest(cast(interview_offered as date), back)
        end as declined
    from episode
)
select
    e.episode_id as case_id,
    e.back as came,
    add_days(e.back, 3) as due,
    case
        when coalesce(e.done, e.declined) <= e.lapses then coalesce(e.done, e.declined)
        when e.lapses <= t.known_on then e.lapses
    end as gone,
    case
        when e.done <= e.lapses then 'done'
        when e.declined <= e.lapses then 'declined'
        when e.lapses <= t.known_on then 'lapsed'
    end as how,
    case
        when e.began <= e.returned and e.returned <= e.interview_done
            then hours_between(e.returned, e.interview_done) <= 72
    end as met,
    false as apart,
    'new' as entry
from ended e
cross join today t
