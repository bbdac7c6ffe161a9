"""Makes ids for formats that have none: from the child and the day, with /2 for another one on the same day.

Case systems also emit the same row twice. A row that says nothing else than one before it gets the same id, so that
the register counts it once and says so; only a row that differs is another event.
"""

from collections.abc import Hashable


class Names:
    """Gives each different row of one table an id of its own, the same in every file with the same rows in order."""

    def __init__(self) -> None:
        self._first: dict[str, Hashable] = {}
        self._later: dict[str, list[Hashable]] = {}

    def own(self, name: str | None, says: Hashable = None) -> str | None:
        """Return the name, with /2, /3 ... if rows that say something else have had it. None stays None.

        >>> names = Names()
        >>> [names.own("7/2019-04-01", says) for says in ("referred", "assessed", "referred", "assessed")]
        ['7/2019-04-01', '7/2019-04-01/2', '7/2019-04-01', '7/2019-04-01/2']
        """
        if name is None:
            return None
        first = self._first.setdefault(name, says)
        if first is says or first == says:
            return name
        later = self._later.setdefault(name, [])
        if says not in later:
            later.append(says)
        return f"{name}/{later.index(says) + 2}"
