-- The functions a definition may use, for DuckDB. functions.spark.sql is to say the same for Spark:
-- these two files are the whole difference between the engines. Every function gives null for a null.

-- Whole days are added as integers: by intervals it takes six times as long.
create macro add_days(day, days) as cast(day as date) + cast(days as integer);
create macro add_weeks(day, weeks) as cast(day as date) + cast(weeks * 7 as integer);

-- The same day of a later month, or that month's last day where it is shorter (31 January + 1 = 28 or 29 February).
create macro add_months(day, months) as cast(day + months * interval 1 month as date);

create macro days_between(first_day, last_day) as cast(last_day as date) - cast(first_day as date);

-- Working days after the first day, up to and including the last: the same day is 0, so that "within 45 working
-- days" is <= 45. Null outside the years for which bank holidays are known.
create macro working_days_between(first_day, last_day) as
    (select at_last_.working_day_number from calendar at_last_ where at_last_.day = cast(last_day as date))
    - (select at_first_.working_day_number from calendar at_first_ where at_first_.day = cast(first_day as date));

-- The day that lies so many working days after another (1 or more): what is due within 10 working days is due on it.
-- A join, for a query within a query takes a hundred times as long. The names within end in _ so that no definition's
-- own name for a table can be taken for them.
create macro add_working_days(first_day, days) as
    (select due_.day from calendar from_ join calendar due_
        on due_.is_working_day and due_.working_day_number = from_.working_day_number + cast(days as integer)
        where from_.day = cast(first_day as date));

-- Whole years. Someone born on 29 February has a birthday on 1 March in a year without one.
create macro age_on(birth_date, day) as
    year(day) - year(birth_date)
    - case when month(day) * 100 + day(day) < month(birth_date) * 100 + day(birth_date) then 1 else 0 end;

-- Elapsed hours between two moments of UK local time, so that the night the clocks change counts as it was.
create macro hours_between(first_moment, last_moment) as
    (epoch(last_moment at time zone 'Europe/London') - epoch(first_moment at time zone 'Europe/London')) / 3600.0;
