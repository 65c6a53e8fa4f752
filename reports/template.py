"""Templates of documents: Jinja, in a sandbox, where everything that is not Markdown is made literal."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from incidents.wording import spoken, stamp
from reports.markdown import Markdown, link, literal
from reports.parts import Moment, Part, Term
from reports.written import begins_plainly


class BrokenTemplate(Exception):
    """The template cannot be used: which line, and why."""


def rendered(template: str, known: Mapping[str, Any]) -> str:
    """The template with these variables. Raises BrokenTemplate."""
    try:
        return _compiled(template).render(known).strip() + "\n"
    except Exception as error:  # whatever somebody wrote into a template may go wrong in any way
        raise BrokenTemplate(_told(error)) from error


def _told(error: Exception) -> str:
    line = error.lineno if isinstance(error, TemplateSyntaxError) else _line_of(error)
    reason = " ".join(str(error).split()) or type(error).__name__
    return f"line {line}: {reason}" if line else reason


def _line_of(error: Exception) -> int | None:
    """The line of the template in which it went wrong: Jinja lets the traceback tell it."""
    line, trace = None, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename in ("<template>", "<unknown>"):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


@lru_cache(maxsize=4)
def _compiled(template: str) -> Template:
    return _environment().from_string(template)


class _Environment(ImmutableSandboxedEnvironment):
    """What a macro or a block puts together is Markdown already, and is not made literal once more."""

    concat = staticmethod(lambda parts: Markdown("".join(parts)))


@lru_cache(maxsize=1)
def _environment() -> _Environment:
    made = _Environment(trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, finalize=_as_markdown)
    made.filters |= FILTERS
    return made


def _as_markdown(value: Any) -> str:
    """Nothing for None; a text, unless it is Markdown already, as a reader of Markdown shows just that."""
    if value is None:
        return ""
    return value if isinstance(value, Markdown) else literal(str(value))


def _spoken(value: timedelta | None) -> str:
    return "" if value is None else spoken(value)


def _stamp(value: datetime | None) -> str:
    return "" if value is None else stamp(value)


def _after(value: datetime | None, before: datetime) -> str:
    """A moment behind an earlier one: its day only where that is another."""
    return f"{value:%H:%M}" if value and value.date() == before.date() else _stamp(value)


@pass_context
def _time(context: Context, value: datetime) -> Markdown:
    """The time of an entry, with its day where the incident spans days."""
    return Markdown(value.strftime(context["time_form"]))


def _day(value: datetime | None) -> str:
    return "" if value is None else f"{value:%Y-%m-%d}"


@pass_context
def _when(context: Context, moment: Moment) -> Markdown:
    """The same, as a link to where it was said."""
    return Markdown(link(_time(context, moment.at), moment.link))


@pass_context
def _holders(context: Context, part: Part) -> Markdown:
    """`Ada`, where nobody else held it and she did to the end; else who did from when until when."""
    if part.alone:
        return Markdown(literal(part.terms[-1].name))
    return Markdown(", ".join(f"{literal(term.name)} {_term(term, context['term_form'])}" for term in part.terms))


def _term(term: Term, form: str) -> str:
    since = term.since.strftime(form)
    return f"{since}–{term.until.strftime(form)}" if term.until else f"from {since}"


def indented(value: Markdown, by: int = 2) -> Markdown:
    """Its further lines so many blanks to the right, so that they belong to the item of a list.

    What cannot go on behind the first words of the item begins below them.
    """
    first, *rest = (value if begins_plainly(value) else f"\n\n{value}").split("\n")
    return Markdown("\n".join([first, *(" " * by + line if line else line for line in rest)]))


def _join(values: Iterable[Any], by: str = "") -> Markdown:
    return Markdown(by.join(_as_markdown(value) for value in values))


FILTERS: dict[str, Any] = {
    "spoken": _spoken,
    "stamp": _stamp,
    "after": _after,
    "day": _day,
    "time": _time,
    "when": _when,
    "holders": _holders,
    "indented": indented,
    "join": _join,
}
"""By name, besides Jinja's own (docs/postmortem.md)."""
