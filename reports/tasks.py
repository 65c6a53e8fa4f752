"""A task in writing."""

from collections.abc import Mapping
from datetime import datetime

from incidents.task import Task
from incidents.wording import cut, stamp
from reports.markdown import link, literal


def task_line(task: Task, names: Mapping[str, str], now: datetime, *, longest: int | None = None) -> str:
    """`Restart db1 (Grace, due 2026-03-02 14:30 UTC, overdue)`, in Markdown; cut after `longest` characters."""
    words = literal(cut(task.words, longest) if longest else task.words)
    facts = [literal(names.get(task.assignee_id, task.assignee_id)) if task.assignee_id else "nobody yet"]
    if task.due_at and not task.done_at:
        facts.append(f"due {stamp(task.due_at)}{', overdue' if task.overdue(now) else ''}")
    if task.has_ticket:
        status = f" {literal(task.ticket_status)}" if task.ticket_status else ""
        facts.append(link(task.ticket_key or "", task.ticket_url or "") + status)
    if task.permalink:
        facts.append(link("message", task.permalink))
    return f"{words} ({', '.join(facts)})"
