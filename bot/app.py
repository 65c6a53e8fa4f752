"""The whole app, built from its parts and started in order."""

import asyncio
import os
import secrets
import socket
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from time import perf_counter

import aiohttp
import structlog
from slack_sdk.web.async_client import AsyncWebClient

import listeners
from bot import errors, guards
from bot.clock import tick_away
from bot.colleagues import Colleagues
from bot.dispatch import LoggedApp
from bot.identity import SOON, confirming, identify, who_we_are
from bot.joining import Joining, Step
from bot.logged_store import LoggedStore
from bot.preflight import preflight
from bot.providers import knowing, providers, warm_up
from bot.settings import Settings, on_this_machine
from bot.sockets import Sockets
from bot.tickets import half_there, tickets
from commands import slash
from incidents.catalog import Catalog
from incidents.effects.digest import EnsureDigestChannel
from incidents.installation import Finding
from integrations.sign_in import SignInWithSlack
from integrations.slack import Slack
from integrations.slack_limits import Limiter, NoLimiter
from jobs.canvas import look_again
from jobs.desk import Desk, Identity, Job
from jobs.files import files_again
from jobs.groups import hourly_groups, want_groups
from jobs.homes import Homes
from jobs.older import see_to_older
from jobs.pulse import Pulse
from jobs.registry import JOBS
from jobs.reminding import Reminding
from jobs.ticket_watch import TicketWatch
from jobs.weekly import Telling
from jobs.worker import Worker
from listeners.tools import Tools
from storage.store import Store
from web.app import web_app
from web.front import Front
from web.heard import Heard
from web.server import Web

OUTBOX_TICK = 0.5
"""Seconds between looks for rows whose time has come; new rows ring at once."""
REMINDERS_TICK, HOURLY = 5, 3600
PULSE_TICK, HOMES_TICK = 30, 3
WEEK_TICK, TICKETS_TICK = 60, 300
LOOK_AFTER = 5.0
"""Seconds from the start to the look at ourselves: people's first commands and the digest channel come before."""

log = structlog.get_logger("bot")


def utc_now() -> datetime:
    return datetime.now(UTC)


