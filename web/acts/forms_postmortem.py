"""The forms on the page of a post-mortem: one for each part, and those that move it on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from incidents.lint import lint
from incidents.permissions import CHANGE, RESOLVE
from incidents.postmortem import DRAFT, PUBLISHED, RUNGS, SECTIONS, WAIVED, WHYS, Section, Why
from incidents.reviewing import reviewers_of, standing
from incidents.writing import LONGEST, MOST_RUNGS, ladder_of, mark_of, written_in
from web.acts.field import Field, Form, Options, choice, hidden, line, person, text, tick
from web.acts.look import Look
from web.acts.wanted_postmortem import KEYS

WRITE, LADDER = "postmortem-write", "postmortem-whys"
REVIEWERS = "Names with commas between them."
IN_MARKDOWN = "In Markdown: **bold**, [words](https://…), lists with -."
MINE = "Replace it with mine"
BLANK_IS_DRAFT = "Empty: as it was drafted."


@dataclass(frozen=True, kw_only=True)
class Refused:
    """What somebody typed into a form of this page, and why it was refused: of all (blank) or of a field.

    `overtaken`: since somebody else has saved the same part.
    """

    act: str
    typed: Mapping[str, list[str]]
    beside: Mapping[str, str]
    overtaken: bool = False

    def applied(self, form: Form) -> Form:
        """The form, with all that if it is the one."""
        if form.act != self.act or form.about not in ("", part_of(self.act, self.typed)):
            return form
        fields = {name: words for name, words in self.beside.items() if name}
        refused = form.refused(self.typed, self.beside.get("", ""), fields)
        return replace(refused, button=MINE, overtaken=True) if self.overtaken else refused


def part_of(act: str, typed: Mapping[str, list[str]]) -> str:
    """The part that a form of this page wrote, if it is one of those."""
    if act == LADDER:
        return WHYS
    section = typed.get("section", [""])[-1] if act == WRITE else ""
    return section if section in KEYS else ""


def part_forms(look: Look, offered: Options) -> dict[str, Form]:
    """By part, the form that writes it. `offered` are entries of the timeline that may show a why."""
    if CHANGE not in look.may or look.incident.resolved_at is None:
        return {}
    return {section.key: _section(look, section) for section in SECTIONS} | {WHYS: _ladder(look, offered)}


def _section(look: Look, section: Section) -> Form:
    words = text(
        "text",
        section.asks,
        written_in(look.incident, section.key),
        hint=f"{IN_MARKDOWN} {BLANK_IS_DRAFT}",
        longest=LONGEST,
        rows=8,
    )
    fields = (words, hidden("section", section.key), hidden("seen", mark_of(look.incident, section.key)))
    return Form(act=WRITE, title="", button="Save", fields=fields, about=section.key, preview=True)


def _ladder(look: Look, offered: Options) -> Form:
    rungs = [*ladder_of(look.incident)]
    count = min(MOST_RUNGS, max(RUNGS, len(rungs) + 1))
    rungs += [Why()] * (count - len(rungs))
    fields = [each for number, rung in enumerate(rungs, 1) for each in _rung(number, rung, offered)]
    return Form(
        act=LADDER,
        title="",
        button="Save",
        fields=(*fields, hidden("seen", mark_of(look.incident, WHYS))),
        preview=True,
    )


def _rung(number: int, rung: Why, offered: Options) -> Iterator[Field]:
    asks = "Why did it happen?" if number == 1 else f"Why {number}: and why was that?"
    longest = LONGEST // 10
    yield text(f"why-{number}", asks, rung.why, longest=longest, rows=2)
    yield text(f"evidence-{number}", f"Evidence for why {number}", rung.evidence, longest=longest, rows=2)
    if offered:
        nothing = (("", "no entry"),)
        yield choice(f"entry-{number}", f"Add an entry of the timeline to it ({number})", nothing + offered)


def moving_forms(look: Look) -> Iterator[Form]:
    """Who sees to it, who reads it, and how far it has come."""
    incident, written = look.incident, look.incident.postmortem
    state = standing(incident, look.catalog)
    if state is None:
        return
    if written and look.person in reviewers_of(incident) and not written.has_approved(look.person):
        yield Form(act="postmortem-approve", title="You are asked to read it", button="I agree with it")
    yield from (form for form, act in _offered(look, state) if act in look.may)


def _publishing(look: Look) -> Form:
    """Whoever publishes what lacks something says that they mean it."""
    lacks = len(lint(look.incident))
    things = "1 thing is" if lacks == 1 else f"{lacks} things are"
    anyway = tick("anyway", f"Publish it all the same: {things} lacking")
    return Form(act="postmortem-publish", title="", button="Publish", fields=(anyway,) if lacks else ())


def _offered(look: Look, state: str) -> Iterator[tuple[Form, str]]:
    """Each with what one must be allowed."""
    incident, written = look.incident, look.incident.postmortem
    if state not in (PUBLISHED, WAIVED):
        asked = ", ".join(look.named(each) for each in reviewers_of(incident))
        who = line("reviewers", "Reviewers", asked, required=True, hint=REVIEWERS)
        yield Form(act="postmortem-review", title="Ask for a review", button="Ask them", fields=(who,)), CHANGE
    if state != PUBLISHED:
        yield _publishing(look), RESOLVE
    to = person("Who", required=True, value="me", hint="me, or somebody’s name.")
    yield Form(act="postmortem-owner", title="Owner", button="Set owner", fields=(to,)), CHANGE
    if state not in (PUBLISHED, WAIVED):
        why = line("reason", "Why", required=True, longest=300)
        yield Form(act="postmortem-waive", title="Waive", button="Waive", fields=(why,)), RESOLVE
    if written and written.state != DRAFT:
        yield Form(act="postmortem-draft", title="", button="Back to draft"), CHANGE
