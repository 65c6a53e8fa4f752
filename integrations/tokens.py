"""A token that a vendor lends: asked for by the first call, and renewed before it ends."""

from collections.abc import Awaitable, Callable

from integrations.http import Answer

EARLY = 60.0
"""Seconds before its end from which a token counts as used up."""


class Tokens:
    """`ask` gets a new one as OAuth puts it: `access_token`, and the seconds of `expires_in`."""

    def __init__(self, ask: Callable[[], Awaitable[Answer]], clock: Callable[[], float]) -> None:
        self._ask = ask
        self._clock = clock
        self._present = ""
        self._fresh_until = 0.0

    async def present(self) -> str:
        """The one that counts. Raises what asking for it raises."""
        return await self.renewed() if self._clock() >= self._fresh_until else self._present

    async def renewed(self) -> str:
        """A new one, also where the vendor no longer takes the present one."""
        answer = await self._ask()
        self._present = str(answer.get("access_token") or "")
        self._fresh_until = self._clock() + float(answer.get("expires_in") or 0) - EARLY
        return self._present
