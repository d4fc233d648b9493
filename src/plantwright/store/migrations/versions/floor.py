"""Plants may be recorded by phones."""

import sqlalchemy as sa
from alembic import op

revision = "0003_floor"
down_revision = "0002_keys"


def upgrade() -> None:
    """Add what a phone must know of a plant."""
    op.add_column("plants", sa.Column("floor", sa.JSON(), nullable=True))
