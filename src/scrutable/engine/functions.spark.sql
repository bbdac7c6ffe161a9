-- The functions a definition may use, for Spark: what functions.duckdb.sql says for DuckDB, with the same results.
-- add_months is not here, because Spark's own means the same. Every function gives null for a null.
-- Whole numbers arrive as bigint, so that a limit may be a column (local_rule.amount) as well as a number.

create temporary function add_days(day date, days bigint) returns date
    return date_add(day, cast(days as int));
create temporary function add_weeks(day date, weeks bigint) returns date
    return date_add(day, cast(weeks * 7 as int));

create temporary function days_between(first_day date, last_day date) returns bigint
    return datediff(last_day, first_day);

-- Spark allows a sub-query that looks a row up in few places, and a definition counts working days in many. So the
-- calendar also stands in one row of lists, working_days(first_day, numbers, days): for each day from the first on
-- how many working days there were up to and including it, and the working days themselves in order.
create temporary function working_day_number(day date) returns int
    return get((select w.numbers from working_days w), datediff(day, (select w.first_day from working_days w)));

create temporary function working_days_between(first_day date, last_day date) returns int
    return working_day_number(last_day) - working_day_number(first_day);

create temporary function add_working_days(first_day date, days bigint) returns date
    return get((select w.days from working_days w), cast(days as int) + working_day_number(first_day) - 1);

create temporary function age_on(birth_date date, day date) returns bigint
    return year(day) - year(birth_date)
        - case when month(day) * 100 + day(day) < month(birth_date) * 100 + day(birth_date) then 1 else 0 end;

-- The session's zone is UTC, so a moment read as UK local time becomes the moment it was. Of the hour that comes twice
-- when the clocks go back Spark takes the first, and DuckDB the second, which is taken here too.
create temporary function micros_of(moment timestamp_ntz) returns bigint
    return unix_micros(to_utc_timestamp(cast(moment as timestamp_ltz), 'Europe/London'))
        + case when from_utc_timestamp(
                to_utc_timestamp(cast(moment as timestamp_ltz), 'Europe/London') + interval 1 hour, 'Europe/London'
            ) = cast(moment as timestamp_ltz) then 3600000000 else 0 end;
create temporary function hours_between(first_moment timestamp_ntz, last_moment timestamp_ntz) returns double
    return (micros_of(last_moment) - micros_of(first_moment)) / 3600000000D;
