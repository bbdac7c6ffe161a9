"""Published cells: exactly as printed, and never a nought for a symbol."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutable.comparators.symbols import WORDS, Cell, cell


@pytest.mark.parametrize("symbol", ["c", "x", "z", "u", "k", "low", ":", "-"])
@pytest.mark.parametrize("written", ["{}", " {} ", "[{}]"])
def test_a_symbol_is_a_reason_and_never_a_number(symbol: str, written: str) -> None:
    found = cell(written.format(symbol))
    assert found == Cell(None, symbol)
    assert len(WORDS[symbol]) > 10
    assert cell(written.format(symbol.upper())) == found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("0.0", "0.0"),
        ("21", "21"),
        ("56.8", "56.8"),
        ("-3.5", "-3.5"),
        ("1,778", "1778"),
        ("12,183,016", "12183016"),
        (" 47.665", "47.665"),  # the older SEN2 file has a leading blank
        ("80.900000000000006", "80.9"),  # LAIT
        ("18.100000000000001", "18.1"),
        ("55.499000000000002", "55.499"),
        ("1.5730000000000001E-2", "0.01573"),
        ("47.665369649805449", "47.6653696498"),  # an unrounded quotient, to 12 significant figures
        ("12345678901234", "12345678901234"),  # 14 characters: no noise
    ],
)
def test_numbers_as_printed(text: str, value: str) -> None:
    assert cell(text) == Cell(value)


@pytest.mark.parametrize(
    "text", ["n/a", "c5", "12%", "1,23", "1.2.3", "nan", "inf", "1e9999", "--", "[low", "٣"]
)
def test_what_is_neither_is_not_read(text: str) -> None:
    found = cell(text)
    assert (found.value, found.unread) == (None, text not in ("[low",))


def test_a_blank_is_missing() -> None:
    assert cell("") == cell(None) == cell("  ") == Cell(None, "")


@given(st.decimals(-1000, 100_000, places=1))
def test_one_place_is_kept_through_binary_noise(number: object) -> None:
    noisy = f"{float(str(number)):.17g}"  # as a spreadsheet keeps it
    value = cell(noisy).value
    assert value is not None
    assert float(value) == float(str(number))
    assert len(value) <= 9
