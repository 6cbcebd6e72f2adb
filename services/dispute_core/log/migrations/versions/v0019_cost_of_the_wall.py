"""The planner knows what a question of the second wall costs, and asks few of them.

Each looks for a summary under the reader's own policies: some twenty microseconds. As
cheap as the planner took it for, reading the whole log and asking of each event seemed
no worse than a few hundred look-ups by key. Whoever replaces one of the functions says
its cost again.
"""

from alembic import op

revision = "0019_cost_of_the_wall"
down_revision = "0018_names_erased"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "ALTER FUNCTION concord_may_see(uuid) COST 5000",
    "ALTER FUNCTION concord_may_know(uuid, text, text) COST 5000",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
