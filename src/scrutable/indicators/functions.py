"""The functions that a definition may call: our own, and those that both engines have under one name and meaning.

Our own are written once for each engine in `engine/functions.*.sql`; here is only what they take and give, so that a
slip is found when a definition is read. Kinds are text, date, moment, flag, whole and number; "day" takes a date or
a moment. Read `checking.py` next.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Function:
    """What a function takes, in order, and what it gives. `shown` is how it is written."""

    takes: tuple[str, ...]
    gives: str
    shown: str


# A test holds these to the macros of engine/functions.duckdb.sql.
OURS = {
    "add_days": Function(("day", "whole"), "date", "add_days(day, days)"),
    "add_weeks": Function(("day", "whole"), "date", "add_weeks(day, weeks)"),
    "add_months": Function(("day", "whole"), "date", "add_months(day, months)"),
    "days_between": Function(("day", "day"), "whole", "days_between(first_day, last_day)"),
    "working_days_between": Function(("day", "day"), "whole", "working_days_between(first_day, last_day)"),
    "add_working_days": Function(("day", "whole"), "date", "add_working_days(first_day, days)"),
    "age_on": Function(("day", "day"), "whole", "age_on(birth_date, day)"),
    "hours_between": Function(("moment", "moment"), "number", "hours_between(first_moment, last_moment)"),
}

# Of both engines, with the kind that comes out; "same" is the kind of the first argument that has one.
BOTH = {
    "abs": "same", "avg": "number", "bool_and": "flag", "bool_or": "flag",
    "coalesce": "same", "count": "whole", "day": "whole", "dense_rank": "whole", "first_value": "same",
    "greatest": "same", "lag": "same", "last_value": "same", "lead": "same", "least": "same",
    "length": "whole", "lower": "text", "ltrim": "text", "max": "same", "max_by": "same", "median": "number",
    "min": "same", "min_by": "same", "mod": "same", "month": "whole", "ntile": "whole", "nullif": "same",
    "rank": "whole", "replace": "text", "row_number": "whole", "rtrim": "text", "sign": "whole", "substring": "text",
    "sum": "same", "trim": "text", "upper": "text", "year": "whole",
}  # fmt: skip

# What an analyst may have in the fingers from another engine, with what to write here.
INSTEAD = {
    "datediff": "Use days_between(first_day, last_day).",
    "date_diff": "Use days_between(first_day, last_day).",
    "dateadd": "Use add_days, add_weeks or add_months.",
    "date_add": "Use add_days, add_weeks or add_months.",
    "date_part": "Use year(day), month(day) or day(day).",
    "strftime": "Keep the day as it is: what shows it says how.",
    "format": "Join texts with ||.",
    "isnull": "Use coalesce(a, b).",
    "ifnull": "Use coalesce(a, b).",
    "nvl": "Use coalesce(a, b).",
    "iif": "Use case when ... then ... else ... end.",
    "if": "Use case when ... then ... else ... end.",
    "left": "Use substring(text, 1, letters).",
    "len": "Use length(text).",
    "string_agg": "Return one row for each case instead of a joined list.",
    "list": "Return one row for each case instead of a list.",
    "array_agg": "Return one row for each case instead of a list.",
    "generate_series": "Join period or calendar, which has every day.",
    "range": "Join period or calendar, which has every day.",
    "unnest": "Join the table that has the rows.",
}
