"""The committee's tables: SQLite in the store's folder, or PostgreSQL by the URL in scrutable.toml.

Rows are written once and never changed: what was published was published, and a correction is another row. Moments
are UTC without a zone. A change of form is a step in `migrations/`, which also has the database refuse to change what
is written once. Read `records.py` next, then one module for each kind of record: `publications.py`, `corrections.py`,
`commentary.py`, `promises.py`, `requests.py` and `meetings.py`.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy import Column as Field

METADATA = MetaData()
AUDIT = Table(
    "audit",
    METADATA,
    Field("entry", Integer, primary_key=True, autoincrement=True),
    Field("at", DateTime, nullable=False),
    Field("who", String(200), nullable=False),
    Field("did", String(40), nullable=False),  # init, load, report, publish, correct, comment, promise
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
PROMISE = Table(
    "promise",
    METADATA,
    Field("number", Integer, primary_key=True, autoincrement=True),
    Field("at", DateTime, nullable=False),
    Field("made", Date, nullable=False),  # the day on which it was made
    Field("by", String(200), nullable=False),  # a role, not a name
    Field("meeting", String(200), nullable=False),
    Field("indicator", String(120), nullable=False),
    Field("basis", String(20), nullable=False),  # finished, due or defined
    Field("target", Float, nullable=False),  # from 0 to 1
    Field("due", Date, nullable=False),  # the last day of the quarter that it is judged on
    Field("words", Text, nullable=False),
    # What was told when it was made.
    Field("known_on", String(40), nullable=False),
    Field("chance", Float),
    Field("why", Text, nullable=False),
    Field("ceiling", Float),
    Field("needed", Integer),
    Field("needed_weekly", Float),
    Field("weekly", Float),
    # Empty is as little an answer as null: nobody could say what was promised, of what, or by when.
    CheckConstraint(
        "indicator <> '' and basis <> '' and words <> '' and meeting <> ''", name="promise_is_whole"
    ),
    CheckConstraint("target > 0 and target <= 1", name="promise_of_a_share"),
)
MEETING = Table(
    "meeting",
    METADATA,
    Field("entry", Integer, primary_key=True, autoincrement=True),
    Field("at", DateTime, nullable=False),
    Field("who", String(200), nullable=False),
    Field("committee", String(200), nullable=False),
    Field("held", Date, nullable=False),
    Field("stands", Boolean, nullable=False),  # the last entry of a day counts: false where it was called off
)
REQUEST = Table(
    "request",
    METADATA,
    Field("number", Integer, primary_key=True, autoincrement=True),
    Field("at", DateTime, nullable=False),
    Field("who", String(200), nullable=False),
)
# A request is what its changes say, the latest of each field: so its history cannot be other than complete.
REQUEST_CHANGE = Table(
    "request_change",
    METADATA,
    Field("entry", Integer, primary_key=True, autoincrement=True),
    Field("request", Integer, ForeignKey("request.number"), nullable=False, index=True),
    Field("at", DateTime, nullable=False),
    Field("who", String(200), nullable=False),
    Field("field", String(40), nullable=False),
    Field("value", Text, nullable=False),  # empty where the field was emptied
)
ANSWER = Table(
    "answer",
    METADATA,
    Field("number", Integer, primary_key=True, autoincrement=True),
    Field("request", Integer, ForeignKey("request.number"), nullable=False, index=True),
    Field("at", DateTime, nullable=False),
    Field("who", String(200), nullable=False),
    Field("given", Date, nullable=False),  # the day on which the committee is given it
    Field("by", String(200), nullable=False),  # a role, not a name
    Field("words", Text, nullable=False),
    Field("standing", Boolean, nullable=False),
    Field(
        "query", Text, nullable=False
    ),  # as JSON: what can be run again; empty where the register cannot answer
    Field("figures", Text, nullable=False),  # as JSON: the figures that were given
    Field("needs", Text, nullable=False),  # what data it would take, where the register cannot answer
    Field("needs_from", String(400), nullable=False),  # and from where they would come
)
APPEND_ONLY = ("audit", "meeting", "request", "request_change", "answer", "commentary", "promise")
