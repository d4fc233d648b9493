"""Plants may be recorded by phones."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what a phone must know of a plant."""
    op.add_column("plants", sa.Column("floor", sa.JSON(), nullable=True))
