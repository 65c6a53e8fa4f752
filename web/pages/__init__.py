"""What people look at: the list of incidents, each one's War Room, and screens on a wall."""

from fastapi import FastAPI

from web.front import Front
from web.pages import incidents, war_room


def register(app: FastAPI, front: Front) -> None:
    """Answer for the pages."""
    for part in (incidents, war_room):
        part.register(app, front)
