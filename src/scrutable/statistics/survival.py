"""How long does a case take, where many have not ended yet? Kaplan-Meier and Aalen-Johansen, with delayed entry.

A share of the cases that have *finished* leaves out those still waiting, and so flatters a queue that grows and
maligns one that is being cleared. Here a case that is still open counts for as long as it has been watched. Where it
may also end in another way (refused, withdrawn) those endings compete: Kaplan-Meier would treat them as if the case
might still have been completed, Aalen-Johansen does not. A case that was already open when the records begin is
watched from that age on only (delayed entry): those of its age that had ended before are in no record.

Sources: E L Kaplan and P Meier (1958), JASA 53, 457-481, the variance Greenwood's; O O Aalen and S Johansen (1978),
Scandinavian Journal of Statistics 5, 141-150.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Curve:
    """A share from 0 to 1 as it stands from each of some times on, up to the next. Before the first it is `first`."""

    times: Floats
    values: Floats
    variance: Floats  # Greenwood's; NaN where it is not worked out
    first: float
    watched_to: float  # the longest time that any case was watched for: of later times nothing is known

    def at(self, time: float) -> float:
        """Return the share at a time, NaN after the longest time that any case was watched for."""
        if time > self.watched_to:
            return float("nan")
        place = int(np.searchsorted(self.times, time, side="right"))
        return float(self.values[place - 1]) if place else self.first


def kaplan_meier(times: ArrayLike, ended: ArrayLike, entered: ArrayLike | None = None) -> Curve:
    """Return the share of cases not yet ended, by time since they began.

    `times[case]` is when it ended, or was last seen open where `ended[case]` is false. `entered[case]` is the age after
    which it was watched, below `times` (default: from the first). Raises ValueError where a case was never watched.

    >>> curve = kaplan_meier([2, 3, 3, 5], [True, True, False, True])
    >>> curve.times.tolist(), curve.values.tolist(), curve.at(4)
    ([2.0, 3.0, 5.0], [0.75, 0.5, 0.0], 0.5)
    """
    when, is_event, since = _checked(times, np.asarray(ended, bool), entered)
    at, ends, at_risk = _counts(when, is_event, since)
    values = np.cumprod(1 - ends / at_risk, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):  # after the last has ended the share is 0, for sure
        variance = values**2 * np.cumsum(ends / (at_risk * (at_risk - ends)))
    return Curve(at, values, np.where(values > 0, variance, 0.0), 1.0, _last(when))


def aalen_johansen(
    times: ArrayLike, causes: ArrayLike, of: int = 1, entered: ArrayLike | None = None
) -> Curve:
    """Return the share of cases that have ended by cause `of`, by time since they began, where other causes compete.

    `causes[case]` is 0 for one still open, else the number of how it ended. The shares of all causes and that of
    Kaplan-Meier, of any ending, add up to 1. `entered` and what is raised are as for `kaplan_meier`.

    >>> curve = aalen_johansen([2, 3, 3, 5], [1, 2, 0, 1])
    >>> curve.times.tolist(), curve.values.tolist()
    ([2.0, 3.0, 5.0], [0.25, 0.25, 0.75])
    """
    cause = np.asarray(causes, int)
    when, is_event, since = _checked(times, cause > 0, entered)
    at, ends, at_risk = _counts(when, is_event, since)
    open_before = np.concatenate([[1.0], np.cumprod(1 - ends / at_risk)[:-1]])
    mine = np.bincount(np.searchsorted(at, when[cause == of]), minlength=len(at)).astype(float)
    values = np.cumsum(open_before * mine / at_risk)
    return Curve(at, values, np.full(len(at), np.nan), 0.0, _last(when))


def _checked(
    times: ArrayLike, is_event: NDArray[np.bool_], entered: ArrayLike | None
) -> tuple[Floats, NDArray[np.bool_], Floats]:
    when = np.asarray(times, float)
    since = np.full(len(when), -np.inf) if entered is None else np.asarray(entered, float)
    if not len(when) == len(is_event) == len(since):
        raise ValueError("times, endings and entries are not of as many cases")
    if np.any(since >= when):
        raise ValueError("a case was never watched: it entered no earlier than it was last seen")
    return when, is_event, since


def _counts(when: Floats, is_event: NDArray[np.bool_], since: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the times at which cases ended, how many ended at each, and how many were being watched."""
    at, ends = np.unique(when[is_event], return_counts=True)
    come = np.searchsorted(np.sort(since), at, side="left")
    gone = np.searchsorted(np.sort(when), at, side="left")
    return at, ends.astype(float), (come - gone).astype(float)


def _last(when: Floats) -> float:
    return float(when.max()) if len(when) else 0.0
