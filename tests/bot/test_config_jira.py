"""How action items become tickets, in the config file."""

from pathlib import Path

import pytest

from bot.config import load_catalog
from bot.config_error import ConfigError
from incidents.catalog import Catalog
from incidents.ticket_places import ticket_place, ticket_places
from incidents.tracker import Tracker

WHOLE = """
[[services]]
name = "Payments"
jira_project = "PAY"
jira_type = "Bug"

[[services]]
name = "Search"

[jira]
project = "OPS"
labels = ["incident"]
priorities = { sev1 = "Highest" }
fields = { customfield_10040 = "SRE", customfield_10041 = { value = "Retail" }, customfield_10044 = 2026-12-01 }
"""


def loaded(tmp_path: Path, text: str) -> Catalog:
    file = tmp_path / "signalcraft.toml"
    file.write_text(text)
    return load_catalog(file)


def test_a_table_says_where_tickets_go_and_with_which_fields(tmp_path: Path) -> None:
    catalog = loaded(tmp_path, WHOLE)
    assert catalog.jira == Tracker(
        project="OPS",
        type="Task",
        labels=("incident",),
        priorities={"sev1": "Highest"},
        fields={
            "customfield_10040": "SRE",
            "customfield_10041": {"value": "Retail"},
            "customfield_10044": "2026-12-01",
        },
    )
    assert ticket_place(catalog, ["Search", "Payments"]) == ("PAY", "Bug")
    assert ticket_place(catalog, ["Search"]) == ticket_place(catalog, []) == ("OPS", "Task")
    assert ticket_places(catalog) == (("OPS", "Task"), ("PAY", "Bug"))


def test_without_the_table_there_are_no_tickets(tmp_path: Path) -> None:
    assert loaded(tmp_path, "").jira is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("type = 'Bug'", "jira.project is missing: the key of a project in Jira"),
        ("project = 'ops'", "jira.project must be the key of a project in Jira, such as OPS, not “ops”"),
        ("project = 'OPS'\nlabels = ['a b']", "jira.labels[1] must be a label without blanks"),
        ("project = 'OPS'\npriorities = { sev9 = 'High' }", "jira.priorities.sev9 must be one of the severities"),
        ("project = 'OPS'\npriorities = { sev1 = 3 }", "must be the name of a priority in Jira"),
        ("project = 'OPS'\nfields = 'x'", "jira.fields must be a table headed [jira.fields]"),
        ("project = 'OPS'\nfields = { summary = 'x' }", "jira.fields.summary is set by SignalCraft itself"),
        ("project = 'OPS'\nfields = { 'a b' = 'x' }", "must be the id of a field in Jira"),
        ("project = 'OPS'\nprojects = 'x'", "did you mean “project”?"),
    ],
)
def test_what_is_wrong_with_it_gets_a_sentence(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        loaded(tmp_path, f"[jira]\n{text}\n")
    [sentence] = caught.value.sentences
    assert words in sentence
