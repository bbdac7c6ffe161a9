/*
title       = "Early help assessments completed in the council's own time"
question    = "When a family asks for early help, do we finish the assessment in the time we set ourselves?"
counts      = "early help assessment"
measures    = "share"
better      = "higher"
dashboard   = "early_help"
order       = 2
basis       = "Annex A list 2: assessment start and completion dates; the council's own rule in scrutable.toml"
limit       = "The council's own: as many working days as assessment_working_days in scrutable.toml says, from the start"
beside      = "early_help_stepped_up"
needs       = ["early_help_episode.assessment_completed"]
breakdowns  = ["organisation", "team"]
traps       = [
    "The limit is local, 45 working days unless the council says otherwise. No law or guide sets one, and no national figure is published.",
    "Only completed assessments count: those left unfinished, however long, are not seen here, and finishing old ones lowers the share.",
    "Working days leave out weekends and bank holidays, so 45 of them are about nine weeks.",
]
source      = "Local measure: a rule of the council. No statutory return holds it"
certainty   = "not verified"
uncertain   = "No text says when the clock of an early help assessment starts and ends; we take the two dates of Annex A, and the day of the start is day 0."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} early help {counted:assessment|assessments} completed {window} ({percent}) {met:was|were} completed within the time that the council allows"
none        = "No early help assessments were completed {window}"
*/
-- A rule that is not set allows no judgement: the case is counted and not met, never in time.
with timed as (
    select
        e.authority,
        e.episode_id,
        e.child_id,
        e.assessment_started,
        e.assessment_completed,
        e.recorded,
        e.held_from,
        e.organisation,
        e.team,
        k.amount,
        add_working_days(e.assessment_started, cast(k.amount as int)) as due,
        -- Dates the wrong way round say nothing about how long it took, so they may not count as in time.
        case
            when e.assessment_completed >= e.assessment_started
                then working_days_between(e.assessment_started, e.assessment_completed)
        end as working_days
    from early_help_episode e
    left join local_rule k on k.authority = e.authority and k.rule = 'assessment_working_days'
)
select
    p.period_end,
    t.authority,
    t.episode_id as case_id,
    t.child_id,
    t.assessment_completed as case_date,
    cast(null as string) as excluded,
    t.working_days <= t.amount as met,
    t.due,
    t.assessment_completed as done,
    t.recorded,
    t.held_from,
    t.organisation,
    t.team,
    t.assessment_started,
    t.working_days
from timed t
join period p on t.assessment_completed between p.period_start and p.period_end
