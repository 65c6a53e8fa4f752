"""Everything that people do with an incident: as forms of its page, and as calls of the API."""

from fastapi import FastAPI

from web.front import Front


def register(app: FastAPI, front: Front) -> None:
    """Answer for the forms."""
    from web.acts import declaring, door, entries  # noqa: PLC0415 - the page that shows what is refused needs us

    for part in (declaring, entries, door):
        part.register(app, front)
