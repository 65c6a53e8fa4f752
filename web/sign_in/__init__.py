"""Who comes in, and how: through Slack, or by a link from the server; and where somebody is signed in."""

from fastapi import FastAPI

from web.front import Front
from web.sign_in import door, link, sessions, slack


def register(app: FastAPI, front: Front) -> None:
    """Answer for signing in and out."""
    for part in (door, slack, link, sessions):
        part.register(app, front)
