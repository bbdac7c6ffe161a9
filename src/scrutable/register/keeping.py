"""Keeps out of the register what may be a name, an address or free text, though it stands in a column that is read.

The readers pass over the columns that hold such things. This is for what stands in the wrong column, since one slipped
or somebody wrote where there was room: a name among codes, a sentence among the names of teams. `sources/showing.py`
decides what may name someone; here is which columns it is asked of.
"""

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from scrutable.register.schema import Column
from scrutable.sources.delivery import Finding
from scrutable.sources.showing import WORDY, header, is_code, is_numbered, shown

# Returns in which every text is a code. Other sources have words: of teams, of outcomes.
CODED = frozenset({"ssda903", "cin", "sen2"})
NUMBERED = frozenset(
    {"upn", "urn", "placement_urn", "worker_id"}
)  # given by an office, and never without a digit
_ALSO_CODED = frozenset({("ssd", "source_group")})
_WRITTEN_BY_READERS = frozenset({"kind"})


def keep(column: Column, texts: pa.Array, source: str) -> pa.Array:
    """Return the texts of a column with null where one may name someone, or is too long to be one of a few words."""
    if column.name in NUMBERED:
        fits = is_numbered
    elif column.type == "code":
        fits = is_code
    elif column.type == "text" and not (source in CODED or (source, column.name) in _ALSO_CODED):
        fits = _is_short
    elif column.type == "text" and column.name not in _WRITTEN_BY_READERS:
        fits = is_code
    else:
        return texts
    coded = texts.dictionary_encode()
    words = coded.dictionary.to_pylist()
    if all(map(fits, words)):
        return texts
    return pa.array([word if fits(word) else None for word in words], pa.string()).take(coded.indices)


def left_out(given: pa.Array, kept: pa.Array) -> list[int]:
    """Return the places of the texts that were there and are not kept."""
    if kept is given or kept.null_count == given.null_count:
        return []
    places: list[int] = pc.indices_nonzero(pc.and_(pc.is_valid(given), pc.is_null(kept))).to_pylist()
    return places


def nameless(finding: Finding) -> Finding:
    """Return what a reader found without what may name someone: the last look before a finding is kept or shown."""
    return replace(finding, value=shown(finding.value), column=header(finding.column))


def _is_short(text: str) -> bool:
    return len(text) <= WORDY and "@" not in text
