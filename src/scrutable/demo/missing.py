"""Children missing from care, and away without authorisation: a few children account for many episodes.

Three groups, as committees ask for them: ours placed here, ours placed elsewhere, and other councils' children
placed here, of whom we know because we have to offer the interview on their return.
"""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

from . import targets
from .care import NEIGHBOURS, Care, Stay
from .chance import Chance, Weights, written_up
from .days import LAST_DAY, quarters
from .people import AUTHORITY, People, Person
from .recording import Casebook, Record

HOURS = Weights(dict(zip(range(24), [6] * 2 + [1] * 6 + [2] * 8 + [7] * 8, strict=True)))
SELDOM_MISSING = 11  # years: younger children seldom go


class Missing:
    """Each quarter some children go missing, and some of them again and again."""

    def __init__(self, book: Casebook, people: People, care: Care) -> None:
        self._book, self._people, self._care = book, people, care
        self._chance = Chance("missing")
        self._placed_here: list[tuple[Person, date, date, str]] = []

    def run(self) -> None:
        """Live through every quarter from 2016 on."""
        for start, end in quarters(date(2016, 1, 1), LAST_DAY):
            if start == targets.QUARTER[0]:
                self._quarter(start, end, targets.MISSING_CHILDREN, targets.MISSING_EPISODES)
            else:
                share = (min(end, LAST_DAY) - start).days / 91
                children = round(self._chance.around(38 + 1.5 * (start.year - 2016), 4) * share)
                elsewhere, others = round(children * 0.22), round(children * 0.27)
                groups = {
                    "own_here": children - elsewhere - others,
                    "own_elsewhere": elsewhere,
                    "others_here": others,
                }
                self._quarter(
                    start, min(end, LAST_DAY), groups, round(children * self._chance.around(2.2, 0.2))
                )
        self._found_out_later()

    def _quarter(self, start: date, end: date, groups: dict[str, int], episodes: int) -> None:
        """Spread a quarter's episodes over its children: one each, the rest to those who have gone before."""
        chance = self._chance
        gone: list[tuple[Person, str, date, date]] = []
        for group, wanted in groups.items():
            gone += chance.sample(self._could_go(group, start, end, wanted), wanted)
        times = [1] * len(gone)
        for _ in range(episodes - len(gone)):
            times[chance.weighted(Weights({index: count**1.15 for index, count in enumerate(times)}))] += 1
        for (child, group, first, last), count in zip(gone, times, strict=True):
            self._episodes(child, group, first, last, count)
        for child, group, first, last in chance.sample(gone, len(gone) // 4):
            self._episode(child, group, self._moment(chance.one_of([first, last])), "A")

    def _could_go(
        self, group: str, start: date, end: date, wanted: int
    ) -> list[tuple[Person, str, date, date]]:
        """Return the children of a group who may go missing in a quarter, each with the days in which they may."""
        if group == "others_here":
            self._send_here(start, end, wanted)
            stays = [(child, max(came, start), min(left, end)) for child, came, left, _ in self._placed_here]
            return [(child, group, first, last) for child, first, last in stays if (last - first).days >= 30]
        found: dict[str, tuple[Person, str, date, date]] = {}
        for stay in self._care.stays:
            first, last = max(stay.started, start), min(stay.ended or end, end)
            if (last - first).days < min(30, (end - start).days) or stay.child.age(start) < SELDOM_MISSING:
                continue
            spans = self._spans(stay, first, last)
            best = max(spans, key=lambda span: (span[1] - span[0]).days)
            elsewhere = stay.elsewhere_on(best[0])
            if elsewhere == (group == "own_elsewhere"):
                found[stay.child.child_id] = (stay.child, group, *best)
        return list(found.values())

    def _spans(self, stay: Stay, first: date, last: date) -> list[tuple[date, date]]:
        """Return the stretches between two days in which the child stays on one side of the council's boundary."""
        moves = [day for day, _ in stay.away if first < day <= last]
        edges = [first, *moves, last + timedelta(days=1)]
        return [(edge, after - timedelta(days=1)) for edge, after in pairwise(edges)]

    def _send_here(self, start: date, end: date, wanted: int) -> None:
        """Have other councils place enough teenagers in homes here."""
        chance = self._chance
        here = [left for _, came, left, _ in self._placed_here if came <= start and left >= end]
        for _ in range(max(0, wanted + 4 - len(here))):
            child = self._people.aged(start, 13, 16.8)
            came = start - timedelta(days=chance.whole(0, 60))
            left = min(
                came + timedelta(days=150 + round(chance.waiting(200))), child.birth + timedelta(days=6574)
            )
            self._placed_here.append((child, came, max(left, end), chance.one_of(NEIGHBOURS)))

    def _episodes(self, child: Person, group: str, first: date, last: date, count: int) -> None:
        """Write a child's episodes of a quarter, each begun after the return from the one before."""
        moments = sorted(self._moment(self._day(first, last)) for _ in range(count))
        back = datetime.min
        for moment in moments:
            began = moment if moment > back else back + timedelta(hours=3)
            began = min(began, datetime.combine(last, time(23, 30)))
            back = self._episode(child, group, began, "M")

    def _day(self, first: date, last: date) -> date:
        return first + timedelta(days=self._chance.whole(0, (last - first).days))

    def _moment(self, day: date) -> datetime:
        return datetime.combine(day, time(self._chance.weighted(HOURS), self._chance.whole(0, 11) * 5))

    def _episode(self, child: Person, group: str, began: datetime, kind: str) -> datetime:
        """Write one episode and return when the child was back."""
        chance = self._chance
        back = began + timedelta(minutes=round(20 + 60 * chance.waiting(11 if chance.yes(0.93) else 90)))
        written = min(written_up(chance, began.date(), slow=0.1, slow_days=4), _deadline(began.date()))
        self._people.meet(child, written)
        record = self._book.add(
            "missing_episode",
            written,
            child_id=child.child_id,
            began=began,
            returned=None,
            kind=kind,
            placing_group=group,
            placed_by=self._placed_by(child, group),
            placed_in=chance.one_of(NEIGHBOURS) if group == "own_elsewhere" else AUTHORITY,
            risk=chance.weighted(Weights({"medium": 70, "high": 18, "low": 12})),
            interview_offered=None,
            interview_accepted=None,
            interview_done=None,
            team="Others' children" if group == "others_here" else "Children in Care",
        )
        record.write(max(written, back.date()), returned=back)
        if kind == "M" and chance.yes(0.86):
            self._interview(record, back)
        return back

    def _interview(self, record: Record, back: datetime) -> None:
        """Offer the return interview; some accept; of those most are seen within 72 hours."""
        chance = self._chance
        offered = back + timedelta(hours=chance.whole(2, 30))
        accepted = chance.yes(0.66)
        done = offered + timedelta(hours=chance.whole(4, 40) if chance.yes(0.75) else chance.whole(60, 160))
        written = written_up(chance, max(offered, done if accepted else offered).date())
        record.write(
            written,
            interview_offered=offered,
            interview_accepted=accepted,
            interview_done=done if accepted else None,
        )

    def _placed_by(self, child: Person, group: str) -> str:
        if group != "others_here":
            return AUTHORITY
        return next(council for person, _, _, council in self._placed_here if person is child)

    def _found_out_later(self) -> None:
        """Enter an episode of December late, and take out some that were entered twice."""
        quarter = [record for record in self._book.records("missing_episode") if _in_quarter(record)]
        last = next(record for record in reversed(quarter) if record.values["kind"] == "M")
        began = last.values["began"]
        assert isinstance(began, datetime)
        day = (
            datetime(2019, 12, 30, 22, 15)
            if began.date() != date(2019, 12, 30)
            else datetime(2019, 12, 29, 21, 40)
        )
        values = last.values | {"began": day, "returned": day + timedelta(hours=9), "interview_offered": None}
        self._book.add("missing_episode", targets.KNOWN_ON + timedelta(days=4), **values)
        for record in list(self._book.records("missing_episode")):
            began = record.values["began"]
            if isinstance(began, datetime) and not _in_quarter(record) and self._chance.yes(0.01):
                again = record.values | {"began": began + timedelta(minutes=30)}
                twice = self._book.add("missing_episode", record.recorded, **again)
                twice.removed = record.recorded + timedelta(days=self._chance.whole(5, 50))


def _in_quarter(record: Record) -> bool:
    began = record.values["began"]
    return isinstance(began, datetime) and targets.QUARTER[0] <= began.date() <= targets.QUARTER[1]


def _deadline(began: date) -> date:
    """Return the last day on which an episode may be written up: the quarter's are all known when it is reported."""
    return targets.KNOWN_ON if began <= targets.QUARTER[1] else date.max
