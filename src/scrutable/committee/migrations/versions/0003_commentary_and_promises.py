"""What a service says of a figure, and what the committee was promised."""

import sqlalchemy as sa
from alembic import op

from scrutable.committee.migrations.guard import written_once

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables of commentary and promises, and guard them."""
    op.create_table(
        "commentary",
        *_entered(),
        _text("indicator", 200),
        _text("period", 40),
        _text("words"),
    )
    op.create_table(
        "promise",
        *_entered(),
        _text("meeting", 200),
        _text("indicator", 120),
        _text("basis", 20),
        sa.Column("target", sa.Float, nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        _text("words"),
        _text("known_on", 40),
        sa.Column("chance", sa.Float),
        _text("why"),
        sa.Column("ceiling", sa.Float),
        sa.Column("needed", sa.Integer),
        sa.Column("needed_weekly", sa.Float),
        sa.Column("weekly", sa.Float),
        sa.CheckConstraint(
            "indicator <> '' and basis <> '' and words <> '' and meeting <> ''", name="promise_is_whole"
        ),
        sa.CheckConstraint("target > 0 and target <= 1", name="promise_of_a_share"),
    )
    for table in ("commentary", "promise"):
        written_once(table)


def _entered() -> tuple[sa.Column[int], sa.Column[object], sa.Column[object], sa.Column[str]]:
    return (
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("made", sa.Date, nullable=False),
        _text("by", 200),
    )


def _text(name: str, length: int | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=False)
