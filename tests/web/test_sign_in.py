"""Sign in with Slack, out and back through the local workspace, and everything that is refused on the way."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
import pytest

from bot.manifest import manifest_path
from integrations.access import SlackSignIn
from integrations.sign_in import SignInWithSlack
from sandbox.server import Options, Running, start
from sandbox.workspace.openid import CLIENT_ID, CLIENT_SECRET
from tests.web.conftest import NOW, URL, browser_at, stored_person
from web.front import Front
from web.sign_in.knocking import A_MINUTE
from web.sign_in.slack import CANCELLED, DOWN, ELSEWHERE, GONE, LEFT, REFUSED, TOO_OLD
from web.visitor import COOKIE


@pytest.fixture
async def workspace() -> AsyncIterator[Running]:
    running = await start(Options(manifest_path()))
    yield running
    await running.stop()


@pytest.fixture
async def at_work(front: Front, workspace: Running) -> AsyncIterator[Front]:
    """The pages of that workspace, by its clock."""

    def now() -> datetime:
        return datetime.fromtimestamp(workspace.world.clock.now(), UTC)

    slack = client_of(workspace.url.rstrip("/"), now)
    front.store.clock = now
    yield replace(front, slack=slack, now=now, team_id=workspace.workspace.team)
    await slack.close()


@pytest.fixture
async def browser(at_work: Front) -> AsyncIterator[httpx.AsyncClient]:
    async with browser_at(at_work, URL) as client:
        yield client


def client_of(issuer: str, now: Callable[[], datetime] = lambda: NOW) -> SignInWithSlack:
    access = SlackSignIn(client_id=CLIENT_ID, client_secret=CLIENT_SECRET, issuer=issuer)
    return SignInWithSlack(access, now)


async def leave(browser: httpx.AsyncClient, next: str = "/incidents/42") -> str:
    """The page at Slack to which somebody is sent."""
    answer = await browser.get("/sign-in/slack", params={"next": next})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def press(page: str, **form: str) -> str:
    """Where the button of a person leads."""
    async with httpx.AsyncClient() as elsewhere:
        answer = await elsewhere.post(page, data=form or {"user": "ada"})
    assert answer.status_code == 302, answer.text
    return answer.headers["location"]


def but(url: str, **changed: str) -> str:
    """The same address with other words in its query; an empty one is left out."""
    query = dict(parse_qsl(urlsplit(url).query)) | changed
    return f"{url.partition('?')[0]}?{urlencode({name: value for name, value in query.items() if value})}"


async def test_whoever_sets_out_for_slack_too_often_has_to_wait(front: Front) -> None:
    front = replace(front, slack=client_of("http://127.0.0.1:9"))  # nobody is there
    async with browser_at(front, URL) as browser:
        tried = [(await browser.get("/sign-in/slack")).status_code for _ in range(A_MINUTE + 1)]
    assert tried == [503] * A_MINUTE + [429]
    assert front.slack
    await front.slack.close()


async def refused(browser: httpx.AsyncClient, url: str) -> tuple[int, str]:
    """Status, and the sentence with which nobody is let in."""
    answer = await browser.get(url)
    assert COOKIE not in browser.cookies
    return answer.status_code, answer.text


async def test_a_click_signs_in_and_shows_the_page_that_was_wanted(
    browser: httpx.AsyncClient, at_work: Front, workspace: Running
) -> None:
    wanted = (await browser.get("/?state=open")).headers["location"]
    assert 'href="/sign-in/slack?next=/%3Fstate%3Dopen"' in (await browser.get(wanted)).text
    back = await press(await leave(browser, "/?state=open"))
    answer = await browser.get(back)
    assert (answer.status_code, answer.headers["location"]) == (303, "/?state=open")
    assert (await browser.get("/")).status_code == 200
    assert LEFT not in browser.cookies
    ada = workspace.workspace.find_user("ada")
    assert ada
    [person] = (await at_work.store.people([ada.id])).values()
    assert (person.name, person.team_id) == ("Ada Lovelace", workspace.workspace.team)


async def test_whoever_cancels_is_told_so(browser: httpx.AsyncClient) -> None:
    status, said = await refused(browser, await press(await leave(browser), cancel="yes"))
    assert (status, CANCELLED in said) == (403, True)


async def test_an_answer_works_once_and_where_it_was_asked(browser: httpx.AsyncClient, at_work: Front) -> None:
    back = await press(await leave(browser))
    async with browser_at(at_work, URL) as thief:
        assert TOO_OLD in (await refused(thief, back))[1]
        await leave(thief)
        assert TOO_OLD in (await refused(thief, back))[1]
    carried = browser.cookies[LEFT]
    assert (await browser.get(back)).status_code == 303
    browser.cookies.clear()
    browser.cookies.set(LEFT, carried)
    assert TOO_OLD in (await refused(browser, back))[1]


async def test_an_answer_after_ten_minutes_or_with_another_state_is_refused(
    browser: httpx.AsyncClient, workspace: Running
) -> None:
    back = await press(await leave(browser))
    assert TOO_OLD in (await refused(browser, but(back, state="guessed")))[1]
    back = await press(await leave(browser))
    workspace.world.clock.advance(600)
    assert TOO_OLD in (await refused(browser, back))[1]


async def test_what_slack_signed_for_another_sign_in_is_refused(browser: httpx.AsyncClient) -> None:
    for nonce in ("another", ""):
        back = await press(but(await leave(browser), nonce=nonce))
        status, said = await refused(browser, back)
        assert (status, REFUSED in said) == (403, True)
    back = await press(await leave(browser))
    assert REFUSED in (await refused(browser, but(back, code="guessed")))[1]


async def test_somebody_of_another_workspace_is_refused_in_plain_words(at_work: Front, workspace: Running) -> None:
    async with browser_at(replace(at_work, team_id="T0ELSEWHERE"), URL) as browser:
        back = await press(but(await leave(browser), team=workspace.workspace.team))
        status, said = await refused(browser, back)
    assert (status, ELSEWHERE in said) == (403, True)


async def test_somebody_whose_account_is_deactivated_is_refused(
    browser: httpx.AsyncClient, at_work: Front, workspace: Running
) -> None:
    grace, ada = workspace.workspace.find_user("grace"), workspace.workspace.find_user("ada")
    assert grace
    assert ada
    back = await press(await leave(browser), user="grace")
    grace.deleted = True
    assert REFUSED in (await refused(browser, back))[1]
    await at_work.store.save_person(stored_person(ada.id, "Ada", team_id=at_work.team_id, deleted=True))
    assert GONE in (await refused(browser, await press(await leave(browser))))[1]


async def test_while_slack_is_down_the_page_says_so_and_how_to_come_in(
    browser: httpx.AsyncClient, at_work: Front, workspace: Running
) -> None:
    back = await press(await leave(browser))
    await workspace.runner.cleanup()
    status, said = await refused(browser, back)
    assert (status, DOWN in said, "signalcraft login NAME" in said) == (503, True, True)
    status, said = await refused(browser, "/sign-in/slack?next=/incidents/42")
    assert (status, DOWN in said, "next=/incidents/42" in said) == (503, True, True)


async def test_nobody_is_sent_elsewhere_after_signing_in(browser: httpx.AsyncClient) -> None:
    answer = await browser.get(await press(await leave(browser, "//evil.example")))
    assert answer.headers["location"] == "/"


async def test_signing_in_again_ends_the_session_before(browser: httpx.AsyncClient) -> None:
    await browser.get(await press(await leave(browser)))
    before = browser.cookies[COOKIE]
    await browser.get(await press(await leave(browser), user="grace"))
    assert browser.cookies[COOKIE] != before
    browser.cookies.clear()
    browser.cookies.set(COOKIE, before)
    assert (await browser.get("/")).status_code == 303


async def test_where_it_is_not_set_up_only_the_link_is_offered(nobody: httpx.AsyncClient) -> None:
    for path in ("/sign-in", "/sign-in/slack"):
        said = (await nobody.get(path)).text
        assert ("signalcraft login NAME" in said, "Sign in with Slack" in said) == (True, False)
    assert TOO_OLD in (await nobody.get("/sign-in/callback?code=x&state=y&error=%3Cb%3E")).text


async def test_whoever_came_by_another_name_of_this_machine_goes_on_at_our_one_address(at_work: Front) -> None:
    async with browser_at(at_work, URL) as browser:
        answer = await browser.get("/sign-in/slack?next=/incidents/42", headers={"Host": "localhost:8080"})
        assert answer.headers["location"] == f"{URL}/sign-in/slack?next=%2Fincidents%2F42&moved=1"
        moved = {"next": "/", "moved": "1"}
        again = await browser.get("/sign-in/slack", params=moved, headers={"Host": "behind-a-proxy"})
    assert "/openid/connect/authorize?" in again.headers["location"]
