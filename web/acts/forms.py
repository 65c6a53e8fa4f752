"""The forms of an incident: what somebody may do with it as it stands, in groups."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from web.acts.field import Form
from web.acts.forms_facts import facts
from web.acts.forms_people import people, roles
from web.acts.forms_telling import telling, timeline
from web.acts.forms_work import bridge, ending, tasks
from web.acts.look import Look
from web.acts.table import BY_NAME


@dataclass(frozen=True, kw_only=True)
class Group:
    """Forms about one thing, behind one line that opens them."""

    name: str
    title: str
    forms: tuple[Form, ...]

    @property
    def is_open(self) -> bool:
        """Whether one of them comes back to whoever sent it."""
        return any(form.is_refused for form in self.forms)


MADE = {
    "telling": ("Tell people", telling),
    "timeline": ("Note and timeline", timeline),
    "facts": ("Status and facts", facts),
    "roles": ("Roles", roles),
    "tasks": ("Tasks", tasks),
    "bridge": ("Bridge", bridge),
    "people": ("People and room", people),
    "ending": ("End, reopen, merge", ending),
}


def groups(look: Look, refused: Form | None = None) -> list[Group]:
    """Those that this person may use now. The one that was `refused` is among them whatever has happened since."""
    found = []
    for name, (title, make) in MADE.items():
        forms = tuple(_with(make(look), look, refused))
        if forms:
            found.append(Group(name=name, title=title, forms=forms))
    if refused and not any(refused in group.forms for group in found):
        found.insert(0, Group(name="refused", title=refused.title, forms=(refused,)))
    return found


def form_of(look: Look, act: str, typed: Iterable[str]) -> Form | None:
    """The form of an act that this was typed into, where it is there at present."""
    every = (form for _, make in MADE.values() for form in make(look))
    return next((form for form in every if form.act == act and form.about in ("", *typed)), None)


def _with(forms: Iterator[Form], look: Look, refused: Form | None) -> Iterator[Form]:
    for form in forms:
        if refused and refused.name == form.name:
            yield refused
        elif look.allows(BY_NAME[form.act]):
            yield form
