"""Addresses that strangers may have written."""

from urllib.parse import urlsplit


def web_address(url: str | None) -> str:
    """An address that a link may lead to; nothing else."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    return (url or "") if parts.scheme in ("http", "https") and parts.hostname else ""
