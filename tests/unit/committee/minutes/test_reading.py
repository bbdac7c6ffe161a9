"""Minutes by rules: on the samples, on the seed, and on minutes of a layout that no sample has."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.minutes import LEAST_PRECISION, LEAST_RECALL, plain, scores, totals
from scrutable.committee.minutes.reading import Minutes, read
from scrutable.committee.minutes.source import text_of

HELD = """MINUTES OF A MEETING OF THE CHILDREN AND YOUNG PEOPLE SCRUTINY COMMITTEE
held on Tuesday, 14th September, 2021 at 6.30 pm

24. PERFORMANCE REPORT QUARTER 1

The Committee considered a report of the Director of Children's Services on performance in
the first quarter. Councillor Bright asked officers to provide a breakdown of exclusions by
school. The Head of Education, Jan Moor, agreed to circulate this within two weeks.

The Chair asked that an update on recruitment be brought to the November meeting.

In response to a question from Councillor Ash, the Director advised that 45 children were waiting,
of whom 12 had waited more than 26 weeks. The Director confirmed that she would write to Councillor Ash with the
figures for last year. A further report would be presented to Cabinet in December. An inspector would visit in May.

ACTION: Head of Education to circulate the data on attendance by 30 September 2021.

RESOLVED –

(1) That the report be noted.
(2) That the Director of Children's Services be requested to provide:
    (i) data on the number of children missing education; and
    (ii) an analysis of caseloads by team, by 1 December 2021.
(3) That a letter be sent to the Minister by the Chair.

25. WORK PROGRAMME

It was agreed that an item on school places would be added to the work programme. The Committee agreed to
establish a task group. Members agreed that this was good work.

