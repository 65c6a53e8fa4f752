"""What can be done to the links above a channel."""

from sandbox.workspace import ids
from sandbox.workspace.nouns import Channel, Json, User
from sandbox.workspace.space import Workspace


def add(
    space: Workspace, channel: Channel, by: User, title: str, link: str, emoji: str = "", app_id: str | None = None
) -> Json:
    made: Json = {
        "id": ids.fresh("Bk"), "channel_id": channel.id, "title": title, "link": link, "emoji": emoji,
        "icon_url": "", "type": "link", "entity_id": None, "date_created": int(space.clock.now()),
        "date_updated": 0, "rank": "g", "last_updated_by_user_id": by.id, "last_updated_by_team_id": by.team,
        "shortcut_id": None, "app_id": app_id,
    }  # fmt: skip
    channel.bookmarks.append(made)
    space.state_changed()
    return made


def find(channel: Channel, bookmark_id: str) -> Json | None:
    return next((each for each in channel.bookmarks if each["id"] == bookmark_id), None)


def remove(space: Workspace, channel: Channel, bookmark: Json) -> None:
    channel.bookmarks.remove(bookmark)
    space.state_changed()
