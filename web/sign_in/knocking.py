"""How often one address may try to come in: guessing is hopeless anyway, and is to cost us and Slack little."""

from starlette.requests import Request

from web.limit import Limit, TooOften

A_MINUTE = 60
"""Tries of one address. A whole office may come from one, and in a bad hour all at once."""


def knock(request: Request, limit: Limit) -> None:
    """Count a try. Raises TooOften."""
    wait = limit.spend(request.client.host if request.client else "")
    if wait:
        raise TooOften(wait)
