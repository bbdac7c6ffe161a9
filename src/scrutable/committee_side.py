"""What a store keeps for its committee: corrections, commentary, promises, and what can be told of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from scrutable.held import Held, Moment, now, start_of, who

if TYPE_CHECKING:
    from scrutable.backlog.claim import Claim
    from scrutable.backlog.forecast import Forecast
    from scrutable.committee.entries import Commentary, Correction, Promise
    from scrutable.report.promised import Scored


class CommitteeSide(Held):
    """The half of a store that faces the committee."""

    def correct(self, figure: str, *, by: str, words: str, made: str | date | None = None) -> Correction:
        """Log a material correction of a figure: by whom (a role) and the words to be read out.

        Raises UsageFault U102 for an indicator there is not, UnitFault Q101 where the words count something else.
        """
        from scrutable.committee import corrections
        from scrutable.figures.view import find
        from scrutable.report import corrected, passport

        named = passport.parse(figure)
        corrected.check(words, find(named.indicator, self.definitions()))
        at, day = now(), start_of(made)
        with self.records() as records:
            return corrections.add(
                records, at, who(), (day or at).date(), by.strip(), named.id, words.strip()
            )

    def corrections(self) -> list[tuple[Correction, tuple[str, ...]]]:
        """Return every correction, oldest first, each with the packs that have printed it."""
        from scrutable.committee import corrections

        with self.records() as records:
            return corrections.every(records)

    def comment(
        self,
        indicator: str,
        period: str,
        words: str,
        *,
        by: str,
        known_on: Moment = None,
        made: str | date | None = None,
    ) -> tuple[Commentary, list[str]]:
        """Keep what a service says of a figure, in Markdown; return it with the numbers in it that no figure bears.

        Raises UsageFault U102 for an indicator there is not, U152 for what a page cannot set.
        """
        from scrutable.committee import commentary
        from scrutable.engine.period import parse
        from scrutable.report import gather, packjson, remarks
        from scrutable.report.aims import Aims

        view, asked = self.known_on(known_on), parse(period)
        definition, aims = view.definition(indicator), Aims(self.settings.targets, self.settings.breaks)
        (sheet,) = gather.sheets(view, [definition], asked, aims=aims)
        strange = remarks.unborne(words, packjson.record(sheet, view.known_on.date()), definition)
        at, day = now(), start_of(made)
        with self.records() as records:
            kept = commentary.add(
                records, at, who(), (day or at).date(), by.strip(), definition.id, asked.name, words.strip()
            )
        return kept, strange

    def commentary(self) -> list[Commentary]:
        """Return every commentary, oldest first."""
        from scrutable.committee import commentary

        with self.records() as records:
            return commentary.every(records)

    def forecast(
        self,
        indicator: str,
        until: date,
        *,
        target: float | None = None,
        basis: str = "",
        discipline: str = "as-now",
        runs: int = 10_000,
        known_on: Moment = None,
    ) -> Forecast:
        """Return what the queue behind an indicator will show at each month end up to a day: backlog/forecast.py.

        `target` is a share from 0 to 1; `basis` is finished or due where it is not the indicator's own. Raises
        UsageFault U141 for an indicator that is not the timeliness of a queue, U142 for a day not ahead or too far.
        """
        from scrutable.backlog import forecast, simulate

        named = {one.replace(" ", "-"): one for one in simulate.DISCIPLINES}
        return forecast.forecast(
            self.known_on(known_on), indicator, until,
            target=target, lens=basis, discipline=named[discipline], runs=runs,
        )  # fmt: skip

    def claim(self, *, known_on: Moment = None) -> Claim:
        """Return what the records say of the claim that timeliness does not go with repeat referrals."""
        from scrutable.backlog.claim import claim

        return claim(self.known_on(known_on))

    def promise(
        self,
        indicator: str,
        *,
        target: float,
        due: date,
        basis: str,
        by: str,
        meeting: str,
        words: str,
        made: date | None = None,
    ) -> tuple[Promise, Forecast | None]:
        """Write down what the committee was promised; return it with what could be told of it on that day.

        `target` is a share from 0 to 1, `due` the last day of a quarter, `basis` finished, due or defined, `by` a role.
        Raises UsageFault U102, U143 or U144 for a promise that could not be judged.
        """
        from scrutable.committee import promises
        from scrutable.report import promised

        at = now()
        told = promised.Made(made or at.date(), by, meeting, indicator, basis, target, due, words)
        promise, found = promised.entered(self.known_on(told.made), told)
        with self.records() as records:
            return promises.add(records, at, who(), promise), found

    def promises(self) -> list[Promise]:
        """Return every promise, oldest first."""
        from scrutable.committee import promises

        with self.records() as records:
            return promises.every(records)

    def score(self, *, known_on: Moment = None) -> list[Scored]:
        """Return how each promise stands that had been made by a moment, as known on it."""
        from scrutable.committee import promises
        from scrutable.report import promised

        view = self.known_on(known_on)
        with self.records() as records:
            made = promises.made_by(records, view.known_on.date())
        return promised.score(view, made)
