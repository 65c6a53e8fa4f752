"""The post-mortem of an incident in writing, with all that the store knows of it."""

import asyncio

import structlog

from jobs.desk import Order
from jobs.people import names_in
from reports.document import Document, document
from reports.postmortem import ending, markdown

log = structlog.get_logger("postmortem")


async def written_document(order: Order) -> tuple[str, str, str]:
    """The whole of it, the grade with which that of a drill ends, and what is wrong with the config's template."""
    found = await document_of(order)
    # Ten thousand entries take their time, and others are waiting.
    text, broken = await asyncio.to_thread(markdown, found, order.desk.catalog.writing.template)
    if broken:
        log.warning("the template of the config cannot be used: ours is", why=broken)
    return text, ending(found, text), broken


async def document_of(order: Order) -> Document:
    """All that is known for it."""
    incident, desk = order.incident, order.desk
    timeline = await desk.store.timeline(incident.id or 0)
    known = await names_in(desk, incident, timeline)
    updates = [*reversed(await desk.store.posted_updates(incident.id or 0))]
    return await asyncio.to_thread(
        document, incident, timeline, known, desk.catalog, now=desk.now(), updates=updates
    )
