"""What was known when: late, corrected, removed."""

from datetime import date

from scrutable.demo.recording import Casebook

MONDAY, TUESDAY, FRIDAY = date(2020, 1, 6), date(2020, 1, 7), date(2020, 1, 10)


def test_a_row_is_known_from_the_end_of_the_day_it_was_written() -> None:
    book = Casebook()
    book.add("visit", TUESDAY, made=MONDAY)
    assert list(book.known("visit", MONDAY)) == []
    assert list(book.known("visit", TUESDAY)) == [{"made": MONDAY, "recorded": TUESDAY, "number": 1}]


def test_a_correction_is_known_from_its_own_day_and_the_first_writing_is_kept() -> None:
    book = Casebook()
    record = book.add("visit", MONDAY, made=TUESDAY)
    record.write(FRIDAY, made=MONDAY)
    assert [row["made"] for row in book.known("visit", TUESDAY)] == [TUESDAY]
    assert [(row["made"], row["recorded"]) for row in book.known("visit", FRIDAY)] == [(MONDAY, MONDAY)]


def test_of_two_corrections_the_later_day_counts_whatever_the_order() -> None:
    record = Casebook().add("visit", MONDAY, made=None)
    record.write(FRIDAY, made=FRIDAY)
    record.write(TUESDAY, made=TUESDAY)
    assert record.known(FRIDAY)["made"] == FRIDAY


def test_a_writing_before_the_row_counts_from_the_rows_first_day() -> None:
    record = Casebook().add("visit", TUESDAY, made=None)
    record.write(MONDAY, made=MONDAY)
    assert record.known(MONDAY) is None
    assert record.known(TUESDAY)["made"] == MONDAY


def test_a_removed_row_is_gone_from_that_day() -> None:
    record = Casebook().add("visit", MONDAY, made=MONDAY)
    record.removed = FRIDAY
    assert record.known(TUESDAY) is not None
    assert record.known(FRIDAY) is None


def test_rows_keep_their_numbers_when_another_goes() -> None:
    book = Casebook()
    first = book.add("visit", MONDAY, made=MONDAY)
    book.add("visit", MONDAY, made=TUESDAY)
    first.removed = TUESDAY
    assert [row["number"] for row in book.known("visit", FRIDAY)] == [2]


def test_a_child_is_known_from_the_first_thing_written_of_it() -> None:
    book = Casebook()
    book.add("child", FRIDAY, child_id="1")
    book.add("contact", TUESDAY, child_id="1")
    book.add("worker", MONDAY, worker_id="SW1")
    book.enter_first("child_id", ("child",))
    assert book.records("child")[0].recorded == TUESDAY
    assert book.records("nothing") == []
