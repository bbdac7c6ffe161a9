"""Meetings, requests with their changes, and answers. The database itself refuses to change what is written once."""

import sqlalchemy as sa
from alembic import op

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
        _guard(table)


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


def _guard(table: str) -> None:
    """Have the database refuse to change or delete a row of a table."""
    if op.get_context().dialect.name == "sqlite":
        for what in ("update", "delete"):
            op.execute(
                f"create trigger {table}_no_{what} before {what} on {table}"
                f" begin select raise(abort, '{table} is written once'); end"
            )
        return
    op.execute(
        "create or replace function written_once() returns trigger language plpgsql as"
        " $$ begin raise exception '% is written once', tg_table_name; end $$"
    )
    op.execute(
        f"create trigger {table}_written_once before update or delete on {table}"
        " for each row execute function written_once()"
    )
