/*
title    = "Conferences before the enquiry that led to them"
asks     = "Was every initial conference held on or after the day of the strategy discussion it came from?"
why      = "The 15 working days run from the strategy discussion. A conference before it cannot be timed: DfE leaves it out of the bands and keeps it in the total."
touches  = ["conferences_within_15_working_days"]
do       = "Put right the day of the strategy discussion or of the conference, or the enquiry that the conference is entered under."
sentence = "{n} {n:conference|conferences} held before the enquiry began"
source   = "CIN census query 8615, as published code that checks the return words it"
*/
select
    c.authority, 'conference' as table_name, c.conference_id as row_id, c.child_id, c.held as first_day,
    s.strategy_discussion as last_day, c.held, s.section_47_id, s.strategy_discussion
from conference c
join section_47 s on s.section_47_id = c.section_47_id
where c.held < s.strategy_discussion
