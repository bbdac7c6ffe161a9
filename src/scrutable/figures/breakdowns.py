"""What every indicator about children can be broken down by: the child as at the case's date.

Each is an SQL expression over `l`, a row of a case list, and `c`, the child's row of `circumstances` where there is
one. They come from the register as known on the same moment, so a breakdown never knows more than its total.
"""

import re
from functools import cache

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


def _turned(age: int) -> str:
    """Return the SQL of the day on which a child becomes so old: 1 March for who was born on 29 February."""
    day = f"add_months(birth_date, {12 * age})"
    return f"add_days({day}, case when age_on(birth_date, {day}) < {age} then 1 else 0 end) as turned_{age}"


def circumstances() -> str:
    """Return the SELECT of what the breakdowns look up of each child: words, and the days it goes from band to band.

    They are the same for every case of a child, so they are told once a child and not once a case.
    """
    turned = ", ".join(_turned(below) for _, below in AGE_BANDS[:-1])
    return (
        f"select child_id, birth_date, {_words('sex', codes()['sex'])} as sex,"
        f" {_words('ethnicity', codes()['ethnicity_group'])} as ethnicity, {turned} from child"
    )


def _age_band() -> str:
    """Tell the band by the days. A case or a child without a date is in none."""
    bands = " ".join(f"when l.case_date < c.turned_{below} then '{band}'" for band, below in AGE_BANDS[:-1])
    oldest, since = AGE_BANDS[-1][0], AGE_BANDS[-2][1]
    return (
        f"case when l.case_date < c.birth_date then 'Before birth' {bands}"
        f" when l.case_date >= c.turned_{since} then '{oldest}' end"
    )


# Breakdowns whose parts have an order of their own: bands of age, of weeks, of how often.
ORDERED = ("age_band", "weeks_open", "times_missing", "academic_age")


@cache
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
def expressions() -> dict[str, str]:
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
        "sex": "c.sex",
        "age_band": _age_band(),
        "ethnicity": "c.ethnicity",
        "disability": f"case {disabled} when true then 'Disability recorded' when false then 'No disability' end",
        "send": f"case when c.child_id is null then null when {open_plan} then 'EHC plan' else 'No EHC plan' end",
        "care_status": (
            f"case when c.child_id is null then null when {in_care} then 'In care' when {on_plan} then"
            f" 'Child protection plan' when {in_need} then 'Other open case' else 'No open case' end"
        ),
    }
