"""The documents of an incident, made from what is stored; the same for whoever may see it."""

from collections.abc import Sequence
from datetime import datetime

from incidents.catalog import Catalog
from incidents.grade import Told, grade
from reports.document import Document, document
from reports.pictures import Picture
from storage.postmortems import Material
from storage.store import Store
from storage.where import numbered


def document_of(material: Material, catalog: Catalog, *, now: datetime) -> Document:
    """The post-mortem, as data."""
    told = [Told(at=each.posted_at, next_at=each.next_update_at) for each in material.updates if each.posted_at]
    return document(
        material.incident,
        material.timeline,
        material.names,
        catalog,
        now=now,
        grade=grade(material.incident, told, catalog),
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
