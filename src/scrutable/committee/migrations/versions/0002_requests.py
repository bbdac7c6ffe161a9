"""Meetings, requests with their changes, and answers. The database itself refuses to change what is written once."""

import sqlalchemy as sa
from alembic import op

from scrutable.committee.migrations.guard import written_once

revision = "0002"
down_revision = "0001"
WRITTEN_ONCE = ("audit", "meeting", "request", "request_change", "answer")


def upgrade() -> None:
    """Make the tables of the requests register, and guard them and the audit."""
    op.create_table("meeting", *_entered("entry"), _text("committee", 200), _day("held"), _yes("stands"))
    op.create_table("request", *_entered("number"))
    op.create_table(
        "request_change",
        *_entered("entry"),
        sa.Column("request", sa.Integer, sa.ForeignKey("request.number"), nullable=False, index=True),
        _text("field", 40),
        _text("value"),
    )
    op.create_table(
        "answer",
        *_entered("number"),
        sa.Column("request", sa.Integer, sa.ForeignKey("request.number"), nullable=False, index=True),
        _day("given"),
        _text("by", 200),
        _text("words"),
        _yes("standing"),
        _text("query"),
        _text("figures"),
        _text("needs"),
        _text("needs_from", 400),
    )
    for table in WRITTEN_ONCE:
        written_once(table)


def _entered(key: str) -> tuple[sa.Column[int], sa.Column[object], sa.Column[str]]:
    return (
        sa.Column(key, sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.DateTime, nullable=False),
        _text("who", 200),
    )


def _text(name: str, length: int | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=False)


def _day(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Date, nullable=False)


def _yes(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)
