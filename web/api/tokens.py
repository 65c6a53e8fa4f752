"""The page on which people make tokens for programs and revoke them; admins see those of everybody."""

from typing import Annotated

from fastapi import FastAPI
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from incidents.permissions import ADMINISTER
from incidents.refusal import Refusal
from incidents.tokens import ADMIN, DAYS, LONGEST, MOST_DAYS, SCOPES, sound_token
from storage.keeping import SeenBefore
from storage.programs import is_good
from storage.where import HIGHEST_NUMBER
from web.acts.field import TICKS, Form, choice, line
from web.acts.field import Field as Input
from web.acts.reading import Posted, Wrong, new_once, posted, wanted
from web.acts.told import sentence
from web.acts.wanted import Names, Wanted, Word
from web.front import Front
from web.looks import page
from web.sign_in.coming import go
from web.visitor import Somebody, Visitor

LASTS = (
    ("7", "a week"),
    ("30", "30 days"),
    (str(DAYS), f"{DAYS} days"),
    ("365", "a year"),
    ("0", "until revoked"),
)
ONCE_ONLY = "This token was made already. It was shown once; revoke it, and make another, if nobody has kept it."
NO_SUCH = "There is no such token of yours. Load the page again."


class NewToken(Wanted):
    """What the form asks for."""

    name: Word
    scopes: Names = Field(default_factory=list)
    days: Annotated[int, Field(ge=0, le=MOST_DAYS)] = DAYS


def register(app: FastAPI, front: Front) -> None:
    """Answer at `/tokens`."""

    @app.get("/tokens", include_in_schema=False)
    async def tokens(request: Request, visitor: Somebody) -> Response:
        return await _page(request, front, visitor)

    @app.post("/tokens", include_in_schema=False)
    async def make(request: Request, visitor: Somebody) -> Response:
        sent = await posted(request)
        try:
            return await _made(request, front, visitor, sent)
        except Wrong as wrong:
            return await _page(request, front, visitor, sent=sent, beside=dict(wrong.beside), status=422)
        except Refusal as refusal:
            beside = {refusal.field or "": await sentence(front, refusal)}
            return await _page(request, front, visitor, sent=sent, beside=beside, status=409)

    @app.post("/tokens/{number:int}/revoke", include_in_schema=False)
    async def revoke(number: int, visitor: Somebody) -> Response:
        admin = await front.may(visitor.person, ADMINISTER)
        number = min(number, HIGHEST_NUMBER)
        if await front.store.revoke_token(number, of=None if admin else visitor.person) is None:
            raise Refusal(NO_SUCH)
        return go("/tokens")


async def _made(request: Request, front: Front, visitor: Visitor, sent: Posted) -> Response:
    asked: NewToken = wanted(sent, NewToken)
    sound = sound_token(asked.name, asked.scopes, asked.days, at=front.now())
    if ADMIN in sound.scopes:
        await front.store.permit(ADMINISTER, visitor.person, front.catalog.permissions, field="scopes")
    once = f"token:{visitor.person} {sent.once}" if sent.once else None
    try:
        _, secret = await front.store.make_token(sound, person=visitor.person, once=once)
    except SeenBefore:
        raise Refusal(ONCE_ONLY) from None
    return await _page(request, front, visitor, secret=secret)


async def _page(
    request: Request,
    front: Front,
    visitor: Visitor,
    *,
    secret: str = "",
    sent: Posted | None = None,
    beside: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    admin = await front.may(visitor.person, ADMINISTER)
    found = await front.store.tokens(of=None if admin else visitor.person)
    good = [(token, person) for token, person in found if is_good(token, front.now())]
    form = _form(admin=admin)
    if sent and beside:
        fields = {name: words for name, words in beside.items() if name}
        form = form.refused(sent.typed, beside.get("", ""), fields)
    known = {
        "secret": secret,
        "form": form,
        "once": new_once(),
        "mine": [token for token, _ in good if token.person_id == visitor.person],
        "others": [(token, person) for token, person in good if token.person_id != visitor.person],
        "api": f"{front.url}/api/v1",
    }
    return page(request, "tokens.html", status=status, visitor=visitor, **known)


def _form(*, admin: bool) -> Form:
    scopes = tuple((scope, f"{scope}: {does}") for scope, does in SCOPES.items() if admin or scope != ADMIN)
    fields = (
        line("name", "What will use it?", required=True, longest=LONGEST, hint="Such as: deploy pipeline."),
        Input(name="scopes", label="What may it do?", kind=TICKS, options=scopes, ticked=("read",)),
        choice("days", "How long is it good?", LASTS, str(DAYS)),
    )
    return Form(act="token", title="Make a token", button="Make it", fields=fields)
