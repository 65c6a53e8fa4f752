"""Reading what Slack sends: names for mentions, labels for links, and the characters that were typed."""

import pytest

from blocks.reading import mentioned, readable, unescape

NAMES = {"U1": "Ada", "C2": "db"}


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("<@U1> is on it", "@Ada is on it"),
        ("<@U9> is on it", "@U9 is on it"),
        ("<@U9|grace> is on it", "@grace is on it"),
        ("see <#C2>", "see #db"),
        ("see <#C9|general>", "see #general"),
        ("see <#C9|>", "see #C9"),
        ("<!here> <!channel> <!everyone>", "@here @channel @everyone"),
        ("<!here|here>", "@here"),
        ("<!here|@here>", "@here"),
        ("<!subteam^S1|@oncall>", "@oncall"),
        ("<!subteam^S1>", "@group"),
        ("<!date^1772440200^{date}|2 March>", "2 March"),
        ("<https://x.example>", "https://x.example"),
        ("<https://x.example|log>", "log (https://x.example)"),
        ("<https://x.example|https://x.example>", "https://x.example"),
        ("<https://x.example/?a=1&amp;b=2|a &amp; b>", "a & b (https://x.example/?a=1&b=2)"),
        ("<mailto:a@x.example|a@x.example>", "a@x.example"),
        ("nothing special", "nothing special"),
        ("", ""),
    ],
)
def test_what_slack_writes_in_brackets_becomes_words(sent, read):
    assert readable(sent, NAMES) == read


def test_ic_43_a_pinned_message_reads_with_names_and_links():
    sent = "<@U1> restarted <#C2|db> see <https://x.example|log>"
    assert readable(sent, NAMES) == "@Ada restarted #db see log (https://x.example)"


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("R&amp;D &lt;prod&gt; &gt; 5%", "R&D <prod> > 5%"),
        ("&amp;lt;", "&lt;"),
        ("&amp;amp;", "&amp;"),
        ("&amp;amp;lt;", "&amp;lt;"),
        ("&quot; &#39; &nbsp;", "&quot; &#39; &nbsp;"),
        ("@channel &lt;!channel&gt; login down", "@channel <!channel> login down"),
        ("&lt;@U1&gt;", "<@U1>"),
    ],
)
def test_ic_08_ic_10_entities_are_undone_exactly_once(sent, typed):
    assert readable(sent, NAMES) == typed


@pytest.mark.parametrize("typed", ["R&D <prod> > 5%", "a < b > c", "<>", "1 <2> 3", "x <y z> w"])
def test_ic_08_brackets_that_are_no_token_of_slack_stay_as_they_were_typed(typed):
    """Some surfaces send text as typed; nothing of it may be lost."""
    assert readable(typed) == typed


def test_a_name_is_not_read_again():
    assert readable("<@U1>", {"U1": "<@U2> & Co"}) == "@<@U2> & Co"


def test_unescaping_touches_only_the_three():
    assert unescape("&lt;&gt;&amp; &copy;") == "<>& &copy;"


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("<@U1> <@W2|grace>", ["U1", "W2"]),
        ("@ada", []),
        ("&lt;@U1&gt;", []),
        ("<#C1> <!here> <@u1>", []),
    ],
)
def test_people_are_found_by_their_mention_alone(text, people):
    assert mentioned(text) == people
