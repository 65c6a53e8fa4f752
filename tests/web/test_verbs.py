"""`signalcraft declare`, `list`, `show` and `update` go to a running bot; `token` lets them in."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.forks import signalcraft
from tests.web.served import Served, served_in


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A bot that runs elsewhere."""
    with served_in(tmp_path_factory.mktemp("bot")) as running:
        yield running


def verb(folder: Path, bot: Served, *words: str, **environ: str) -> tuple[int, str]:
    """Exit code and what it said, on a machine that has nothing but the address and the token."""
    given = {"SIGNALCRAFT_URL": bot.url, "SIGNALCRAFT_TOKEN": bot.token, "COLUMNS": "120"}
    return signalcraft(*words, folder=folder, environ=given | environ)


def test_an_incident_is_declared_told_of_listed_and_shown(bot: Served, tmp_path: Path) -> None:
    code, said = verb(tmp_path, bot, "declare", "Checkout [bold]is\x1b[31m down", "--severity", "sev1")
    assert (code, said.splitlines()) == (0, ["INC-1 is declared.", f"{bot.url}/incidents/1"])
    code, said = verb(tmp_path, bot, "update", "inc-1", "We roll back", "--status", "identified", "--next", "30m")
    assert code == 0, said
    code, said = verb(tmp_path, bot, "list", "checkout", "--severity", "sev1")
    assert (code, "INC-1" in said, "Checkout [bold]is[31m down" in said) == (0, True, True), said
    assert "Nothing" in verb(tmp_path, bot, "list", "shop")[1]
    code, said = verb(tmp_path, bot, "show", "1")
    assert code == 0
    for words in ("INC-1 Checkout", "sev1, identified", "by Ada", "We roll back", "Timeline"):
        assert words in said, said
    whole = json.loads(verb(tmp_path, bot, "show", "#1", "--json")[1])
    assert (whole["status"], whole["latest_update"]["text"], whole["tasks"]) == ("identified", "We roll back", [])
    assert json.loads(verb(tmp_path, bot, "declare", "Shop is down", "--json")[1])["incident"]["ref"] == "INC-2"
    assert list(tmp_path.iterdir()) == []


def test_each_trouble_is_a_clear_sentence(bot: Served, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}"
    for words, environ, sentence in (
        (("list",), {"SIGNALCRAFT_URL": nobody}, f"{nobody} cannot be reached"),
        (
            ("list",),
            {"SIGNALCRAFT_URL": "http://no.such.host.invalid"},
            "http://no.such.host.invalid cannot be reached",
        ),
        (("list",), {"SIGNALCRAFT_URL": ""}, "SIGNALCRAFT_URL is missing"),
        (("list",), {"SIGNALCRAFT_TOKEN": ""}, "SIGNALCRAFT_TOKEN is missing"),
        (("show", "1"), {"SIGNALCRAFT_URL": "", "SIGNALCRAFT_TOKEN": ""}, "This goes to a running bot"),
        (("list",), {"SIGNALCRAFT_TOKEN": "sc_guessed"}, "SIGNALCRAFT_TOKEN lets nobody in"),
        (("list",), {"SIGNALCRAFT_TOKEN": "sc_größe"}, "SIGNALCRAFT_TOKEN is no token"),
        (("list", "--state", "closed"), {}, "state: Input should be 'open'"),
        (("list", "--severity", "sev9"), {}, "Choose one of sev1, sev2, sev3, sev4."),
        (("show", "99"), {}, "There is no such incident, or none that you may see."),
        (("show", "checkout"), {}, "“checkout” names no incident."),
        (("update", "99", "We look"), {}, "There is no such incident"),
        (("declare", " "), {}, "An incident needs a title"),
        (("declare", "x is down", "--by", "ada"), {}, "--by is for the server"),
    ):
        code, said = verb(tmp_path, bot, *words, **environ)
        assert (code != 0, sentence in said, "Traceback" in said) == (True, True, False), (words, said)


def test_a_token_is_made_listed_and_revoked_on_the_server(bot: Served, tmp_path: Path) -> None:
    def on_the_server(*words: str) -> tuple[int, str]:
        return signalcraft(
            "token", *words, folder=tmp_path, environ={"DATABASE_URL": bot.database, "COLUMNS": "140"}
        )

    code, said = on_the_server("create", "deploy", "--as", "@ada", "--scope", "read", "--scope", "write")
    assert (code, "acts as Ada (UADA)" in said, "May: read, write." in said) == (0, True, True), said
    secret = said.splitlines()[0]
    assert verb(tmp_path, bot, "list", SIGNALCRAFT_TOKEN=secret)[0] == 0
    code, said = on_the_server("list")
    assert (code, "deploy" in said, secret[:8] in said, secret in said) == (0, True, True, False), said
    assert on_the_server("revoke", "2") == (0, "Token 2, “deploy”, is revoked.\n")
    assert "lets nobody in" in verb(tmp_path, bot, "list", SIGNALCRAFT_TOKEN=secret)[1]
    for words, sentence in (
        (("create", "x", "--as", "nobody", "--scope", "read"), "SignalCraft has met nobody called “nobody”"),
        (("create", "x", "--as", "ada", "--scope", "all"), "read, write, admin"),
        (("create", "x", "--as", "ada", "--scope", "read", "--days", "-1"), "It is good for 1 to"),
        (("revoke", "99"), "There is no token 99."),
    ):
        code, said = on_the_server(*words)
        assert (code != 0, sentence in said) == (True, True), said
