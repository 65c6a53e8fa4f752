"""Running Alembic on our connection; `python -m storage.migrations.steps add a thing` writes a step."""

import sys
import tempfile

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from storage.database import migration_engine, parse
from storage.migrations import FOLDER, head, upgrade, version


def run(connection: Connection, target: str) -> None:
    """Go up or down to a step, within the transaction of this connection."""
    present = version(connection)
    if target != "base" and (present is None or present <= target):
        command.upgrade(config(connection), target)
    else:
        command.downgrade(config(connection), target)


def config(connection: Connection) -> Config:
    """Alembic's settings, without a file of their own."""
    settings = Config()
    settings.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    settings.attributes["connection"] = connection
    return settings


def write(message: str) -> None:
    """Write the step from the newest one to what the classes say now. Read it before you keep it."""
    with tempfile.TemporaryDirectory() as folder:
        url = parse(f"sqlite:///{folder}/blank.db")
        upgrade(url)
        with migration_engine(url).connect() as connection:
            number = f"{int(head()) + 1:04}"
            command.revision(config(connection), message, autogenerate=True, rev_id=number)


if __name__ == "__main__":
    write(" ".join(sys.argv[1:]))
