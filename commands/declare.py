"""`/incident declare [--private] [--drill] [sev1] [title]`: with a title at once, without one through a form."""

import json
import re
from difflib import get_close_matches

from blocks import answers, ids, rooms
from blocks.forms import declare_form
from commands.call import Call, Command, Reply
from incidents import permissions
from incidents.catalog import Catalog
from incidents.declare import declare
from incidents.refusal import Refusal
from incidents.visible import SECRECY
from incidents.wording import cut
from storage.where import NEW

FLAG = r"""(?<!\S)["'“”]?(?:--?|—|–)%s["'“”]?[.,:;!]?(?!\S)"""
SECRET = re.compile(FLAG % "privat[a-z]*", re.IGNORECASE)
EXERCISE = re.compile(FLAG % "drills?", re.IGNORECASE)
"""Wherever they stand: what somebody wants private must not become public by the order of words, or by a slip.

Phones make one long dash of two. What became private by mistake can be told of; the other way nothing is untold.
"""
UNKNOWN = re.compile(r"""(?<!\S)["'“”]?(?:--|—|–)(?=[^\W\d_])(\S+)""")
"""Any other word behind two dashes, or the long one that phones make of them."""


async def run(call: Call) -> Reply:
    words, secret = SECRET.subn("", call.words)
    words, exercise = EXERCISE.subn("", words)
    private, drill = secret > 0, exercise > 0
    severity, title = call.catalog.severity_first(words)
    said = ["--private"] * private + ["--drill"] * drill + ([severity.key] if severity else [])
    _must_know_flags(call.catalog, title, before=said)
    key = severity.key if severity else call.catalog.default_severity
    if not title.strip():
        return await _form(call, severity=key, private=private, drill=drill)
    changed = await call.store.change(
        NEW,
        lambda incident: declare(
            incident,
            call.catalog,
            title=title,
            severity=key,
            by=call.person,
            at=call.at,
            private=private,
            drill=drill,
            response_url=call.response_url,
        ),
        once=call.once,
    )
    return rooms.declaring(changed.incident)


def _must_know_flags(catalog: Catalog, title: str, *, before: list[str]) -> None:
    """A flag that nobody knows may have meant what cannot be undone, such as a private room: so it is asked."""
    flag = UNKNOWN.search(title)
    if flag is None:
        return
    word = flag.group(1).rstrip("\"'“”.,:;!")
    severity, _ = catalog.severity_first(word)
    near = get_close_matches(word.casefold(), (*SECRECY, ids.DRILL), n=1)
    flags = ["--drill" if each == ids.DRILL else "--private" for each in near]
    meant = [severity.key] if severity else flags
    rest = [title[: flag.start()].strip(), title[flag.end() :].strip()]
    again = " ".join(filter(None, ("/incident declare", *sorted({*before, *meant}), *rest)))
    raise Refusal(
        f"Nothing was declared, for there is no flag “--{cut(word, 40)}”. There are `--private` and `--drill`; a "
        "severity stands first, without dashes; words of a title have none either. Did you mean "
        f"`{cut(again, 300)}`?"
    )


async def _form(call: Call, *, severity: str, private: bool, drill: bool) -> Reply:
    metadata = json.dumps({"response_url": call.response_url})
    if await call.open_form(declare_form(call.catalog, metadata, severity=severity, private=private, drill=drill)):
        return None
    value = " ".join([ids.PRIVATE] * private + [ids.DRILL] * drill) or "open"
    return answers.open_form_again(ids.OPEN_DECLARE, value)


DECLARE = Command(
    word="declare",
    usage="declare [--private] [--drill] [sev1] [title]",
    does="opens a war room; without a title a form asks; a private one is known only to those in its room; "
    "a drill is an exercise",
    run=run,
    needs=permissions.DECLARE,
)
