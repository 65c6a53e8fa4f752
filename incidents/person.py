"""A person as the workspace knows them."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from incidents.columns import UTCDateTime
from incidents.refusal import Refusal


class Person(SQLModel, table=True):
    """Somebody in the workspace; `id` is their Slack id (the seed's User). Kept in step by `user_change`."""

    __tablename__ = "person"

    id: str = Field(primary_key=True)
    team_id: str | None = None
    name: str
    email: str | None = None
    tz: str | None = None
    phone: str | None = None
    deleted: bool = False
    is_bot: bool = False
    is_admin: bool = False
    """Of the workspace, or its owner."""
    updated_at: datetime = Field(sa_type=UTCDateTime)


def unfit(person: Person, team_id: str) -> str:
    """Why somebody cannot have a part, nothing where they can; `team_id` is our workspace."""
    if person.deleted:
        return "That account is deactivated"
    if person.is_bot:
        return "That is an app and no person"
    return "They are of another workspace than this one" if is_stranger(person, team_id) else ""


def is_stranger(person: Person, team_id: str) -> bool:
    """Whether they are of another workspace (Slack Connect), as far as Slack says."""
    return person.team_id not in (None, team_id)


def must_be_colleague(person: Person, team_id: str, *, field: str | None = None) -> None:
    """Whoever is given a part has to be able to play it."""
    wrong = unfit(person, team_id)
    if wrong:
        raise Refusal(f"{wrong}, so nothing was changed. Name somebody else.", field=field)
