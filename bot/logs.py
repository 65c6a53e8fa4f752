"""Logs: one line per command, click, event and effect, for people or for machines; never a secret."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_SECRET = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+|wss?://[^\s\"']+|(?<=ticket=)[\w-]+|(?<=zak=)[^\s\"'&]+|(?<=Bearer )[^\s\"']+"
    r"|https?://[^\s\"']*(?:/commands/|/actions/|/response|/upload)[^\s\"']*"
)

Event = MutableMapping[str, Any]


def configure(style: str, level: str) -> None:
    """Send structlog and the libraries' own logging the same way, to standard error. `style`: console or json."""
    number = logging.getLevelNamesMapping()[level.upper()]
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        without_secrets,
    ]
    last: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[*shared, last],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    formatter = structlog.stdlib.ProcessorFormatter(processors=[_plain, last], foreign_pre_chain=shared)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    logging.basicConfig(handlers=[handler], level=max(number, logging.WARNING), force=True)


def without_secrets(logger: Any, method: str, event: Event) -> Event:
    """Tokens and response URLs are blacked out wherever they turn up, also inside a traceback."""
    return {name: _SECRET.sub("[secret]", v) if isinstance(v, str) else v for name, v in event.items()}


def _plain(logger: Any, method: str, event: Event) -> Event:
    return structlog.stdlib.ProcessorFormatter.remove_processors_meta(logger, method, event)
