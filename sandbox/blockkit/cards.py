"""Alerts, cards, carousels of cards, and the cards and plans that show an assistant's tasks."""

from typing import Any

from sandbox.blockkit import limits
from sandbox.blockkit.buttons import BUTTON
from sandbox.blockkit.pictures import IMAGE_KIND
from sandbox.blockkit.rich_text import RICH_TEXT_KIND
from sandbox.blockkit.rules import at_least_one, numbered, refuse_repeated
from sandbox.blockkit.schema import Check, both, choice, kinds, listed, record, say, string
from sandbox.blockkit.texts import ID, URL, mrkdwn, text

ALERT = record(
    {
        "block_id": ID,
        "text": text(limits.ALERT),
        "level": choice("default", "info", "warning", "error", "success"),
    },
    "text",
)


def actions_differ(card: Any, at: str, problems: list[str]) -> None:
    refuse_repeated("action_id", numbered(card.get("actions", []), f"{at}/actions"), problems)


CARD = both(
    record(
        {
            "block_id": ID,
            "hero_image": kinds(IMAGE_KIND),
            "icon": kinds(IMAGE_KIND),
            "title": mrkdwn(limits.CARD_TITLE),
            "subtitle": mrkdwn(limits.CARD_TITLE),
            "body": mrkdwn(limits.CARD_BODY),
            "actions": listed(kinds({"button": BUTTON}), limits.CARD_ACTIONS),
        }
    ),
    at_least_one("hero_image", "title", "actions", "body"),
    actions_differ,
)
CAROUSEL = record({"block_id": ID, "elements": listed(kinds({"card": CARD}), limits.CARDS)}, "elements")

SOURCE = kinds({"url": record({"url": URL, "text": string()}, "url", "text")})
TASK_FIELDS: dict[str, Check] = {
    "task_id": string(),
    "title": string(),
    "details": kinds(RICH_TEXT_KIND),
    "output": kinds(RICH_TEXT_KIND),
    "sources": listed(SOURCE),
    "status": choice("pending", "in_progress", "complete", "error"),
}
TASK_NEEDS = ("task_id", "title", "status")


def not_pending(task: Any, at: str, problems: list[str]) -> None:
    """Only a task of a plan can wait for its turn."""
    if task["status"] == "pending":
        say(problems, "must be a valid enum value", f"{at}/status")


def tasks_differ(plan: Any, at: str, problems: list[str]) -> None:
    refuse_repeated("task_id", numbered(plan.get("tasks", []), f"{at}/tasks"), problems)


TASK_CARD = both(record(TASK_FIELDS | {"block_id": ID}, *TASK_NEEDS), not_pending)
PLANNED = record(TASK_FIELDS | {"type": choice("task_card"), "block_id": ID}, *TASK_NEEDS)
PLAN = both(
    record({"block_id": ID, "title": string(), "tasks": listed(PLANNED, limits.TASKS)}, "title"), tasks_differ
)
