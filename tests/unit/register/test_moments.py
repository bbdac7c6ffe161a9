"""A column of moments is read as each of its texts would be."""

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scrutable.register.moments import MOMENT, read_moments
from scrutable.register.values import READ

DAYS = st.sampled_from(
    [
        "2020-02-29",
        "29/02/2020",
        "30/02/2020",
        "2020/02/29",
        "2020-02-9",
        "43890.7500",
        "1 Mar 2020",
        "31-12-1899",
        "",
    ]
)
BETWEEN = st.sampled_from(["", " ", "T", "  ", "\n", "+01:00 "])
TIMES = st.sampled_from(
    ["", "08:30", "8:30", "24:00", "08:30:59", "08:30:59.123", "08:30Z", "08:30+01:00", "noon", " "]
)
TEXTS = st.one_of(
    st.none(),
    st.tuples(DAYS, BETWEEN, TIMES).map("".join),
    st.text(alphabet="0123/-.: TZ", max_size=20),
)


@given(st.lists(TEXTS, max_size=8))
@example(["2020-02-29 08:30", None, "29/02/2020 08:30:00.000", "29 Feb 2020"])
def test_as_each_text_is_read_by_itself(texts: list[str | None]) -> None:
    expected = [None if text is None else READ["moment"](text) for text in texts]
    assert read_moments(pa.array(texts, pa.string())).to_pylist() == expected


@pytest.mark.parametrize("texts", [[], [None], [None, None]])
def test_no_texts_are_no_moments(texts: list[None]) -> None:
    found = read_moments(pa.array(texts, pa.string()))
    assert (found.type, found.to_pylist()) == (MOMENT, texts)
