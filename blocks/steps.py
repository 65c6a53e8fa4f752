"""Steps that were given up, in people's words: what could not be done, and why."""

from incidents.effects import EFFECTS

REASONS = {
    "restricted_action": "the workspace does not allow it",
    "missing_scope": "the Slack app lacks a permission",
    "not_allowed_token_type": "the Slack app lacks a permission",
    "too_many_pins": "the room has as many pins as Slack allows",
    "is_archived": "the channel is archived",
    "is_inactive": "the channel is archived",
    "not_in_channel": "SignalCraft is not in the channel",
    "channel_not_found": "Slack does not know the channel, or hides it from SignalCraft",
}
"""What people should read where Slack says a code. The code stays beside it, for an admin."""

HOLDS_UP = {
    "ratelimited": "Slack takes no more of these for a moment",
    "rate_limited": "Slack takes no more of these for a moment",
    "invalid_auth": "Slack does not let SignalCraft in",
    "not_authed": "Slack does not let SignalCraft in",
    "token_revoked": "Slack does not let SignalCraft in",
    "token_expired": "Slack does not let SignalCraft in",
    "account_inactive": "Slack does not let SignalCraft in",
}
"""The same of what is tried again by itself."""
NO_ANSWER = ("Error", "Timeout", "internal_error", "fatal_error", "service_unavailable", "request_timeout")


def step(kind: str) -> str:
    """What an effect does, as it follows “could not”; its own name for one that this version does not know."""
    return EFFECTS[kind].step if kind in EFFECTS else kind.replace("_", " ")


def given_up(kind: str, error: str) -> str:
    """`Could not pin the card: the workspace does not allow it (restricted_action)`, unescaped."""
    code, _, detail = error.partition(": ")
    why = error
    if code in REASONS:
        why = f"{REASONS[code]} ({error})"
    elif detail:  # a sentence of whoever refused
        why = f"{detail} ({code})"
    return f"Could not {step(kind)}: {why}" if why else f"Could not {step(kind)}"


def held_up(error: str) -> str:
    """Why something has to wait: `no answer (chat.postMessage: ClientConnectorError)`, unescaped."""
    code = error.rpartition(": ")[2]
    told = HOLDS_UP.get(code) or ("no answer" if code.endswith(NO_ANSWER) or code.startswith("HTTP 5") else "")
    return f"{told} ({error})" if told else error


def is_private(kind: str) -> bool:
    """Whether it concerns one person alone."""
    return kind in EFFECTS and EFFECTS[kind].private
