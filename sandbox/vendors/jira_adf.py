"""The Atlassian Document Format, as strictly as Jira reads it."""

from typing import Any

INLINE = {"text", "hardBreak", "mention", "emoji"}
BLOCKS = {"paragraph", "heading", "bulletList", "orderedList", "codeBlock", "blockquote", "rule", "panel"}
HOLDS: dict[str, set[str]] = {
    "doc": BLOCKS,
    "paragraph": INLINE,
    "heading": INLINE,
    "bulletList": {"listItem"},
    "orderedList": {"listItem"},
    "listItem": {"paragraph", "bulletList", "orderedList", "codeBlock"},
    "codeBlock": {"text"},
    "blockquote": {"paragraph", "bulletList", "orderedList", "codeBlock"},
    "panel": {"paragraph", "heading", "bulletList", "orderedList"},
    "rule": set(),
    "hardBreak": set(),
}
NOT_EMPTY = {"bulletList", "orderedList", "listItem", "blockquote", "panel"}
MARKS = {"strong", "em", "strike", "code", "link", "underline", "subsup", "textColor"}


def sound(document: dict[str, Any]) -> bool:
    """Whether it is a document in which everything stands where it may."""
    return document.get("type") == "doc" and document.get("version") == 1 and _node(document)


def _node(node: Any) -> bool:
    if not isinstance(node, dict):
        return False
    kind, content = node.get("type"), node.get("content", [])
    if kind == "text":
        return _text(node)
    if kind not in HOLDS or not isinstance(content, list) or (kind in NOT_EMPTY and not content):
        return False
    if kind == "heading" and (node.get("attrs") or {}).get("level") not in range(1, 7):
        return False
    if kind == "codeBlock" and any(isinstance(each, dict) and each.get("marks") for each in content):
        return False
    return all(isinstance(each, dict) and each.get("type") in HOLDS[kind] and _node(each) for each in content)


def _text(node: dict[str, Any]) -> bool:
    """Some text, with marks that go together: code can only be a link besides."""
    text, marks = node.get("text"), node.get("marks", [])
    if not isinstance(text, str) or not text or not isinstance(marks, list):
        return False
    kinds = [each.get("type") if isinstance(each, dict) else None for each in marks]
    if len(set(kinds)) != len(kinds) or not set(kinds) <= MARKS:
        return False
    if "code" in kinds and set(kinds) - {"code", "link"}:
        return False
    links = [each for each in marks if each.get("type") == "link"]
    return all(isinstance((each.get("attrs") or {}).get("href"), str) for each in links)
