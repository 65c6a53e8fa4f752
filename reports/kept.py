"""Files that were kept with messages, as documents tell of them: by where the pages show them."""

from collections.abc import Sequence

from incidents.kept_file import KeptFile
from incidents.timeline import TimelineEntry
from reports.markdown import literal

Message = tuple[object, ...]


def message(of: TimelineEntry | KeptFile) -> Message:
    """The message that something belongs to."""
    return of.incident_id, of.channel_id, of.message_ts


def by_message(files: Sequence[KeptFile]) -> dict[Message, list[KeptFile]]:
    """Those of each."""
    found: dict[Message, list[KeptFile]] = {}
    for file in files:
        found.setdefault(message(file), []).append(file)
    return found


def shown_in_line(file: KeptFile) -> str:
    """A picture where it stands; of another file its name. In Markdown."""
    return f" ![{literal(file.name)}]({address(file)})" if file.is_picture else f" (📎 {literal(file.name)})"


def address(file: KeptFile) -> str:
    """Where a page shows it."""
    return f"/incidents/{file.incident_id}/files/{file.id}"
