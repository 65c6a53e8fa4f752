"""Reading the message that somebody picked from Slack's menu."""

from blocks.carried import carried
from blocks.reading import mentioned
from incidents.carried import Carried
from listeners.clicks import Body
from listeners.tools import Tools


async def picked(tools: Tools, body: Body) -> Carried:
    """The message of a message shortcut, with the names of those we know."""
    message = body["message"]
    people = {*mentioned(message.get("text") or ""), *filter(None, [message.get("user")])}
    known = {user_id: person.name for user_id, person in (await tools.store.people(people)).items()}
    return carried({"ts": body["message_ts"], **message}, body["channel"]["id"], known)
