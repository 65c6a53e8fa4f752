"""openid.connect.*: an app hears who has signed in."""

from sandbox.api.registry import Call, SlackError, method
from sandbox.traffic.rates import T3, T4
from sandbox.workspace.nouns import Json
from sandbox.workspace.openid import CLIENT_ID, CLIENT_SECRET, told_of


@method("openid.connect.token", tier=T4, json=False, no_token=True)
def token(call: Call) -> Json:
    """A code for an access token and an id_token; asking spends the code, also where the rest does not fit."""
    if call.text("client_id") != CLIENT_ID:
        raise SlackError("invalid_client_id")
    if call.text("client_secret") != CLIENT_SECRET:
        raise SlackError("bad_client_secret")
    kind = call.text("grant_type", "authorization_code")
    if kind == "refresh_token":
        raise SlackError("invalid_refresh_token")  # nothing rotates here
    if kind != "authorization_code":
        raise SlackError("invalid_grant_type")
    grant = call.world.openid.redeem(call.text("code"))
    if grant is None or call.space.users[grant.user].deleted:
        raise SlackError("invalid_code")
    if call.text("redirect_uri") != grant.redirect_uri:
        raise SlackError("bad_redirect_uri")
    access = call.world.openid.token(grant)
    return {"access_token": access, "token_type": "Bearer", "id_token": call.world.openid.paper(grant, access)}


@method("openid.connect.userInfo", "openid", tier=T3, json=False, get=True, user_token=True)
def user_info(call: Call) -> Json:
    assert call.grant
    if call.space.users[call.grant.user].deleted:
        raise SlackError("token_revoked")
    return told_of(call.space, call.grant)
