/*
title       = "EHC plans issued"
question    = "How many education, health and care plans do we issue?"
counts      = "plan"
measures    = "count"
better      = "neither"
dashboard   = "ehc_plans"
order       = 2
basis       = "SEN2 return: named plan StartDate"
beside      = "ehc_assessments_open"
breakdowns  = ["team", "exception"]
source      = "SEND Regulations 2014, reg 13: the final plan"
certainty   = "verified"
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{n} EHC {n:plan was|plans were} issued {window}"
none        = "No EHC plans were issued {window}"
traps       = ["More plans may mean more need, or a backlog that was cleared: read the open assessments beside it."]
*/
-- Plans with a statutory exception are plans issued all the same: nothing is left out here.
select
    p.period_end,
    e.authority,
    e.plan_id as case_id,
    e.child_id,
    e.issued as case_date,
    cast(null as string) as excluded,
    e.recorded,
    e.team,
    case when e.exception then 'yes' when not e.exception then 'no' end as exception
from ehc_plan e
join period p on e.issued between p.period_start and p.period_end