AGREED: a) to note the work programme; b) that officers bring back a paper on transport to the next meeting.
"""


@pytest.fixture(scope="module")
def samples(root: Path) -> Path:
    folder = root / ".." / "shared" / "data" / "minutes"
    if not folder.is_dir():
        pytest.skip("no ../shared/data/minutes beside this checkout")
    return folder


@pytest.fixture(scope="module")
def seed(samples: Path) -> Minutes:
    return read(text_of(samples / "seed.txt"), name="seed.txt")


def told(minutes: Minutes, kind: str) -> list[str]:
    return [plain(one.text) for one in minutes.extracts if one.kind == kind]


def test_the_samples_reach_both_aims(samples: Path) -> None:
    found = [one for _, one in scores(samples)]
    recall, precision = totals(found)
    assert len(found) == 12
    assert recall >= LEAST_RECALL and precision >= LEAST_PRECISION
    assert all(one.exact for one in found)
    # An owner or a date is what the minute names, and nothing where it names none.
    actions = sum(one.actions for one in found)
    assert (sum(one.owners for one in found), sum(one.dues for one in found)) == (actions, actions)


def test_what_must_not_be_extracted_is_not(samples: Path) -> None:
    minutes = read(text_of(samples / "21_barnsley_2017_witnesses.txt"))
    assert {one.kind for one in minutes.extracts} == {"resolution"}
    minutes = read(text_of(samples / "15_durham_2023_verbal_correction.txt"))
    assert {one.kind for one in minutes.extracts} == {"figure"}


def test_the_seed_is_drafted_with_its_resolutions_and_oral_requests(seed: Minutes) -> None:
    actions = [
        (one.reference, plain(one.text), one.owner, one.due) for one in seed.extracts if one.kind == "action"
    ]
    assert actions == [
        ("1(a)", "the number of EHCP mediation cases and their outcomes", "Officers", None),
        (
            "1(b)",
            "the number of children missing from home/care who were placed with other local authorities",
            "Officers",
            None,
        ),
        ("1(c)", "The number of agency workers split across departments", "Officers", None),
    ]
    resolutions = [(one.reference, one.text) for one in seed.extracts if one.kind == "resolution"]
    assert resolutions == [
        ("1", "Officers would provide the following additional information"),
        ("2", "The report be noted"),
    ]
    requests = [
        (plain(one.text).split(" interested to know ")[1][:40], one.repeats)
        for one in seed.extracts
        if one.kind == "request"
    ]
    assert requests == [
        ("about the statistics around appeal cases", "1(a)"),  # asked about appeals, resolved as mediation
        ("if there were any gender issues, risks o", None),  # never became a resolution
        ("the number of Wokingham children who had", "1(b)"),  # gone missing from, resolved as placed with
        ("the split across departments in the use ", "1(c)"),
    ]
    assert told(seed, "undertaking") == [
        "Officers agreed to inform the Committee about the outcomes of the mediation cases",
        "Officers agreed to report back",
    ]
    assert any(
        "deadline for the completion of the Early Help review" in said for said in told(seed, "question")
    )
    assert told(seed, "promise") == ["the service would achieve the national picture of 58% by December 2019"]


def test_every_extract_is_its_span_and_none_is_given_twice(seed: Minutes) -> None:
    assert all(seed.text[one.start : one.end] == one.text for one in seed.extracts)
    places = [(one.kind, one.start) for one in seed.extracts]
    assert len(places) == len(set(places))


def test_every_figure_quoted_in_the_seed_is_found_and_no_page_date_or_week(seed: Minutes) -> None:
    assert told(seed, "figure") == [
        "14% of completion within the 20 week target",
        "80 new requests",
        "106 plans",
        "58% by December 2019",
        "100%",
        "66 open EHCP assessments",
        "8 of those were over the 20 week target",
        "16 mediation cases in the current financial year",
        "one care leaver in a B&B accommodation",
        "49 was the number of children",
        "six job offers",
    ]


def test_minutes_of_another_layout() -> None:
    minutes = read(HELD)
    found = [
        (one.kind, one.reference, one.owner, one.due)
        for one in minutes.extracts
        if one.kind not in ("figure", "question")
    ]
    assert str(minutes.meeting) == "2021-09-14"
    assert minutes.items == ("PERFORMANCE REPORT QUARTER 1", "WORK PROGRAMME")
    assert found == [
        ("request", None, "officers", None),
        ("undertaking", None, "Jan Moor", "within two weeks"),
        ("request", None, None, "November meeting"),
        ("undertaking", None, "Director", None),
        ("action", None, "Head of Education", "2021-09-30"),
        ("resolution", "1", None, None),
        ("resolution", "2", None, None),
        ("action", "2(i)", "Director of Children's Services", None),
        ("action", "2(ii)", "Director of Children's Services", "2021-12-01"),
        ("resolution", "3", None, None),
        ("action", "3", "Chair", None),
        ("action", None, None, None),
        ("resolution", None, None, None),
        ("resolution", "a", None, None),
        ("resolution", "b", None, None),
        ("action", "b", "officers", "next meeting"),
    ]
    assert dict(minutes.speakers)["Jan Moor"] == "Head of Education"
    assert told(minutes, "figure") == ["45 children were waiting", "12 had waited more than 26 weeks"]
    questions = [one for one in minutes.extracts if one.kind == "question"]
    assert [(one.speaker, one.role) for one in questions] == [("Councillor Ash", "Councillor")]


@pytest.mark.parametrize(
    "said",
    [
        "The figures had been requested at the last meeting.",
        "The report gave what was asked for in June.",
        "The following points were noted:",
        "The action plans would be revised.",
        "Data could be shared with the Committee.",
        "A Member suggested adding an indicator.",
        "The service was asked to leave.",
        "The findings would be reported to the Improvement Board.",
        "The Chair asked that her thanks be passed on to staff.",
        "The information requested on exclusions had been circulated.",
        "Reasons for decision: the report would be brought to the Committee each quarter.",
        "Members agreed that the format was much improved.",
        "Parents would be informed and funding would be provided to schools.",
        "",
    ],
)
def test_what_is_no_request_gives_nothing(said: str) -> None:
    assert read(f"Minutes:\n\n{said}\n").extracts == ()


def test_an_i_after_an_h_is_a_letter_and_letters_begin_again_under_a_number() -> None:
    letters = "".join(f"({letter}) the paper {letter} be noted;\n" for letter in "abcdefghij")
    assert [one.reference for one in read("RESOLVED: That\n" + letters).extracts] == list("abcdefghij")
    nested = (
        "RESOLVED: That\n1) officers provide the following:\na) visits;\nb) plans;\n2) the report be noted."
    )
    assert [(one.kind, one.reference) for one in read(nested).extracts] == [
        ("resolution", "1"), ("action", "1(a)"), ("action", "1(b)"), ("resolution", "2"),
    ]  # fmt: skip


def test_a_list_that_prints_one_number_for_all_is_numbered_by_order() -> None:
    minutes = read("RESOLVED:\n\n1. That the report be noted.\n\n1. That officers be thanked.\n")
    assert [(one.reference, one.printed) for one in minutes.extracts] == [("1", "1"), ("2", "1")]


def test_wrapped_lines_are_one_and_the_span_holds_the_line_end() -> None:
    text = "Members requested that the number of children who are waiting be\r\nshown in future reports.\r\n"
    (one,) = read(text).extracts
    assert one.text == text.rstrip(".\r\n") and one.due == "future reports"


def test_the_day_of_the_meeting_is_never_guessed() -> None:
    asked = "Members asked that the report to the 21 January meeting carry the data"
    assert read(asked).extracts[0].due == "21 January"
    assert read(asked, name="minutes-2019-12-10.txt").extracts[0].due == "2020-01-21"
    assert read(asked, name="12_2019.txt").meeting is None
    before = "RESOLVED: That the minutes of the meeting held on 3 March 2020 be agreed."
    assert (
        read(before).meeting is None and str(read("Held on 9 June 2020\n\n" + before).meeting) == "2020-06-09"
    )


def test_the_answers_are_well_formed(samples: Path) -> None:
    """The bench is only as good as its answers: each evidence stands in its file."""
    expected = json.loads((samples / "expected.json").read_text("utf-8"))
    for name, answers in expected.items():
        if not name.startswith("_"):
            text = plain((samples / answers["file"]).read_text("utf-8"))
            assert all(one["evidence"] in text for one in answers["actions"]), name


FORMS = [
    ("Officers to circulate the figures on attendance.", "action", "Officers", None),
    ("The Head of Service to write to schools.", "action", "Head of Service", None),
    ("It was agreed for officers to bring back a report.", "action", "officers", None),
    ("It was confirmed that the number of carers would be sent to Members.", "action", None, None),
    (
        "Members were advised that an update would be presented at the March meeting.",
        "action",
        None,
        "March meeting",
    ),
    (
        "Members queried this and were advised that a written response would be provided.",
        "action",
        None,
        None,
    ),
    ("In response to a request for more, officers agreed to send the list.", "undertaking", "officers", None),
    ("The Lead Member undertook to raise this with the Commissioner.", "undertaking", "Lead Member", None),
    ("The Director advised that she would report back to the Committee.", "undertaking", "Director", None),
    ("The Chair requested a briefing note on exclusions.", "request", None, None),
    ("Members wished to receive data on waiting times.", "request", None, None),
    ("A request was made for the figures to be broken down by locality.", "request", None, None),
    ("Members would welcome sight of the plan.", "request", None, None),
    ("The Head of Data agreed and said this would be included in future dashboards.", "undertaking", "Head of Data",
     "future dashboards"),
    ("She expected it to reduce to 12% by March 2021.", "promise", None, "March 2021"),
    ("Clarification was sought on the rise in plans.", "question", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("said", "kind", "owner", "due"), FORMS)
def test_each_form_of_words_in_the_discussion(
    said: str, kind: str, owner: str | None, due: str | None
) -> None:
    last = [one for one in read(f"Minutes:\n\n{said}\n").extracts if one.kind != "figure"][-1]
    assert (last.kind, last.owner, last.due) == (kind, owner, due)


DECIDED = [
    ("Resolved: (i) To note it. (ii) That a report be brought back in six months.",
     [("i", None), ("ii", "in six months")]),
    ("The Panel:\n(1) noted the report; and\n(2) requested that officers provide data for the June meeting.",
     [("1", None), ("2", "June meeting")]),
    ("It was RESOLVED unanimously to:\n\na) note it;\nb) request that officers bring data to the next meeting.",
     [("a", None), ("b", "next meeting")]),
    ("The Committee, after a vote, RESOLVED that the report be noted and that data be sent within two weeks.",
     [(None, None), (None, "within two weeks")]),
    ("RESOLVED:\n1. To receive a further report on 9 June 2020;\n2. That Ms Eve provides a note by the end of May.",
     [("1", "2020-06-09"), ("2", "end of May")]),
    ("Decision:\n\nThat the plan be agreed.", [(None, None)]),
    ("AGREED that:-\n\n1. The Director provide details by 3 May 2021.\n\n2. It be noted.",
     [("1", "2021-05-03"), ("2", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("said", "expected"), DECIDED)
def test_each_form_of_a_decision(said: str, expected: list[tuple[str | None, str | None]]) -> None:
    found = read(f"Minutes:\n\n{said}\n").extracts
    due = {one.start: one.due for one in found if one.kind == "action"}
    assert [(one.reference, due.get(one.start)) for one in found if one.kind == "resolution"] == expected


def test_a_name_alone_under_a_paragraph_is_whose_action_it_is() -> None:
    (one,) = read("Minutes:\n\nThe data on visits will be looked at again.\n\nAction: JS/KL\n").extracts
    assert (one.kind, one.owner) == ("action", "JS/KL") and one.text.startswith("The data on visits")


PIECES = [
    "Members asked that ", "RESOLVED: That ", "(a) ", "1. ", "be noted", "; and ", "officers ", "would be provided ",
    "14% of ", "\n", "\n\n", "the next meeting", "(Action: JS)", "Minutes:\n", "3 May 2021", "Councillor Ash ",
    "in response to a question ",
]  # fmt: skip
LETTERS = "ab A1%.;:,()\n\r\t\u00a0·–"


@given(st.text(alphabet=LETTERS, max_size=60) | st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_no_text_is_refused_and_every_span_is_exact(text: str) -> None:
    for one in read(text).extracts:
        assert text[one.start : one.end] == one.text and one.text.strip() == one.text != ""


@pytest.mark.parametrize(
    "piece", ["1 ", "A, ", "asked that ", "RESOLVED that a ", "the Committee ", "in response to a question "]
)
def test_a_hostile_text_is_read_in_time(piece: str) -> None:
    begun = time.process_time()
    read("Minutes:\n\n" + piece * (100_000 // len(piece)))
    assert time.process_time() - begun < 10
