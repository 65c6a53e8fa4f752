"""What an envelope is called in the journal, and which channel it is about."""

from sandbox.workspace.nouns import Json

WORDS = ("callback_id", "action_id")


def name_of(kind: str, payload: Json) -> str:
    """Such as `slash_commands /incident`, `events_api message.message_changed`, `interactive block_actions go`."""
    if kind == "slash_commands":
        return f"{kind} {payload.get('command')}"
    if kind == "events_api":
        event = payload["event"]
        return f"{kind} {'.'.join(str(event[key]) for key in ('type', 'subtype') if event.get(key))}"
    return " ".join(str(part) for part in (kind, payload.get("type"), _what(payload)) if part)


def _what(payload: Json) -> str:
    holders = (payload, *(payload.get("actions") or ()), payload.get("view") or {})
    return next((str(each[word]) for word in WORDS for each in holders if each.get(word)), "")


def channel_of(payload: Json) -> str | None:
    event = payload.get("event") or {}
    holders = (payload, event, event.get("item"), payload.get("container"))
    for holder in holders:
        for key in ("channel_id", "channel"):
            found = holder.get(key) if isinstance(holder, dict) else None
            found = found.get("id") if isinstance(found, dict) else found
            if isinstance(found, str) and found:
                return found
    return None
