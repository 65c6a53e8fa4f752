"""`/incident list [page]`: what is open, newest first."""

from blocks import answers
from commands.call import Call, Command, Reply
from incidents.refusal import Refusal


async def run(call: Call) -> Reply:
    page = _page(call.first)
    incidents, total = await call.store.incidents(
        seen_by=call.person, limit=answers.PAGE, offset=(page - 1) * answers.PAGE
    )
    return answers.incident_list(incidents, total, page, call.catalog)


def _page(word: str) -> int:
    if not word:
        return 1
    if not (word.isascii() and word.isdigit() and 0 < int(word) < 10**6):
        raise Refusal("`/incident list` shows the open incidents; a further page is a number: `/incident list 2`.")
    return int(word)


LIST = Command(word="list", usage="list [page]", does="the open incidents, newest first", run=run)
