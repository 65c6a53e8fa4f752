"""What was given up is said in people's words, with Slack's own word for an admin."""

from blocks.steps import given_up, held_up, is_private, step


def test_a_refusal_says_what_could_not_be_done_and_why():
    said = given_up("pin_card", "restricted_action")
    assert said == "Could not pin the card: the workspace does not allow it (restricted_action)"


def test_a_missing_permission_is_named():
    said = given_up("pin_card", "missing_scope: needs pins:write")
    assert said == "Could not pin the card: the Slack app lacks a permission (missing_scope: needs pins:write)"


def test_a_sentence_comes_before_the_code_it_explains():
    said = given_up("refresh_digest", "digest_channel_taken: #incidents exists and the bot is not in it")
    assert (
        said
        == "Could not tell the digest channel: #incidents exists and the bot is not in it (digest_channel_taken)"
    )


def test_a_word_of_slacks_that_nobody_has_met_stands_as_it_is():
    assert given_up("set_topic", "brand_new_code") == "Could not set the topic: brand_new_code"
    assert given_up("set_topic", "") == "Could not set the topic"


def test_what_holds_a_step_up_is_said_in_words_too():
    assert held_up("chat.postMessage: ClientConnectorError") == (
        "no answer (chat.postMessage: ClientConnectorError)"
    )
    assert held_up("pins.add: ratelimited").startswith("Slack takes no more of these for a moment (")
    assert held_up("files.upload: HTTP 503").startswith("no answer (")
    assert held_up("something is still on its way") == "something is still on its way"
    assert held_up("") == ""


def test_a_step_of_another_version_is_told_by_its_name():
    assert step("fold_napkins") == "fold napkins"
    assert not is_private("fold_napkins")


def test_what_concerns_one_person_is_nobody_elses_business():
    assert is_private("answer_person")
    assert not is_private("invite_people")
