"""The names by which the workspace judges a manifest cover those of Slack's own types."""

import re
from pathlib import Path

from sandbox.workspace.spelling import KNOWN


def test_all_events_and_scopes_of_slacks_own_types_are_known(slack_packages: Path) -> None:
    types = slack_packages / "@slack/web-api/dist/types/request/manifest.d.ts"
    text = types.read_text(encoding="utf-8")
    for name, known in (("ManifestEvent", "events"), ("BotScope", "bot_scopes"), ("UserScope", "user_scopes")):
        union = re.search(rf"^type {name} = (.*);$", text, re.MULTILINE)
        assert union
        assert set(re.findall("'([^']+)'", union[1])) <= set(KNOWN[known])
