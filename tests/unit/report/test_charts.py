import re
from dataclasses import replace

import pytest

from scrutable.report.charts import NARROW, WIDE, Mark, draw, spec
from scrutable.report.frame import wide

MARKS = [
    Mark(("Dec", "2018"), 0.2, "20%", True),
    Mark(("Mar", "2019"), None, ""),
    Mark(("Jun", "2019"), 0.4, "40%"),
]
COUNTS = [Mark(("Dec", "2018"), 5, "5"), Mark(("Mar", "2019"), 0, "0"), Mark(("Jun", "2019"), 12, "12", True)]


def values(drawn):
    """Return the numbers that stand on the axis of values."""
    return next(param["value"] for param in drawn["params"] if param["name"] == "steps")


@pytest.mark.parametrize("form", [WIDE, NARROW], ids=lambda form: form.name)
@pytest.mark.parametrize(("marks", "share"), [(MARKS, True), (COUNTS, False)])
def test_every_axis_begins_at_nought(form, marks, share):
    drawn = spec(marks, form, share)
    assert values(drawn)[0] == 0
    assert len(values(drawn)) <= 10
    assert drawn["layer"][0]["encoding"]["y"]["scale"]["domain"][0] == 0


def test_a_period_without_cases_is_a_gap_and_not_nought():
    rows = spec(MARKS, WIDE, True)["data"]["values"]
    assert [row["value"] for row in rows] == [0.2, None, 0.4]
    assert rows[1]["text"] == ""


def test_a_drawing_is_the_same_bytes_again_and_reaches_for_nothing():
    first, again = (draw(MARKS, WIDE, True, "chart-a", "Alt <text>") for _ in range(2))
    assert first == again
    assert 'role="img" aria-label="Alt &lt;text&gt;"' in first
    assert not re.search(r"http|href|url\((?!#chart-a)", first)


def test_two_drawings_on_a_page_share_no_id():
    ids = [
        re.findall(r'\bid="([^"]+)"', draw(COUNTS, WIDE, False, name, "Alt"))
        for name in ("chart-a", "chart-b")
    ]
    assert not set(ids[0]) & set(ids[1])


def test_the_year_is_named_where_it_changes():
    drawn = draw(MARKS, WIDE, True, "chart-a", "Alt")
    assert drawn.count("2018") == 1
    assert drawn.count("2019") == 1


@pytest.mark.parametrize("largest", [0, 1, 2, 3, 7, 49, 106, 999, 12345])
def test_bars_have_room_for_their_labels(largest):
    drawn = spec([Mark(("2019",), largest, str(largest), True)] * 3, WIDE, False)
    top = values(drawn)[-1]
    assert top > largest
    assert all(value == int(value) for value in values(drawn))


def test_periods_before_the_first_figure_keep_their_place_on_the_axis():
    late = [Mark(("Sep", "2018"), None, ""), *COUNTS]
    drawn = draw(late, WIDE, False, "chart-late", "Alt")
    assert all(f">{month}<" in drawn for month in ("Sep", "Dec", "Mar", "Jun"))


@pytest.mark.parametrize("form", [WIDE, NARROW], ids=lambda form: form.name)
@pytest.mark.parametrize(("marks", "share"), [(MARKS, True), (COUNTS, False)])
def test_the_words_of_a_target_stand_right_of_all_that_is_drawn(form, marks, share):
    aimed = [replace(mark, aim=0.3 if share else 8, aim_text="Target 30 young people") for mark in marks]
    drawn = spec(aimed, form, share)
    *_, values_written, words = drawn["layer"]
    assert words["encoding"]["x"] == {"value": "width"} and words["mark"]["align"] == "left"
    assert words["encoding"]["text"]["value"] == ["Target", "30 young", "people"]
    # Written after the lines, which their white edge breaks; the target's line is one of them.
    assert values_written["encoding"]["text"] == {"field": "text"}
    assert any(layer["encoding"]["y"].get("field") == "aim" for layer in drawn["layer"][:-2])
    widest = max(wide(line, form.size) for line in ("Target", "30 young", "people"))
    assert drawn["padding"]["right"] >= widest + 10
    assert drawn["padding"]["left"] + drawn["width"] + drawn["padding"]["right"] == form.width
    without = spec([replace(mark, aim=None) for mark in marks], form, share)
    assert len(without["layer"]) == len(drawn["layer"]) - 2


def test_the_target_that_was_last_in_force_is_named():
    first, second, third = (replace(mark, aim_text=f"Target {n}", aim=n) for n, mark in enumerate(COUNTS))
    assert spec([first, second, third], WIDE, False)["layer"][-1]["encoding"]["text"]["value"] == ["Target 2"]
    ended = spec([first, second, replace(third, aim=None, aim_text="")], WIDE, False)["layer"][-1]
    assert ended["encoding"]["text"]["value"] == ["Target 1"]
    assert ended["transform"] == [{"filter": "datum.place === 1"}]
