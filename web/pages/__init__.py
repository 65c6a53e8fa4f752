"""What people look at: the list of incidents, each one's War Room, screens on a wall, and the outbox."""

from fastapi import FastAPI

from web.front import Front
from web.pages import (
    files,
    incidents,
    outbox,
    postmortem,
    postmortem_files,
    postmortem_history,
    postmortem_kept,
    postmortems,
    war_room,
)


def register(app: FastAPI, front: Front) -> None:
    """Answer for the pages."""
    for part in (
        incidents,
        outbox,
        postmortem,
        postmortem_files,
        postmortem_history,
        postmortem_kept,
        postmortems,
        war_room,
        files,
    ):
        part.register(app, front)
