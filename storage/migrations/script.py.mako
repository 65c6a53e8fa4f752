"""${message}.

A step may meet what was half done by hand: create with `if_not_exists`, look before adding a column.
"""

import sqlalchemy as sa
import sqlmodel  # noqa: F401
from alembic import op

import incidents.columns  # noqa: F401
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """${message}."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Undo it."""
    ${downgrades if downgrades else "pass"}
