"""DfE: contact with care leavers aged 19 to 21; refusing it, or needing no more, is not being in touch."""

from collections.abc import Iterator
from datetime import date

from tests.oracle.care_leavers_known import Row, Rows, known_of
from tests.oracle.days import age


def care_leavers_in_touch(care_leaver: Rows, child: Rows, local_rule: Rows, period: Rows) -> Iterator[Row]:
    """Yield each care leaver aged 19 to 21, with whether the record is of a day around a birthday."""
    births = {row["child_id"]: row["birth_date"] for row in child}
    rules = {(row["authority"], row["rule"]): row["amount"] for row in local_rule}
    for record, case in known_of(care_leaver, child, period, range(19, 22)):
        before, after = (
            rules.get((case["authority"], name)) for name in ("contact_months_before", "contact_months_after")
        )
        yield case | {
            "met": None if record["in_touch"] is None else record["in_touch"] == "YES",
            "in_touch": record["in_touch"],
            "around_birthday": around(record["as_at"], births[case["child_id"]], before, after),
        }


def around(day: date, birth: date, before: int | None, after: int | None) -> str | None:
    """Say in words whether a day is near one of the birthdays, by so many months before and after."""
    had = age(birth, day)
    near = []
    if after is not None:
        near.append(day <= months_on(birth, 12 * had + after))
    if before is not None:
        near.append(day >= months_on(birth, 12 * (had + 1) - before))
    if any(near):
        return "Around the birthday"
    return "At another time" if len(near) == 2 else None


def months_on(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of that month where it is shorter."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError
