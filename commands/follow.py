"""`/incident follow [all|sev1] [service] [@group]`: be invited to war rooms as they open."""

from dataclasses import dataclass

from blocks import answers
from blocks.reading import grouped, mentioned, without_codes
from blocks.text import escape, group
from commands.call import Call, Command, Reply
from incidents.follower import Follower
from incidents.permissions import ANYBODY
from incidents.refusal import Refusal

HOW = (
    "`/incident follow all`, `/incident follow sev1` (and worse), `/incident follow sev2 checkout` (a service), "
    "and `@group` behind it for a user group; `/incident unfollow` with the same words takes it back."
)


@dataclass(frozen=True)
class Asked:
    """Who (Slack ids) follows what; blank means all."""

    who: tuple[str, ...]
    severity: str
    service: str

    def spoken(self) -> str:
        """`sev2 and worse in Checkout`, mrkdwn."""
        bad = f"*{escape(self.severity)}* and worse" if self.severity else "every severity"
        return f"{bad} in *{escape(self.service)}*" if self.service else bad


async def run(call: Call) -> Reply:
    if not call.words.strip():
        return await _shown(call)
    asked = parse(call)
    await call.store.follow([_follower(call, asked, who) for who in asked.who], once=call.once)
    return answers.sentence(f"{spoken_who(call, asked)} invited to new war rooms of {asked.spoken()}.")


def _follower(call: Call, asked: Asked, who: str) -> Follower:
    return Follower(
        slack_id=who, severity=asked.severity, service=asked.service, added_by=call.person, added_at=call.at
    )


def parse(call: Call) -> Asked:
    """Who and what is meant, or a refusal that says how it is written."""
    if mentioned(call.words):
        raise Refusal(f"People follow for themselves; for several name a user group. {HOW}")
    words = without_codes(call.words).split()
    if words and words[0].casefold() == "all":
        words = words[1:]
    severity = ""
    if words and any(words[0].casefold() in (s.key, s.name.casefold()) for s in call.catalog.severities):
        severity = call.catalog.severity(words.pop(0)).key
    service = call.catalog.service(" ".join(words)) if words else None
    if words and service is None:
        raise Refusal(f"“{' '.join(words)[:40]}” is neither a severity nor a service. {HOW}")
    return Asked(tuple(grouped(call.words)) or (call.person,), severity, service.name if service else "")


def spoken_who(call: Call, asked: Asked) -> str:
    """`You are`, or the groups by name."""
    return "You are" if asked.who == (call.person,) else f"{', '.join(map(group, asked.who))} will be"


async def _shown(call: Call) -> Reply:
    found = await call.store.followers(call.person)
    named = [each for each in call.catalog.followers if each.slack_id == call.person]
    if not (found or named):
        return answers.sentence(f"You follow nothing yet. {HOW}")
    lines = [f"• {Asked((), each.severity, each.service).spoken()}" for each in found]
    lines += [f"• {Asked((), each.severity, each.service).spoken()}, by the config" for each in named]
    return answers.sentence("\n".join(["You are invited to new war rooms of", *lines, HOW]))


FOLLOW = Command(
    word="follow",
    usage="follow [all|sev1] [service] [@group]",
    does="be invited to new war rooms, by severity and service; alone shows what you follow",
    run=run,
    needs=ANYBODY,
)
