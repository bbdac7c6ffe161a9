"""What every indicator about children can be broken down by: the child as at the case's date.

Each is an SQL expression over `l`, a row of a case list, and `c`, the child's row where there is one. They come from
the register as known on the same moment, so a breakdown never knows more than its total.
"""

import re
from functools import cache

from scrutable.engine.words import DUCKDB, Words
from scrutable.register.schema import codes

NOT_RECORDED = "Not recorded"
# Each band with the age it ends before.
AGE_BANDS = (
    ("Under 1", 1),
    ("1 to 4", 5),
    ("5 to 9", 10),
    ("10 to 15", 16),
    ("16 to 17", 18),
    ("18 to 25", 26),
    ("26 or over", 27),
)
# Short breaks by agreement: the child lives at home and is not counted as looked after.
SHORT_BREAKS = "('V3', 'V4')"


def _words(column: str, words: dict[str, str]) -> str:
    cases = " ".join(
        f"when '{code}' then '{said.replace(chr(39), chr(39) * 2)}'" for code, said in words.items()
    )
    return f"case {column} {cases} end"


def _age_band(words: Words) -> str:
    """Look the band up by the age in a list, so that the age is worked out once a row."""
    starts = [0, *(below for _, below in AGE_BANDS)]
    bands = [
        band for (band, below), start in zip(AGE_BANDS, starts, strict=False) for _ in range(start, below)
    ]
    items = ", ".join(f"'{band}'" for band in bands)
    picked = words.pick.format(
        items=items, n=f"least(age_on(c.birth_date, l.case_date), {len(bands) - 1}) + 1"
    )
    return (
        "case when l.case_date < c.birth_date then 'Before birth'"
        # least() of a null and 26 would be 26: a child without a birth date on record has no age.
        " when c.birth_date is not null and l.case_date is not null then"
        f" {picked} end"
    )


# Breakdowns whose parts have an order of their own: bands of age, of weeks, of how often.
ORDERED = ("age_band", "weeks_open", "times_missing", "academic_age")


def place(by: str, part: str | None) -> tuple[int, tuple[int, ...], str]:
    """Return where a part stands among the others: bands by their numbers, the rest by name, not recorded last.

    >>> sorted(["over 52 weeks", "6 to 16 weeks", "up to 6 weeks"], key=lambda part: place("weeks_open", part))
    ['up to 6 weeks', '6 to 16 weeks', 'over 52 weeks']
    """
    if part == NOT_RECORDED or part is None:
        return 1, (), ""
    if by == "age_band":
        ages = ["Before birth", *(band for band, _ in AGE_BANDS)]
        return 0, (ages.index(part) if part in ages else len(ages),), part
    return 0, tuple(int(number) for number in re.findall(r"\d{1,9}", part)) if by in ORDERED else (), part


@cache
def expressions(words: Words = DUCKDB) -> dict[str, str]:
    """Return the breakdowns that come by themselves: name -> SQL expression, null where it is not recorded."""
    open_plan = (
        "exists (select 1 from ehc_plan x where x.child_id = l.child_id and x.issued <= l.case_date"
        " and (x.ceased is null or x.ceased > l.case_date))"
    )
    in_care = (
        "exists (select 1 from care_episode x where x.child_id = l.child_id and x.started <= l.case_date"
        f" and (x.ended is null or x.ended > l.case_date) and coalesce(x.legal_status, '') not in {SHORT_BREAKS})"
    )
    on_plan = (
        "exists (select 1 from cp_plan x where x.child_id = l.child_id and x.started <= l.case_date"
        " and (x.ended is null or x.ended > l.case_date))"
    )
    in_need = (
        "exists (select 1 from referral x where x.child_id = l.child_id and x.received <= l.case_date"
        " and (x.closed is null or x.closed > l.case_date))"
    )
    disabled = "(select bool_or(x.code <> 'NONE') from child_disability x where x.child_id = l.child_id)"
    return {
        "sex": _words("c.sex", codes()["sex"]),
        "age_band": _age_band(words),
        "ethnicity": _words("c.ethnicity", codes()["ethnicity_group"]),
        "disability": f"case {disabled} when true then 'Disability recorded' when false then 'No disability' end",
        "send": f"case when c.child_id is null then null when {open_plan} then 'EHC plan' else 'No EHC plan' end",
        "care_status": (
            f"case when c.child_id is null then null when {in_care} then 'In care' when {on_plan} then"
            f" 'Child protection plan' when {in_need} then 'Other open case' else 'No open case' end"
        ),
    }
