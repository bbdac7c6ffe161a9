"""The committee's tables: SQLite in the store's folder, or PostgreSQL by the URL in scrutable.toml.

Rows are written once and never changed: what was published was published, and a correction is another row. Moments
are UTC without a zone. Read `records.py`, `publications.py` and `corrections.py` next, one for each kind of record.
"""

from sqlalchemy import Column as Field
from sqlalchemy import Date, DateTime, Float, ForeignKey, Integer, MetaData, String, Table, Text

METADATA = MetaData()
AUDIT = Table(
    "audit",
    METADATA,
    Field("entry", Integer, primary_key=True, autoincrement=True),
    Field("at", DateTime, nullable=False),
    Field("who", String(200), nullable=False),
    Field("did", String(40), nullable=False),  # init, load, report, publish, correct, comment
    Field("about", String(1000), nullable=False),
)
PUBLICATION = Table(
    "publication",
    METADATA,
    Field("pack", String(80), primary_key=True),
    Field("at", DateTime, nullable=False),
    Field("who", String(200), nullable=False),
    Field("period", String(40), nullable=False),
    Field("known_on", String(40), nullable=False),  # as it was asked for: a date, or a date and time
    Field("amends", String(80), nullable=False),  # the pack that a supplement amends; empty for a pack
    Field("version", String(40), nullable=False),
)
PUBLISHED_FILE = Table(
    "published_file",
    METADATA,
    Field("pack", String(80), ForeignKey("publication.pack"), primary_key=True),
    Field("name", String(80), primary_key=True),
    Field("sha256", String(64), nullable=False),
)
PUBLISHED_FIGURE = Table(
    "published_figure",
    METADATA,
    Field("pack", String(80), ForeignKey("publication.pack"), primary_key=True),
    Field("figure", String(400), primary_key=True),
    Field("numerator", Float),
    Field("denominator", Float),
    Field("value", Float),
    Field("excluded", Integer, nullable=False),
    Field("unit", String(80), nullable=False),
    Field("absent", Text, nullable=False),
    Field("definition", String(64), nullable=False),  # its content hash
)
CORRECTION = Table(
    "correction",
    METADATA,
    Field("number", Integer, primary_key=True, autoincrement=True),
    Field("at", DateTime, nullable=False),
    Field("made", Date, nullable=False),  # the day on which it is made
    Field("by", String(200), nullable=False),  # a role, not a name
    Field("figure", String(400), nullable=False),
    Field("words", Text, nullable=False),  # to be read out
)
CORRECTED_IN = Table(
    "corrected_in",
    METADATA,
    Field("pack", String(80), ForeignKey("publication.pack"), primary_key=True),
    Field("correction", Integer, ForeignKey("correction.number"), primary_key=True),
)
COMMENTARY = Table(
    "commentary",
    METADATA,
    Field("number", Integer, primary_key=True, autoincrement=True),
    Field("at", DateTime, nullable=False),
    Field("made", Date, nullable=False),  # the day that stands beside it
    Field("by", String(200), nullable=False),  # a role, not a name
    Field("indicator", String(200), nullable=False),
    Field("period", String(40), nullable=False),
    Field("words", Text, nullable=False),  # Markdown
)
