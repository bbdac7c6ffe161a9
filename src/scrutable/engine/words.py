"""The few words in which a fold is said differently on each engine. What a definition says is the same on all."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """What an engine calls a text and a row of values."""

    text: str
    row: str


DUCKDB = Words(text="varchar", row="row")
SPARK = Words(text="string", row="struct")
