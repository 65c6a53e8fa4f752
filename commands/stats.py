"""`/incident stats [30d] [service] [sev1]`: how fast we were lately, and what broke."""

import asyncio
import re

from blocks.insights import stats
from commands.call import Call, Command, Reply
from incidents.catalog import Catalog
from incidents.insights import MOST_DAYS, Asked, insights
from incidents.permissions import ANYBODY
from incidents.refusal import Refusal
from incidents.wording import cut

_DAYS = re.compile(r"(\d{1,4})(?:d|days?)?", re.IGNORECASE)


async def run(call: Call) -> Reply:
    asked = wanted(call.words, call.catalog)
    source = await call.store.figures_of(asked, seen_by=call.person, until=call.at)
    return stats(await asyncio.to_thread(insights, source), asked, call.catalog, url=call.pages)


def wanted(words: str, catalog: Catalog) -> Asked:
    """`90d checkout sev1` in any order; what is neither a number of days nor a severity is a service."""
    days, severity, rest = Asked().days, "", list[str]()
    for word in words.split():
        number, (keyed, _) = _DAYS.fullmatch(word), catalog.severity_first(word)
        if number:
            days = int(number[1])
        elif keyed:
            severity = keyed.key
        else:
            rest.append(word)
    if not 1 <= days <= MOST_DAYS:
        raise Refusal(f"Figures are of 1 to {MOST_DAYS} days: `/incident stats 90d`.")
    return Asked(days=days, severity=severity, service=_service(cut(" ".join(rest), 100), catalog))


def _service(words: str, catalog: Catalog) -> str:
    """As the config writes it; another one as it was typed."""
    return next((each.name for each in catalog.services if each.name.casefold() == words.casefold()), words)


STATS = Command(
    word="stats",
    usage="stats [30d] [service] [sev1]",
    does="how fast we acknowledge, tell and resolve lately, against the time before, and what broke",
    run=run,
    needs=ANYBODY,
)
