"""What people write stands on a page with its addresses as links and its code as code, and else as it is."""

import re

import pytest

from tests.web.conftest import SignIn
from tests.web.fast.doing import ADA, Acting
from web.as_written import as_written


def links(text: str) -> list[str]:
    return re.findall(r'<a href="([^"]*)" rel="noopener nofollow noreferrer">\1</a>', as_written(text))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("see https://example.com/a.", "https://example.com/a"),
        ("(https://example.com/a)", "https://example.com/a"),
        ("https://en.wikipedia.org/wiki/Fire_(alarm)", "https://en.wikipedia.org/wiki/Fire_(alarm)"),
        ("https://example.com/*_a_*?x=1&y=2#z", "https://example.com/*_a_*?x=1&amp;y=2#z"),
        ("\u201chttp://10.0.0.1:3000/d/[x]\u201d,", "http://10.0.0.1:3000/d/[x]"),
    ],
)
def test_an_address_is_a_link_and_is_not_altered(text: str, address: str) -> None:
    assert links(text) == [address]


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "ftp://example.com", "https://", "http://[", "a@example.com"]
)
def test_nothing_else_is_a_link(text: str) -> None:
    assert "<a" not in as_written(text)
    assert "<a" not in as_written("https://example.com/" + "x)" * 30_000)


def test_code_is_code_and_everything_else_of_markdown_is_literal() -> None:
    drawn = as_written("**b** `a<b` then\n```sh\ncurl https://example.com/<x>\n```\n# no _em_ `open")
    assert drawn == (
        "**b** <code>a&lt;b</code> then\n"
        '<code class="block">curl https://example.com/&lt;x&gt;</code>\n# no _em_ `open'
    )


def test_it_is_escaped_wherever_it_stands() -> None:
    drawn = as_written('https://example.com/"><script>`<b>` ```<i>``` </bdi>')
    assert set(re.findall(r"<(/?\w+)", drawn)) == {"a", "/a", "code", "/code"}


async def test_a_note_of_the_timeline_can_be_clicked_wherever_it_is_read(ended: Acting, signs_in: SignIn) -> None:
    address = "https://grafana.example.com/d/1?a=b&c=(d)"
    await ended("note", text=f"look at {address} and `df -h`")
    entry = (await ended.entries())[-1].id
    ada, link = await signs_in(ADA), f'<a href="{address.replace("&", "&amp;")}" rel="noopener'
    for page in ("", "/timeline", "/postmortem", f"/entries/{entry}"):
        shown = (await ada.get(f"/incidents/1{page}")).text
        assert link in shown, page
        assert "<code>df -h</code>" in shown, page
    within = re.findall(r"<a [^>]*>(.*?)</a>", (await ada.get("/incidents/1/entries")).text, re.DOTALL)
    assert not [each for each in within if "<a" in each]


async def test_the_clock_of_what_is_over_says_how_long_it_was(ended: Acting, signs_in: SignIn) -> None:
    page = (await (await signs_in(ADA)).get("/incidents/1")).text
    assert re.search(r'<p class="clock clock-ended"[^>]*data-until="[^"]+">0 s</p>', page)
