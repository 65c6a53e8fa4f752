"""What `docs/messages.md` shows is what is sent, and it shows all of it."""

import pytest

from blocks.message import Message
from tests.blocks import drawing
from tests.blocks.every import MESSAGES, VIEWS
from tests.blocks.given import NORMAL
from tests.blocks.page import NAMES, PAGE, WITH, written
from tests.blocks.sent import CHAPTERS
from tests.blocks.test_limits import built

INCIDENTS = [make() for make in WITH.values()]
SHOWN = [sent for chapter in CHAPTERS.values() for sent in chapter]


def test_the_page_is_up_to_date() -> None:
    said = PAGE.read_text(encoding="utf-8")
    assert said == written(CHAPTERS), "run: python -m tests.blocks.page"


def test_every_message_and_form_is_on_the_page() -> None:
    missing = built() - {sent.name.split(",")[0] for sent in SHOWN}
    assert missing == set(), "tests/blocks/sent.py wants a line for each, then run: python -m tests.blocks.page"


def test_nothing_is_shown_twice_and_everything_says_who_reads_it_and_when() -> None:
    assert len({(sent.name, sent.state) for sent in SHOWN}) == len(SHOWN)
    assert [sent.name for sent in SHOWN if not (sent.to and sent.when)] == []


@pytest.mark.parametrize("name", [*MESSAGES, *VIEWS])
def test_all_that_is_sent_can_be_drawn(name: str) -> None:
    """Every state there is, so that none of its words is lost on the page."""
    for incident in INCIDENTS:
        made = (MESSAGES | VIEWS)[name](incident, NORMAL)
        drawn = drawing.message(made, NAMES) if isinstance(made, Message) else drawing.view(made, NAMES)
        assert drawn.strip()
