"""Learning systems: those registered, who came from them, and the grades that go back."""

import sqlalchemy as sa
from alembic import op

revision = "0005_lti"
down_revision = "0004_school"


def upgrade() -> None:
    """Add the tables of learning systems, and whether their learners may read a plant."""
    op.add_column("plants", sa.Column("courses", sa.Boolean(), nullable=False, server_default=sa.false()))
    _platforms()
    _people()
    _courses()
    _grades()


def _platforms() -> None:
    op.create_table(
        "platforms",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("issuer", sa.String(500), nullable=False),
        sa.Column("client_id", sa.String(200), nullable=False),
        sa.Column("deployments", sa.JSON(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("authorize_url", "token_url", "keys_url")),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("made", sa.DateTime(), nullable=False),
        sa.UniqueConstraint("issuer", "client_id"),
    )


def _people() -> None:
    for table, one_each in (("guests", True), ("connected", False)):
        op.create_table(
            table,
            sa.Column("platform", sa.String(32), _of("platforms"), primary_key=True),
            sa.Column("subject", sa.String(255), primary_key=True),
            sa.Column("account", sa.String(32), _of("accounts"), nullable=False, unique=one_each, index=not one_each),
        )


def _courses() -> None:
    op.create_table(
        "courses",
        sa.Column("school_class", sa.String(32), _of("classes"), primary_key=True),
        sa.Column("platform", sa.String(32), _of("platforms"), primary_key=True),
        sa.Column("deployment", sa.String(255), primary_key=True),
        sa.Column("course", sa.String(255), primary_key=True),
        sa.Column("title", sa.String(255), nullable=False),
    )


def _grades() -> None:
    op.create_table(
        "grade_lines",
        sa.Column("assignment", sa.String(32), _of("assignments"), primary_key=True),
        sa.Column("learner", sa.String(32), primary_key=True),
        sa.Column("platform", sa.String(32), _of("platforms"), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due", sa.DateTime(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
    )


def _of(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
