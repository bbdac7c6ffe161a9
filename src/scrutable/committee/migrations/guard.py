"""Has the database itself refuse to change or delete what is written once, whoever opens it."""

from alembic import op


def written_once(table: str) -> None:
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
