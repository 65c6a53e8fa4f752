"""Working on the bot's database from the command line, with a sentence for everything that keeps us from it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from bot.config_error import ConfigError
from bot.settings import database_url
from cli.running import FAILED, MISCONFIGURED, complain, database_trouble, no_database
from incidents.refusal import Refusal
from storage.migrations import SchemaTooNew, present
from storage.store import Store

Work = Callable[[Store], Awaitable[int]]
"""Gives the exit code."""


def with_store(environ: Mapping[str, str], nothing: str, work: Work) -> int:
    """Do it with the store of a bot that has run here. `nothing`: what has not come of it, should it fail."""
    try:
        url = database_url(environ)
        if present(url) is None:
            return complain([f"{nothing}: {no_database(url)}"])
        return asyncio.run(_opened(url, work))
    except ConfigError as error:
        return complain(error.sentences, MISCONFIGURED)
    except Refusal as refusal:
        return complain([f"{nothing}. {refusal.sentence}"])
    except SchemaTooNew as error:
        return complain([f"{nothing}: {error}. Install a newer version of SignalCraft."], FAILED)
    except SQLAlchemyError as error:
        return complain([f"{nothing}. {database_trouble(error)}"], FAILED)


async def _opened(url: str, work: Work) -> int:
    store = Store(url, clock=lambda: datetime.now(UTC))
    try:
        await store.start()
        return await work(store)
    finally:
        await store.close()
