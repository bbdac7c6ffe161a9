"""The few words in which a fold is said differently on each engine. What a definition says is the same on all."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """What an engine calls a text and a row of values, and how it picks the {n}th, from 1, of a list of {items}."""

    text: str
    row: str
    pick: str


DUCKDB = Words(text="varchar", row="row", pick="([{items}])[{n}]")
SPARK = Words(text="string", row="struct", pick="array({items})[({n}) - 1]")
