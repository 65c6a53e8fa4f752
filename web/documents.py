"""The documents of an incident, made from what is stored; the same for whoever may see it."""

from collections.abc import Sequence
from datetime import datetime

from incidents.catalog import Catalog
from incidents.grade import Told, grade
from reports.document import Document, document
from reports.pictures import Picture
from storage.postmortems import Material
from storage.store import Store


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
    )


async def pictures_of(store: Store, number: int) -> Sequence[Picture]:
    """Those that were kept of an incident."""
    return ()
