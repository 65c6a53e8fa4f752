"""The app as conversations need it."""

from bot.app import App
from bot.joining import Joining
from integrations.slack import Slack
from integrations.slack_limits import Limiter
from jobs.desk import Identity
from storage.store import Store

BUSY = 16
"""Of the 20 channels that Slack makes a minute, those that the app has made before."""


class WithPages(App):
    """The app with its web pages, for those conversations that go on there."""

    def _look_around(self, joining: Joining) -> None:
        """Nobody waits for it here."""

    def _limiter(self) -> Limiter:
        """After a busy minute, so that a few declares are enough to make somebody wait."""
        limiter = super()._limiter()
        for _ in range(BUSY):
            limiter.wait("conversations.create")
        return limiter


class Conversing(WithPages):
    """Without them: they take longer to stop than all the rest."""

    def _pages(self, store: Store, slack: Slack, me: Identity) -> None:
        pass
