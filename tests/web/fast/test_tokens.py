"""Tokens on the page: made by their person, shown once, and revoked by them or an admin."""

import re

import pytest

from incidents.refusal import Refusal
from incidents.tokens import sound_token
from storage.store import Store
from tests.web.calling import program, token
from tests.web.conftest import NOW, SignIn
from web.front import Front

SECRET = re.compile(r'class="secret">(sc_[\w-]{43})<')


async def test_a_token_is_made_shown_once_used_and_revoked(front: Front, signs_in: SignIn, store: Store) -> None:
    ada = await signs_in()
    form = {"name": "deploy <b>bot</b>", "scopes": ["read", "write"], "days": "30", "once": "a"}
    made = await ada.post("/tokens", data=form)
    found = SECRET.search(made.text)
    assert found
    again = await ada.post("/tokens", data=form)
    assert (again.status_code, "made already" in again.text) == (409, True)
    shown = (await ada.get("/tokens")).text
    assert (SECRET.search(shown), "<b>bot" in shown, f"{found[1][:8]}…" in shown) == (None, False, True)
    async with program(front, found[1]) as client:
        assert (await client.get("/me")).json()["scopes"] == ["read", "write"]
        assert "last used" in (await ada.get("/tokens")).text
        [(kept, _)] = await store.tokens(of="UADA")
        assert found[1] not in str(kept.model_dump())
        assert (await ada.post(f"/tokens/{kept.id}/revoke")).status_code == 303
        assert (await client.get("/me")).status_code == 401
    assert "You have none" in (await ada.get("/tokens")).text


async def test_those_of_others_are_for_admins_and_nobody_learns_which_there_are(
    front: Front, signs_in: SignIn, store: Store
) -> None:
    await token(front, "UGRACE", "Grace")
    [(theirs, _)] = await store.tokens()
    ada, root = await signs_in(), await signs_in("UROOT", "Root", is_admin=True)
    answers = [await ada.post(f"/tokens/{number}/revoke") for number in (theirs.id, 99)]
    assert ({answer.status_code for answer in answers}, len({answer.text for answer in answers})) == ({409}, 1)
    assert "Grace" not in (await ada.get("/tokens")).text
    assert "Grace" in (await root.get("/tokens")).text
    assert (await root.post(f"/tokens/{theirs.id}/revoke")).status_code == 303
    [(now, _)] = await store.tokens()
    assert now.revoked_at == NOW


async def test_a_form_that_is_wrong_comes_back_with_what_was_typed(signs_in: SignIn, store: Store) -> None:
    ada = await signs_in()
    for form, said in (
        ({"name": "bot"}, "Say what it may do"),
        ({"name": " ", "scopes": "read"}, "A token has a name"),
        ({"name": "bot", "scopes": "read", "days": "-1"}, "cannot be read"),
        ({"name": "bot", "scopes": "admin"}, "only admins of this workspace"),
    ):
        answer = await ada.post("/tokens", data=form)
        assert (answer.status_code in (409, 422), said in answer.text) == (True, True), said
        assert f'value="{form["name"].strip()}"' in answer.text
    assert await store.tokens() == []


def test_a_token_asks_for_scopes_that_there_are_in_their_order() -> None:
    sound = sound_token(" deploy\nbot ", ["write", "read", "read"], 0, at=NOW)
    assert (sound.name, sound.scopes, sound.expires_at) == ("deploy bot", ("read", "write"), None)
    with pytest.raises(Refusal, match="read, write, admin"):
        sound_token("bot", ["everything"], 1, at=NOW)
