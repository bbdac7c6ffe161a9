-- A request waits until a plan is issued, or it is refused or withdrawn, or the assessment ends without a plan: the
-- rules of ehc_assessments_open, as stretches of time. One that had left and was taken up again (the Tribunal orders an
-- assessment that had been refused) waits a second time: from the start of the assessment where that is recorded, else
-- it comes back and goes on the day of its plan. The 20 weeks run from the first request.
with lawful as (
    select plan_id, bool_or(lower(reason) in ('a', 'b', 'c', 'd')) as is_lawful
    from (
        select plan_id, reason from ehc_plan_exception union all select plan_id, exception_reason from ehc_plan
    ) told
    group by plan_id
),
finished as (
    select
        p.request_id,
        min(p.issued) as issued,
        bool_or(p.exception and coalesce(l.is_lawful, true)) as apart
    from ehc_plan p
    left join lawful l on l.plan_id = p.plan_id
    where p.issued is not null
    group by p.request_id
),
answered as (
    select
        r.request_id,
        min(case when a.outcome in ('N', 'W') then a.outcome_date end) as ended,
        max_by(a.outcome, case when a.outcome in ('N', 'W') then a.outcome_date end) as outcome,
        min(case when a.started >= r.decided then a.started end) as reopened
    from ehc_request r
    join ehc_assessment a on a.request_id = r.request_id
    group by r.request_id
),
request as (
    select
        r.request_id,
        r.received,
        add_weeks(r.received, 20) as due,
        f.issued,
        coalesce(f.apart, false) as apart,
        a.ended,
        a.outcome,
        case when r.decision in ('N', 'W') then r.decided end as turned_down,
        r.decision,
        least(f.issued, a.ended, case when r.decision in ('N', 'W') then r.decided end) as gone,
        -- As in ehc_assessments_open: what had ended by then does not begin again.
        case
            when r.decision = 'N'
                and (f.issued >= a.reopened or f.issued is null)
                and (a.ended >= a.reopened or a.ended is null)
                then a.reopened
        end as back
    from ehc_request r
    left join answered a on a.request_id = r.request_id
    left join finished f on f.request_id = r.request_id
)
select
    request_id as case_id,
    received as came,
    due,
    gone,
    case gone
        when issued then 'done'
        when turned_down then case decision when 'N' then 'refused' else 'withdrawn' end
        when ended then case outcome when 'N' then 'no plan' else 'withdrawn' end
    end as how,
    issued <= due as met,
    apart,
    'new' as entry
from request
union all
select
    request_id,
    back,
    due,
    least(issued, ended),
    case least(issued, ended)
        when issued then 'done'
        when ended then case outcome when 'N' then 'no plan' else 'withdrawn' end
    end,
    issued <= due,
    apart,
    'back'
from request
where back is not null
union all
-- Nothing says when it began again: it comes back and goes on the day that its plan shows it must have.
select request_id, issued, due, issued, 'done', issued <= due, apart, 'back'
from request
where issued <> gone and (back is null or issued <> least(issued, ended))
