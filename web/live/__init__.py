"""Pages that stay true: whatever is changed is sent to every page that shows it."""

from fastapi import FastAPI

from web.front import Front
from web.live import stream
from web.live.hub import Hub


def register(app: FastAPI, front: Front) -> None:
    """Answer at `/stream`, and hear of every change."""
    hub = Hub(front)
    front.store.touched = hub.touched
    front.store.signed_out = hub.signed_out
    app.state.hub = hub
    stream.register(app, front, hub)
