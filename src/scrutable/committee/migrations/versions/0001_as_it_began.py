"""The tables as they were before there were steps: the audit, publications and corrections."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "audit",
        sa.Column("entry", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("did", sa.String(40), nullable=False),
        sa.Column("about", sa.String(1000), nullable=False),
    )
    op.create_table(
        "publication",
        sa.Column("pack", sa.String(80), primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("period", sa.String(40), nullable=False),
        sa.Column("known_on", sa.String(40), nullable=False),
        sa.Column("amends", sa.String(80), nullable=False),
        sa.Column("version", sa.String(40), nullable=False),
    )
    _of_a_publication()
    op.create_table(
        "correction",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("made", sa.Date, nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("figure", sa.String(400), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
    )
    op.create_table(
        "corrected_in",
        sa.Column("pack", sa.String(80), sa.ForeignKey("publication.pack"), primary_key=True),
        sa.Column("correction", sa.Integer, sa.ForeignKey("correction.number"), primary_key=True),
    )


def _of_a_publication() -> None:
    op.create_table(
        "published_file",
        sa.Column("pack", sa.String(80), sa.ForeignKey("publication.pack"), primary_key=True),
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False),
    )
    op.create_table(
        "published_figure",
        sa.Column("pack", sa.String(80), sa.ForeignKey("publication.pack"), primary_key=True),
        sa.Column("figure", sa.String(400), primary_key=True),
        sa.Column("numerator", sa.Float),
        sa.Column("denominator", sa.Float),
        sa.Column("value", sa.Float),
        sa.Column("excluded", sa.Integer, nullable=False),
        sa.Column("unit", sa.String(80), nullable=False),
        sa.Column("absent", sa.Text, nullable=False),
        sa.Column("definition", sa.String(64), nullable=False),
    )
