"""Keeps the rows of the daily feed as they come: a later word on a record replaces an earlier one, or takes it away.

An id is made of those above it (child, episode, record), so that whatever stands under a child or an episode can be
taken away by the beginning of its id: here, and in the register, whose rows of earlier days are named in `gone`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scrutable.sources.children import SEX_ALIASES
from scrutable.sources.delivery import Gone, Scope, TableRows, Texts

# Table -> its own id, and its other columns. Every delivery holds every table, if only to say that nothing has changed.
TABLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "child": ("child_id", ("upn", "birth_date", "expected_birth_date", "sex", "ethnicity",
                           "unaccompanied_asylum_seeking")),
    "child_disability": ("child_id", ("code",)),
    "referral": ("referral_id", ("child_id", "received", "source_group", "closed", "no_further_action",
                                 "closure_reason")),
    "assessment": ("assessment_id", ("referral_id", "child_id", "started", "completed")),
    "assessment_factor": ("assessment_id", ("code",)),
    "section_47": ("section_47_id", ("referral_id", "child_id", "strategy_discussion", "ended",
                                     "conference_not_required")),
    "conference": ("conference_id", ("section_47_id", "child_id", "held")),
    "cin_plan": ("plan_id", ("referral_id", "child_id", "started", "ended")),
    "cp_plan": ("plan_id", ("referral_id", "child_id", "started", "ended")),
    "care_episode": ("episode_id", ("child_id", "started", "start_reason", "placement_type", "ended", "end_reason",
                                    "change_reason")),
    "care_health": ("check_id", ("child_id", "kind", "done", "score")),
    "care_leaver": ("status_id", ("child_id", "as_at", "activity", "accommodation")),
    "allocation": ("allocation_id", ("child_id", "worker_id", "started", "ended")),
}  # fmt: skip
OF_A_CHILD = ("child", "child_disability")  # known by the child's id itself
UNDER_AN_EPISODE = tuple(table for table in TABLES if table not in (*OF_A_CHILD, "referral", "care_health"))


@dataclass(frozen=True)
class _Row:
    """A row of a table, where it stands, when it was read, and the names by which it can be taken away."""

    values: tuple[str | None, ...]
    file: str
    line: int
    nth: int
    names: tuple[tuple[str, str], ...]


class Kept:
    """The rows of every table and what has been taken away, in the order in which they came."""

    def __init__(self) -> None:
        self._nth = 0
        self._rows: dict[tuple[str, str, str], _Row] = {}
        self._dropped: dict[tuple[str, str], int] = {}  # (table, id or what it begins with) -> when

    def add(
        self, table: str, own: str, values: Mapping[str, str | None], file: str, line: int, more: str = ""
    ) -> None:
        """Keep a row. One with the same id gives way to it. `more` is the rest of a key that is more than an id."""
        self._nth += 1
        held = (own, *(values.get(name) for name in TABLES[table][1]))
        parts = own.split("/")
        above = [(table, "/".join(parts[:n]) + "/") for n in (1, 2) if n < len(parts)]
        self._rows[table, own, more] = _Row(held, file, line, self._nth, ((table, own), *above))

    def drop(self, table: str, what: str) -> None:
        """Take away what a table holds up to now under an id, or under every id that begins with one and a slash."""
        self._nth += 1
        self._dropped[table, what] = self._nth

    def drop_child(self, child: str) -> None:
        """Take away all that is held of a child."""
        for table in TABLES:
            self.drop(table, child if table in OF_A_CHILD else f"{child}/")

    def drop_episode(self, episode: str) -> None:
        """Take away an episode and all that stands under it."""
        self.drop("referral", episode)
        for table in UNDER_AN_EPISODE:
            self.drop(table, f"{episode}/")

    def tables(self, files: Sequence[str], headers: Mapping[str, Mapping[str, str]]) -> list[TableRows]:
        """Return the rows that stand at the end: of each file that holds any, and an empty table where none does.

        The first file's part says what the whole delivery covers, and what of earlier days is gone.
        """
        kept: dict[tuple[str, str], list[_Row]] = {(table, files[0]): [] for table in TABLES}
        for (table, _, _), row in self._rows.items():
            if all(self._dropped.get(name, 0) < row.nth for name in row.names):
                kept.setdefault((table, row.file), []).append(row)
        return [
            _table(table, file if len(files) > 1 else "", rows, headers.get(table, {}),
                   self._gone(table) if file == files[0] else None)
            for (table, file), rows in kept.items()
        ]  # fmt: skip

    def _gone(self, table: str) -> list[Gone]:
        return [Gone(TABLES[table][0], what) for whose, what in self._dropped if whose == table]


def _table(
    table: str, place: str, rows: Sequence[_Row], headers: Mapping[str, str], gone: list[Gone] | None
) -> TableRows:
    own, names = TABLES[table]
    columns: dict[str, Texts] = {
        name: [row.values[nth] for row in rows] for nth, name in enumerate((own, *names))
    }
    aliases = {"sex": SEX_ALIASES} if table == "child" else {}
    # A child's block of care leaving holds the last contact alone: what came before it was never sent.
    scope = None if gone is None else Scope(latest=True) if table == "care_leaver" else Scope(adds=True)
    return TableRows(table, columns, [row.line for row in rows], place, headers, aliases, scope, gone or ())
