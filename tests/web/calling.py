"""Programs that call the API of an app in process, with tokens of people whom the store knows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import httpx

from incidents.tokens import Token
from tests.web.conftest import URL, app_of, stored_person
from web.front import Front

ALL = ("read", "write", "admin")


async def token(
    front: Front,
    id: str = "UADA",
    name: str = "Ada",
    *,
    scopes: Sequence[str] = ALL,
    expires_at: datetime | None = None,
    **more: object,
) -> str:
    """A token of somebody."""
    await front.store.save_person(stored_person(id, name, **{"tz": "UTC"} | more))
    asked = Token(name="a bot", scopes=tuple(scopes), expires_at=expires_at)
    _, secret = await front.store.make_token(asked, person=id)
    return secret


def program(front: Front, secret: str, **headers: str) -> httpx.AsyncClient:
    """A program that carries it."""
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app_of(front), raise_app_exceptions=False),
        base_url=f"{URL}/api/v1",
        headers={"Authorization": f"Bearer {secret}"} | headers,
    )


async def declares(client: httpx.AsyncClient, title: str = "Checkout is down", **more: Any) -> int:
    """The number of the incident."""
    answer = await client.post("/incidents", json={"title": title, **more})
    assert answer.status_code == 201, answer.text
    return int(answer.json()["incident"]["number"])
