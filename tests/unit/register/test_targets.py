from datetime import date

import pytest

from scrutable.errors import DataFault
from scrutable.register.settings import read_settings, write_settings
from scrutable.register.targets import Break, Target, in_force

FIRST = Target("x", date(2019, 4, 1), 50, "Head of SEND", "plan")
LATER = Target("x", date(2019, 9, 17), 58, "Director", "England's figure")

GOOD = """
[[target]]
indicator = "ehc_plans_within_20_weeks"
from = 2019-09-17
value = 58
owner = "Director"
reason = "England's figure"

[[target]]
indicator = "ehc_plans_within_20_weeks"
from = 2019-04-01
value = 50.5
tolerance = 2
owner = "Head of SEND"
reason = "plan"

[[break]]
indicator = "referrals"
from = 2019-04-01
reason = "one front door"
"""


def settings(folder, added):
    write_settings(folder, number="999", name="Ours", code="E06999999", region="South East")
    path = folder / "scrutable.toml"
    path.write_text(path.read_text(encoding="utf-8") + added, encoding="utf-8")
    return read_settings(folder)


@pytest.mark.parametrize(
    ("day", "target"),
    [
        (date(2019, 3, 31), None),
        (date(2019, 4, 1), FIRST),
        (date(2019, 9, 16), FIRST),
        (date(2019, 9, 17), LATER),
    ],
)
def test_a_target_holds_from_its_day_until_the_next(day, target):
    assert in_force((LATER, FIRST), "x", day) == target
    assert in_force((LATER, FIRST), "y", day) is None


def test_targets_and_breaks_are_read_in_order_of_their_days(tmp_path):
    read = settings(tmp_path, GOOD)
    assert [(one.value, one.tolerance) for one in read.targets] == [(50.5, 2.0), (58.0, None)]
    assert read.breaks == (Break("referrals", date(2019, 4, 1), "one front door"),)


def test_the_examples_in_a_new_settings_file_are_ones_that_can_be_used(tmp_path):
    write_settings(tmp_path, number="", name="", code="", region="")
    path = tmp_path / "scrutable.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    first = lines.index("# [[target]]")
    shown = [line.removeprefix("# ") if (line.startswith("# ") and " = " in line) or "[[" in line else line
             for line in lines[first:]]  # fmt: skip
    path.write_text("\n".join([*lines[:first], *shown]), encoding="utf-8")
    read = read_settings(tmp_path)
    assert (len(read.targets), len(read.breaks)) == (1, 1)


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ('owner = "Director"\n', "", "target 1 is to say its owner"),
        ("from = 2019-09-17", 'from = "2019-09-17"', "without quotation marks"),
        ("from = 2019-09-17", "from = 2019-09-17T10:00:00", "from which day"),
        ("value = 58", 'value = "58%"', "value as a number"),
        ("value = 58", "value = -1", "value as a number"),
        ("value = 58", "value = true", "value as a number"),
        ("tolerance = 2", "tolerence = 2", "tolerence, which is none of"),
        ("from = 2019-04-01\nvalue", "from = 2019-09-17\nvalue", "two of target"),
        ('reason = "one front door"', 'reason = "  "', "break 1 is to say its reason"),
        ("[[break]]", "[break]", "headed [[break]]"),
    ],
)
def test_what_cannot_be_is_said_with_its_place(tmp_path, was, becomes, says):
    assert was in GOOD
    with pytest.raises(DataFault) as found:
        settings(tmp_path, GOOD.replace(was, becomes, 1))
    assert found.value.code == "D108"
    assert says in str(found.value)
