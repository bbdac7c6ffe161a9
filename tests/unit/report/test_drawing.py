"""Drawings and the PDF are made by processes of their own: the same as here, and a clear error where one dies."""

import subprocess
import sys

import pytest
import vl_convert

from scrutable import processes
from scrutable.errors import DataFault
from scrutable.report import bars, charts, drawer, drawing, fan, pdf, scatter
from scrutable.report.charts import NARROW, WIDE, Mark

MARKS = [
    Mark(("Q1", "2019"), 0.2, "20%", lower=0.1, upper=0.4),
    Mark(("Q2", "2019"), None, ""),
    Mark(("Q3", "2019"), 0.35, "35%", True, lower=0.1, upper=0.4, aim=0.5, aim_text="target 50%"),
]
OTHERS = [Mark(one.label, one.value and one.value * 2, one.text, one.stressed, 0.2, 0.6) for one in MARKS]


COUNTS = [Mark(("Dec", "2019"), 1000 * n, f"{1000 * n:,}", n == 4) for n in range(13)]
BARS = [bars.Bar("In time & so", 1234, "1,234"), bars.Bar("Not <yet>", 3, "3", False)]
POINTS = [
    fan.Spread(("Dec", "2019"), n / 10, n / 10 + 0.05, n / 10 + 0.1, f"{10 * n + 5}%") for n in range(9)
]
PAIRS = [(0.1, 0.2), (0.9, 1.0), (0.5, 0.3)]
DRAWN = {
    "shares": lambda form: charts.spec(MARKS, form, True),
    "other shares": lambda form: charts.spec(OTHERS, form, True),
    "counts": lambda form: charts.spec(COUNTS, form, False),
    "bars": lambda form: bars.spec(BARS, bars.WIDE if form is WIDE else bars.NARROW),
    "fan": lambda form: fan.spec(POINTS, form, True, 0.58),
    "fan of counts": lambda form: fan.spec(POINTS, form, False),
    "points": lambda form: scatter.spec(PAIRS, "Assessed in time", "Referred again", form),
}


@pytest.mark.parametrize("form", [WIDE, NARROW], ids=lambda form: form.name)
@pytest.mark.parametrize("kind", DRAWN)
def test_what_is_compiled_once_and_written_in_is_what_vega_lite_draws_of_each_spec(kind, form):
    spec = DRAWN[kind](form)
    alone = drawing.settle(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]), "chart", "Alt")
    assert drawing.svg(spec, "chart", "Alt") == alone
    assert 'width="590"' in alone if form is WIDE else 'width="286"' in alone


def test_charts_that_differ_in_their_numbers_alone_are_compiled_once():
    drawer._compiled.cache_clear()
    for times in (1, 3, 10):
        marks = [Mark(("Q1", "2019"), 4 * times, str(4 * times), True)] * 3
        drawer.raw_svg(charts.spec(marks, WIDE, False))
    assert drawer._compiled.cache_info().misses == 1


def test_drawn_apart_is_drawn_the_same():
    here = charts.draw(MARKS, WIDE, True, "chart", "Alt")
    with drawing.apart():
        process = drawing._drawer.get()
        assert process is not None
        assert charts.draw(MARKS, WIDE, True, "chart", "Alt") == here
    assert drawing._drawer.get() is None and process.returncode == 0


def test_a_process_that_dies_while_it_draws_makes_no_pack():
    with pytest.raises(DataFault) as raised, drawing.apart():
        drawing._drawer.get().kill()
        drawing._drawer.get().wait()
        charts.draw(MARKS, WIDE, True, "chart", "Alt")
    assert raised.value.code == "D188"


def test_where_no_process_can_be_started_it_is_drawn_here(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with drawing.apart():
        assert drawing._drawer.get() is None
        assert charts.draw(MARKS, WIDE, True, "chart", "Alt").startswith("<svg")


def test_a_process_that_dies_while_it_sets_the_pdf_makes_no_pack(monkeypatch):
    def dying(module, **_):
        command = [sys.executable, "-c", "import sys; sys.stdin.read(); sys.exit(9)"]
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    monkeypatch.setattr(processes, "start", dying)
    with pytest.raises(DataFault) as raised:
        pdf._begun("= A title", "{}")()
    assert raised.value.code == "D189" and "exit code 9" in str(raised.value)
