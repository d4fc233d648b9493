"""How Alembic reaches the store's database: through the connection that the opened store hands it."""

from alembic import context

from plantwright.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
