"""The post-mortem as a message: as much as Slack takes, and one line when it was withdrawn."""

from blocks.postmortem import MESSAGE_TEXT, postmortem, withdrawn
from tests.blocks import limits
from tests.blocks.given import STATES
from tests.rules.given import CATALOG, incident

SHORT = "# Post-mortem\n\n**Duration:** 5 min\n\n- [ ] one\n- two\n\n1. Why?\n\n> said\n"


def markdown(message) -> str:
    (text,) = limits.of_kind("markdown", message.blocks)
    return text


def note(message) -> str:
    """What stands under the document about the message itself, behind the line that says how far it has come."""
    *_, text = [each for each in limits.of_kind("mrkdwn", message.blocks) if "*Draft*" not in each]
    return str(text)


def test_a_short_one_is_shown_whole():
    message = postmortem(incident(), CATALOG, SHORT)
    assert markdown(message) == SHORT
    assert note(message) == "As a file in the thread."
    assert message.text == "📄 Post-mortem of INC-42: Checkout is down"


def test_ic_12_a_long_one_ends_with_a_whole_line_and_says_where_the_rest_is():
    message = postmortem(incident(), CATALOG, "\n".join(f"line {n}" for n in range(5000)))
    *lines, _, mark = markdown(message).splitlines()
    assert mark == "…"
    assert lines == [f"line {n}" for n in range(len(lines))]
    assert MESSAGE_TEXT - 20 < len(markdown(message)) <= MESSAGE_TEXT
    assert "the file in the thread has all of it" in note(message)


def test_one_endless_line_does_not_take_the_others_with_it():
    text = markdown(postmortem(incident(), CATALOG, "# Head\n\n" + "x" * 20_000 + "\n\n## Tail"))
    assert len(text) == MESSAGE_TEXT
    assert text.startswith("# Head\n\nxxx")
    assert text.endswith("x\n\n…")


def test_withdrawn_it_is_one_line_that_says_why():
    open_again, false_alarm = withdrawn(incident()), withdrawn(STATES["cancelled"]())
    line = "withdrawn: the incident goes on. It comes back here when the incident is resolved."
    assert limits.of_kind("mrkdwn", open_again.blocks) == [f"📄 Post-mortem of *INC-42* {line}"]
    assert limits.of_kind("mrkdwn", false_alarm.blocks) == [
        "📄 Post-mortem of *INC-42* withdrawn: it was a false alarm."
    ]


def test_the_grade_of_a_drill_is_never_cut_off():
    ending = "\n## Grade: 5 of 5 passed\n\n- ✅ **Commander:** after 1 min\n"
    whole = postmortem(incident(drill=True), CATALOG, f"# Post-mortem\n{ending}", ending).blocks
    assert whole[0]["text"] == f"# Post-mortem\n{ending}"
    cut = postmortem(
        incident(drill=True), CATALOG, "# Post-mortem\n" + "- a line\n" * 2000 + ending, ending
    ).blocks
    assert cut[0]["text"].endswith(f"…{ending}")
    assert len(cut[0]["text"]) <= MESSAGE_TEXT
    assert "This is the beginning" in str(cut[2])
