"""What every indicator about children can be broken down by: the child as at the case's date.

Each is an SQL expression over `l`, a row of a case list, and `c`, the child's row of `circumstances` where there is
one. They come from the register as known on the same moment, so a breakdown never knows more than its total.

The expression gives the number of a part, and the words are put to it once the cases are counted: a figure is of
thousands of cases, and to group them by a number costs less than by words.
"""

import re
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Breakdown:
    """What cases are broken down by: `sql` gives the number of one of `words`, or the text itself where there are none.

    Null is not recorded.
    """

    sql: str
    words: tuple[str, ...] = ()

    @property
    def grouped(self) -> str:
        """The SQL of what cases are grouped by: of a text not recorded is a part like any other."""
        return self.sql if self.words else f"coalesce({self.sql}, '{NOT_RECORDED}')"

    def part(self, grouped: str) -> str:
        """Return the SQL of the words of a part, given what the cases were grouped by."""
        cases = " ".join(f"when {n} then '{_escaped(word)}'" for n, word in enumerate(self.words))
        return f"case {grouped} {cases} else '{NOT_RECORDED}' end" if self.words else grouped


def _escaped(text: str) -> str:
    return text.replace("'", "''")


def _numbered(column: str, words: dict[str, str]) -> str:
    """Return the SQL of the number of what a code is called, among all that the codes are called."""
    called = _called(words)
    cases = " ".join(f"when '{code}' then {called.index(word)}" for code, word in words.items())
    return f"cast(case {column} {cases} end as tinyint)"


def _called(words: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words.values()))


def _turned(age: int) -> str:
    """Return the SQL of the day on which a child becomes so old: 1 March for who was born on 29 February."""
    day = f"add_months(birth_date, {12 * age})"
    return f"add_days({day}, case when age_on(birth_date, {day}) < {age} then 1 else 0 end) as turned_{age}"


def circumstances() -> str:
    """Return the SELECT of what the breakdowns look up of each child, and the days it goes from band to band.

    They are the same for every case of a child, so they are told once a child and not once a case.
    """
    turned = ", ".join(_turned(below) for _, below in AGE_BANDS[:-1])
    return (
        f"select child_id, birth_date, {_numbered('sex', codes()['sex'])} as sex,"
        f" {_numbered('ethnicity', codes()['ethnicity_group'])} as ethnicity, {turned} from child"
    )


def _age_band() -> Breakdown:
    """Tell the band by the days, halving the bands that are left: the fewest questions for most children.

    A case or a child without a date is in none.
    """
    ends = ["birth_date", *(f"turned_{below}" for _, below in AGE_BANDS[:-1])]

    def between(first: int, last: int) -> str:
        """Return the SQL of the number of one of the bands from first to last; the case is known to be in them."""
        if first == last:
            return (
                f"{first}" if last < len(ends) else f"case when l.case_date >= c.{ends[-1]} then {last} end"
            )
        middle = (first + last) // 2
        return (
            f"case when l.case_date < c.{ends[middle]} then {between(first, middle)}"
            f" else {between(middle + 1, last)} end"
        )

    return Breakdown(between(0, len(ends)), _AGES)


def _case(*conditions: str) -> str:
    """Return the branches of a CASE that gives the number of the first condition that holds."""
    return " ".join(f"when {condition} then {n}" for n, condition in enumerate(conditions))


_AGES = ("Before birth", *(band for band, _ in AGE_BANDS))
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
        return 0, (_AGES.index(part) if part in _AGES else len(_AGES),), part
    return 0, tuple(int(number) for number in re.findall(r"\d{1,9}", part)) if by in ORDERED else (), part


@cache
def of_a_child() -> dict[str, Breakdown]:
    """Return the breakdowns that come by themselves, by name."""
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
    no_child = "when c.child_id is null then null"
    return {
        "sex": Breakdown("c.sex", _called(codes()["sex"])),
        "age_band": _age_band(),
        "ethnicity": Breakdown("c.ethnicity", _called(codes()["ethnicity_group"])),
        "disability": Breakdown(
            f"case {disabled} when true then 0 when false then 1 end",
            ("Disability recorded", "No disability"),
        ),
        "send": Breakdown(f"case {no_child} {_case(open_plan)} else 1 end", ("EHC plan", "No EHC plan")),
        "care_status": Breakdown(
            f"case {no_child} {_case(in_care, on_plan, in_need)} else 3 end",
            ("In care", "Child protection plan", "Other open case", "No open case"),
        ),
    }
