/*
title    = "Referrals closed before they were received"
asks     = "Was every case closed on or after the day of its referral?"
why      = "Such a case is open on no day, so its child is not among the children in need."
touches  = ["children_in_need_rate", "referrals_assessed_not_in_need"]
do       = "Look up both dates in the case system and put the wrong one right."
sentence = "{n} {n:case|cases} closed before the referral was received"
source   = "CIN census: the referral date and the closure date"
*/
select
    authority, 'referral' as table_name, referral_id as row_id, child_id, closed as first_day, received as last_day, received,
    closed
from referral
where closed < received
