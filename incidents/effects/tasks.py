"""Tasks: their one list in the room, and the messages that some of them were made of."""

from dataclasses import dataclass
from typing import ClassVar

from incidents.change import Effect


@dataclass(frozen=True, kw_only=True)
class RefreshTasks(Effect):
    """Post the list of tasks, or bring it in step. There is none before there is a first task."""

    kind: ClassVar[str] = "refresh_tasks"
    lane: ClassVar[str] = "tasks"
    step: ClassVar[str] = "bring the tasks in step"
    living: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class FileTicket(Effect):
    """Make a ticket of a task (its number) in the tracker, once."""

    kind: ClassVar[str] = "file_ticket"
    lane: ClassVar[str] = "jira"
    step: ClassVar[str] = "file a ticket"
    task: int = 0

    def in_lane(self) -> str:
        return f"{self.lane}/A{self.task}"


@dataclass(frozen=True, kw_only=True)
class LinkTicket(Effect):
    """Let the ticket of a task (its number) lead back to the incident, among its links."""

    kind: ClassVar[str] = "link_ticket"
    lane: ClassVar[str] = "jira"
    step: ClassVar[str] = "link a ticket with the incident"
    task: int = 0

    def in_lane(self) -> str:
        return f"{self.lane}/A{self.task}"


@dataclass(frozen=True, kw_only=True)
class FetchTask(Effect):
    """Fetch the permalink of the message that a task was made of, and its text where nobody has given that.

    `marked_by`: whose reaction asks for it, to be left alone where they are of another workspace.
    """

    kind: ClassVar[str] = "fetch_task"
    lane: ClassVar[str] = "task_messages"
    step: ClassVar[str] = "read the message of a task"
    channel_id: str = ""
    message_ts: str = ""
    marked_by: str = ""

    def in_lane(self) -> str:
        return f"{self.lane}/{self.message_ts}"
