"""The documents of an incident, made from what is stored; the same for whoever may see it."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from incidents.catalog import Catalog
from reports.document import Document, document
from reports.pictures import Picture
from storage.postmortems import Material
from storage.store import Store
from storage.where import numbered


async def document_of(material: Material, catalog: Catalog, *, now: datetime) -> Document:
    """The post-mortem, as data. Ten thousand entries take their time, and others are waiting."""
    return await asyncio.to_thread(
        document,
        material.incident,
        material.timeline,
        material.names,
        catalog,
        now=now,
        updates=material.updates,
        files=material.files,
    )


async def pictures_of(store: Store, material: Material) -> Sequence[Picture]:
    """Those of its timeline."""
    found = []
    for file in (each for each in material.files if each.is_picture):
        held = await store.file(numbered(file.incident_id, seen_by=None), file.id or 0)
        if held:
            kept, data = held
            picture = Picture(
                incident=kept.incident_id, id=kept.id or 0, name=kept.name, kind=kept.media_type, data=data
            )
            found.append(picture)
    return found