class App:
    """One process of SignalCraft.

    `now`, `jobs`, `outbox_tick` and `look_after` (seconds) are given by whoever plays with time or watches what is
    performed.
    """

    def __init__(
        self,
        settings: Settings,
        catalog: Catalog,
        *,
        now: Callable[[], datetime] = utc_now,
        jobs: Mapping[str, Job] = JOBS,
        outbox_tick: float = OUTBOX_TICK,
        look_after: float = LOOK_AFTER,
    ) -> None:
        self._settings = settings
        self._providers = providers(settings.access, catalog)
        self._half_there = half_there(settings.access, catalog)
        self._catalog = knowing(settings.access, catalog)
        self._now = now
        self._jobs = jobs
        self._outbox_tick = outbox_tick
        self._look_after = look_after
        self._closing = AsyncExitStack()
        self.web_port = 0
        self.pulse: Pulse
        self.reminding: Reminding
        self.homes: Homes
        self.telling: Telling
        self.ticket_watch: TicketWatch
        self._sockets: Sockets | None = None
        self._joining: Joining | None = None

    async def start(self) -> None:
        """Up to the first hello from Slack; while it does not answer, up to the pages, and the hello follows.

        Raises what Slack refuses with (SlackApiError), NotStarted, OSError or the database's own errors.
        """
        started = perf_counter()
        try:
            heard = await self._start()
        except BaseException:
            await self.stop()
            raise
        log.info("ready", ms=round((perf_counter() - started) * 1000), slack=heard)

    async def stop(self) -> None:
        """Finish what was taken, in the opposite order of starting; in under 5 seconds."""
        await self._closing.aclose()

    async def _start(self) -> bool:
        """Whether Slack is heard by now."""
        for provider in self._providers.values():
            self._closing.push_async_callback(provider.close)
        for sentence in (*self._catalog.slips, *self._half_there):
            log.warning(sentence)
        session = await self._closing.enter_async_context(self._http())
        # The outbox alone repeats, so the client must not.
        client = AsyncWebClient(
            self._settings.bot_token, base_url=self._settings.api_url, session=session, retry_handlers=[]
        )
        slack = Slack(client, session, self._limiter() if self._settings.limiter else NoLimiter())
        store = LoggedStore(self._settings.database_url, clock=self._now)
        self._closing.push_async_callback(store.close)
        asking = asyncio.create_task(identify(client))
        asking.add_done_callback(lambda asked: asked.cancelled() or asked.exception())  # it may be needed no more
        self._closing.callback(asking.cancel)
        await store.start()
        me = await who_we_are(store, asking)
        confirm = confirming(me, store=store, slack=slack, asking=asking, ask=lambda: identify(client))
        desk = self._desk(store, slack, me)
        worker = self._worker(desk)
        await look_again(store)
        await store.enqueue(EnsureDigestChannel(), dedupe_key=f"digest-channel:{self._catalog.digest_channel}")
        await want_groups(desk)
        joining = self._join(client, desk, confirm)
        await joining.settled(0 if slack.held else SOON)
        self._pages(store, slack, me)
        self._look_around(joining)
        self._clock(worker, desk)
        self._closing.callback(asyncio.create_task(warm_up(self._providers.values())).cancel)
        return await joining.settled()

    def _desk(self, store: Store, slack: Slack, me: Identity) -> Desk:
        desk = Desk(
            store,
            slack,
            self._catalog,
            self._now,
            me,
            self._providers,
            look=self._look,
            connected=self._connected,
            pages=self._settings.web_url,
            tickets=tickets(self._settings.access, self._catalog),
        )
        self.reminding = Reminding(desk)
        self.homes = Homes(desk)
        self.telling = Telling(desk)
        self.ticket_watch = TicketWatch(desk)
        self.pulse = Pulse(desk, lambda: self._heard().sockets)
        return desk

    def _join(self, client: AsyncWebClient, desk: Desk, confirm: Step) -> Joining:
        """Slack says who we are, then hello, and then what was missed is looked at."""
        steps = [confirm]
        if self._settings.sockets:
            sockets = self._sockets = self._ears(client, desk)
            steps += [sockets.open, self.pulse.beat]
        joining = self._joining = Joining(*steps)
        self._closing.push_async_callback(joining.stop)
        return joining

    def _limiter(self) -> Limiter:
        return Limiter(clock=lambda: self._now().timestamp())

    def _http(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession()

    def _worker(self, desk: Desk) -> Worker:
        worker = Worker(desk, self._jobs, name=f"{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(3)}")
        desk.store.ring = worker.ring
        running = asyncio.create_task(worker.run())

        async def stop() -> None:
            await worker.stop()
            running.cancel()

        self._closing.push_async_callback(stop)
        return worker

    def _ears(self, client: AsyncWebClient, desk: Desk) -> Sockets:
        store, slack, me = desk.store, desk.slack, desk.me
        bolt = LoggedApp.knowing(me, self._settings.api_url, client)
        guards.register(bolt, store, team_id=me.team_id)
        colleague = Colleagues(store, slack, me, self._now).must_be_one
        slash.register(
            bolt,
            store=store,
            catalog=self._catalog,
            client=client,
            now=self._now,
            colleague=colleague,
            pages=self._settings.web_url,
        )
        tools = Tools(
            store, self._catalog, client, self._now, slack.respond, colleague, pages=self._settings.web_url
        )
        listeners.register(bolt, tools)
        errors.register(bolt, slack, store)
        sockets = Sockets(bolt, self._settings.app_token)
        self._closing.push_async_callback(sockets.close)
        self._closing.push_async_callback(bolt.finished)
        self._closing.callback(sockets.deafen)
        return sockets

    def _pages(self, store: Store, slack: Slack, me: Identity) -> None:
        web = Web(self._settings.web_host, self._settings.web_port)
        self.web_port = web.port
        front = Front(
            store=store,
            catalog=self._catalog,
            now=self._now,
            url=self._settings.web_url or on_this_machine(web.port),
            team_id=me.team_id,
            team_url=me.team_url,
            heard=self._heard,
            slack=self._sign_in(),
            refresh=Colleagues(store, slack, me, self._now).refresh,
        )
        pages = web_app(front)
        web.start(pages, end_streams=pages.state.hub.close)
        self._closing.push_async_callback(web.stop)

    def _sign_in(self) -> SignInWithSlack | None:
        access = self._settings.access.sign_in
        if access is None:
            return None
        slack = SignInWithSlack(access, self._now)
        self._closing.push_async_callback(slack.close)
        return slack

    def _heard(self) -> Heard:
        heard = self._sockets.heard() if self._sockets else Heard(0, wanted=self._settings.sockets)
        joining = self._joining is not None and self._joining.away
        return replace(heard, away=heard.away or joining or self.pulse.away)

    def _connected(self) -> tuple[int | None, datetime | None]:
        heard = self._heard()
        hello_at = None if heard.hello_s is None else self._now() - timedelta(seconds=heard.hello_s)
        return heard.sockets if heard.wanted else None, hello_at

    async def _look(self) -> list[Finding]:
        """How we are doing ourselves, line by line."""
        return await preflight(self._settings, self._catalog, heard=self._heard)

    def _look_around(self, joining: Joining) -> None:
        """Some seconds after Slack has let us in: what is wrong is logged once, each with its mending."""

        async def look() -> None:
            await joining.joined()
            await asyncio.sleep(self._look_after)
            try:
                wrong = [finding for finding in await self._look() if not finding.fine]
            except Exception as error:  # a look that breaks off must cost nobody anything
                log.exception("the look at ourselves broke off", exc_info=error)
                return
            for finding in wrong:
                log.warning("to mend", about=finding.about, how=finding.said)

        looking = asyncio.create_task(look())
        self._closing.callback(looking.cancel)

    def _clock(self, worker: Worker, desk: Desk) -> None:
        ticks = (
            (worker.tick, self._outbox_tick),
            (self.pulse.tick, PULSE_TICK),
            (self.homes.tick, HOMES_TICK),
            (self.reminding.tick, REMINDERS_TICK),
            (self.telling.tick, WEEK_TICK),
            (self.ticket_watch.tick, TICKETS_TICK),
            (partial(hourly_groups, desk), HOURLY),
            (desk.store.sweep, HOURLY),
            (partial(see_to_older, desk), HOURLY),
            (partial(files_again, desk), HOURLY),
        )
        self._closing.push_async_callback(tick_away(ticks))
