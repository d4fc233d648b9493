"""A school inside the plant: classes, seats, assignments, and what learners were asked."""

import sqlalchemy as sa
from alembic import op

revision = "0004_school"
down_revision = "0003_floor"


def upgrade() -> None:
    """Add the tables of the school."""
    _classes()
    _answers()
    _works()


def _classes() -> None:
    op.create_table(
        "school_secrets",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("salt", sa.String(64), nullable=False),
    )
    op.create_table(
        "classes",
        sa.Column("id", sa.String(32), primary_key=True),
        _plant(),
        sa.Column(
            "teacher", sa.String(32), sa.ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("code", sa.String(16), nullable=False, unique=True),
        sa.Column("playing", sa.JSON(), nullable=True),
        sa.Column("made", sa.DateTime(), nullable=False),
    )
    op.create_table(
        "seats",
        sa.Column("school_class", sa.String(32), sa.ForeignKey("classes.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("learner", sa.String(32), primary_key=True),
        sa.Column("nickname", sa.String(40), nullable=False),
        sa.Column("joined", sa.DateTime(), nullable=False),
    )
    op.create_table(
        "assignments",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column(
            "school_class", sa.String(32), sa.ForeignKey("classes.id", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("due", sa.DateTime(), nullable=True),
        sa.Column("made", sa.DateTime(), nullable=False),
    )


def _answers() -> None:
    op.create_table(
        "asked",
        sa.Column("id", sa.String(32), primary_key=True),
        _plant(),
        sa.Column("run", sa.String(32), nullable=False),
        sa.Column("learner", sa.String(32), nullable=False, index=True),
        sa.Column(
            "assignment", sa.String(32), sa.ForeignKey("assignments.id", ondelete="SET NULL"), nullable=True, index=True
        ),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("template", sa.String(120), nullable=False),
        sa.Column("skill", sa.String(120), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("made", sa.DateTime(), nullable=False),
        sa.Column("ended", sa.DateTime(), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("hints", sa.Integer(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("tries", sa.JSON(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
    )


def _works() -> None:
    op.create_table(
        "proposals",
        sa.Column("id", sa.String(32), primary_key=True),
        _plant(),
        sa.Column("study", sa.String(32), nullable=False),
        sa.Column("learner", sa.String(32), nullable=False, index=True),
        sa.Column("edits", sa.JSON(), nullable=False),
        sa.Column("expects", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("judged", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("met", sa.JSON(), nullable=False),
        sa.Column("made", sa.DateTime(), nullable=False),
    )
    op.create_table(
        "plays",
        sa.Column("id", sa.String(32), primary_key=True),
        _plant(),
        sa.Column("learner", sa.String(32), nullable=False, index=True),
        sa.Column(
            "school_class", sa.String(32), sa.ForeignKey("classes.id", ondelete="SET NULL"), nullable=True, index=True
        ),
        sa.Column("seat", sa.String(40), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("made", sa.DateTime(), nullable=False),
    )


def _plant() -> sa.Column[str]:
    return sa.Column("plant", sa.String(32), sa.ForeignKey("plants.id", ondelete="CASCADE"), nullable=False, index=True)
