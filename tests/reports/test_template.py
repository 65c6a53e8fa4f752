"""Templates of one's own: documented variables, and a broken one says where and why."""

import re
from pathlib import Path

import pytest

from incidents.postmortem import Why
from incidents.writing import write_section, write_whys
from reports.document import document
from reports.postmortem import markdown, variables
from reports.template import FILTERS
from tests.reports.test_postmortem import NAMES, pinned, resolved
from tests.rules.given import ADA, CATALOG, later, wrote


def rendered(template: str, **known: object) -> tuple[str, str]:
    found = resolved(**known)
    write_section(found, "summary", "For **12 min**\n# nobody", by=ADA, at=later(90))
    write_whys(found, [Why(why="A *loop*", evidence="https://x.example/1\nsee `x`")], by=ADA, at=later(90))
    lines = [wrote("declared it", kind="declared"), pinned("a <b>")]
    return markdown(document(found, lines, NAMES, CATALOG, now=later(120)), template)


def test_a_template_shows_what_it_wants_and_strangers_words_stay_literal():
    text, broken = rendered(
        "{{ ref }} {{ title }}\n{{ summary }}\n{% for rung in whys if rung.why %}{{ rung.why }}: "
        "{{ rung.evidence | join('; ') }}\n{% endfor %}"
        "{% for m in timeline if m.pinned %}{{ m.who }}: {{ m.text }}\n{% endfor %}"
        "{{ duration | spoken }} {{ began_at | stamp }}",
        title="*bold* <b>",
    )
    assert broken == ""
    assert text == (
        "INC-42 \\*bold\\* \\<b\\>\nFor **12 min**\n### nobody\n"
        "A *loop*: [x.example/1](https://x.example/1); see `x`\nAda: a \\<b\\>\n1 h 3 min\n"
    )


@pytest.mark.parametrize(
    ("template", "why"),
    [
        ("# {{ ref }}\n\n{% if title %}\n", "line 3: Unexpected end of template"),
        ("{{ ref }}\n{{ titel }}", "line 2: 'titel' is undefined"),
        ("\n\n{{ title.nothing }}", "line 3: "),
        ("{{ duration | speak }}", "line 1: No filter named 'speak'"),
        ("{{ 1 / 0 }}", "line 1: division by zero"),
        ("x\n{{ title.__class__.__mro__ }}", "line 2: access to attribute '__class__'"),
        ("{% for n in range(10 ** 9) %}x{% endfor %}", "line 1: Range too big"),
        ("{% include 'other.md' %}", "line 1: no loader for this environment specified"),
    ],
)
def test_a_broken_template_says_line_and_reason_and_ours_is_used(template: str, why: str) -> None:
    text, broken = rendered(template)
    assert broken.startswith(why)
    assert text == rendered("")[0]
    assert text.startswith("# Post-mortem INC-42")


def test_the_ladder_and_the_sections_stand_in_the_document():
    text, _ = rendered("")
    assert (
        "1. **Why?** A *loop*\n   - Evidence: [x.example/1](https://x.example/1)\n   - Evidence: see `x`\n" in text
    )
    assert "2. **Why?**" not in text
    assert "## Summary\n\nFor **12 min**\n### nobody\n\n**What fixed it:**" in text


def test_every_variable_and_filter_is_documented_and_nothing_else():
    page = (Path(__file__).parents[2] / "docs" / "postmortem.md").read_text(encoding="utf-8")
    tables = page[page.index("| Variable | Is |") :]
    rows = [line.split(" | ")[0] for line in tables.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    known = variables(document(resolved(), [], NAMES, CATALOG, now=later(120)))
    assert named == known.keys() | FILTERS.keys()


def test_what_a_macro_or_a_block_puts_together_is_made_literal_once():
    own = "{% macro bold(words) %}**{{ words }}**{% endmacro %}{% set kept %}{{ title }}{% endset %}"
    text, broken = rendered(own + "{{ bold(title) }} {{ kept }}", title="a*b")
    assert (text, broken) == ("**a\\*b** a\\*b\n", "")
