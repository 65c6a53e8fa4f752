"""The app as conversations need it."""

from bot.app import App
from bot.sockets import Sockets
from integrations.slack_limits import Limiter
from storage.store import Store

BUSY = 16
"""Of the 20 channels that Slack makes a minute, those that the app has made before."""


class Conversing(App):
    """The app without its web pages: they have tests of their own, and take longer to stop than all the rest."""

    def _pages(self, store: Store, sockets: Sockets) -> None:
        pass

    def _look_around(self) -> None:
        """Nobody waits for it here."""

    def _limiter(self) -> Limiter:
        """After a busy minute, so that a few declares are enough to make somebody wait."""
        limiter = super()._limiter()
        for _ in range(BUSY):
            limiter.wait("conversations.create")
        return limiter
