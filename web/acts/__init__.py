"""Everything that people do with an incident: as forms of its page, and as calls of the API."""

from fastapi import FastAPI

from web.front import Front


def register(app: FastAPI, front: Front) -> None:
    """Answer for the forms."""
    from web.acts import (  # noqa: PLC0415 - the page that shows what is refused needs us
        declaring,
        door,
        entries,
        history,
    )

    for part in (declaring, entries, history, door):
        part.register(app, front)
