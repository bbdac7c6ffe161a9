/*
title    = "Annual reviews decided before they were held"
asks     = "Was the decision on every annual review sent on or after the day of the meeting?"
why      = "The four weeks run from the meeting. A decision of before it cannot be timed, and counts as not in time."
touches  = ["annual_reviews_within_4_weeks"]
do       = "Look up the day of the meeting and the day of the letter, and put the wrong one right."
sentence = "{n} annual {n:review|reviews} decided before the meeting"
source   = "SEND Regulations 2014, reg 20: the council notifies its decision after the meeting"
*/
select
    authority, 'annual_review' as table_name, review_id as row_id, child_id, notified as first_day, held as last_day, held,
    notified
from annual_review
where notified < held
