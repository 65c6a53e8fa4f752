"""Acts on the bridge: start a meeting, move to an address, end it."""

from incidents.bridge import ask_bridge, bridge_url, end_bridge, set_bridge
from incidents.catalog import PROVIDERS
from incidents.incident import Incident
from incidents.permissions import CHANGE
from incidents.refusal import Refusal
from storage.store import Changed
from web.acts import wanted as w
from web.acts.doing import Act, Doing


async def _ask(doing: Doing, wanted: w.Meeting) -> Changed:
    word, catalog = wanted.provider.strip().casefold(), doing.catalog
    if word and word not in catalog.providers:
        raise Refusal(
            f"{PROVIDERS.get(word, 'That')} is not set up here, so nothing was changed.", field="provider"
        )

    def ways(incident: Incident) -> tuple[str, ...]:
        return (word,) if word else catalog.bridges_to_ask(incident.services, incident.declared_by)

    return await doing.change(lambda i: ask_bridge(i, ways(i), by=doing.person, at=doing.at))


async def _move(doing: Doing, wanted: w.Address) -> Changed:
    url = bridge_url(wanted.url)
    return await doing.change(lambda i: set_bridge(i, url, by=doing.person, at=doing.at))


async def _end(doing: Doing, wanted: w.Nothing) -> Changed:
    return await doing.change(lambda i: end_bridge(i, by=doing.person, at=doing.at))


BRIDGE = (
    Act(
        name="bridge",
        needs=CHANGE,
        does="starts a meeting",
        wants=w.Meeting,
        run=_ask,
        said=lambda i: (
            f"The bridge is {i.conference_url}." if i.conference_url else "The bridge is being started."
        ),
    ),
    Act(
        name="bridge-url",
        needs=CHANGE,
        does="moves the bridge to an address",
        wants=w.Address,
        run=_move,
        said=lambda i: f"The bridge is {i.conference_url}.",
    ),
    Act(
        name="bridge-end",
        needs=CHANGE,
        does="takes the bridge away",
        wants=w.Nothing,
        run=_end,
        said=lambda i: "The bridge has ended.",
    ),
)
