"""Where the workspace and Slack's packages or examples part, and why; `docs/workspace.md` shows it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """`pattern` finds the sentence of the judge; `reason` says why the workspace stays as it is."""

    pattern: str
    reason: str


NEVER = {"conversations.unarchive"}  # no bot succeeds with these: archiving has removed it from the channel

CATALOGUE = "Slack's catalogue of recorded payloads has it"
THREAD = "a parent says how its thread stands"

OURS = (
    # Interactions
    Difference(r"^BlockAction: \. 'response_url' is a required", "a click in a modal or home tab has none"),
    Difference(r"^BlockAction: \.actions\[0\](.*selected_date_time|\.type 'external_select')",
               "the types lack datetimepicker"),
    Difference(r"\.view has an unknown key:.*submit_disabled$", CATALOGUE),
    Difference(r"^(BlockSuggestion|View\w+Action): \.user has an unknown key: username$", CATALOGUE),
    # Events about messages
    Difference(r"^ChannelJoinMessageEvent: \. 'inviter' is", "who joins alone was invited by nobody"),
    Difference(r"^(Generic|FileShare)MessageEvent: \. has an unknown key: (app_id|client_msg_id)$", CATALOGUE),
    Difference(r"^GenericMessageEvent: .*is_locked, latest_reply", THREAD),
    Difference(r"^GenericMessageEvent: .*app_id, upload$", CATALOGUE),
    Difference(r"MessageEvent: \.files\[0\] has an unknown key: file_access, user_team", CATALOGUE),
    Difference(r"MessageEvent: \.files\[0\].comments_count 0 is not", "Slack's own example has a number"),
    Difference(r"^GenericMessageEvent: \.files\[0\].* (is a required|'tombstone' is not)",
               "of a deleted file a message keeps id and mode alone"),
    Difference(r"^Pin\w+Event: \.item\.message has an unknown key: is_locked", THREAD),
    Difference(r"^Pin\w+Event: \.pin_count \d is not of type", CATALOGUE + ", as a number"),
    Difference(r"subtype 'tombstone'", "a deleted parent with replies; Slack documents it in prose alone"),
    Difference(r"^ThreadBroadcastMessageEvent: ", "the types know people's broadcasts alone, this is a bot's"),
    Difference(r"^ChannelDeletedEvent: \. has an unknown key: event_ts", "every event by Events API has it"),
    # Events about people
    Difference(r"^UserChangeEvent: \.user '\w+' is a required", "Slack drops them of a deactivated account"),
    Difference(r"^Subteam\w+Event: \.subteam has an unknown key: auto_type", "Slack's example of a method has it"),
    Difference(r"^AppHomeOpenedEvent: \.view has an unknown key", "the type is that of a view to publish"),
    # The manifest
    Difference(r"^Manifest: .*'canvases:(read|write)' is not one of", "the types lack the scopes of canvases"),
    # Answers, whose types come from samples in which not every kind of message occurred
    Difference(r"^answer of .*\.messages?(\[\d+\])? has an unknown key: (client_msg_id|name|root)", CATALOGUE),
    Difference(r"^answer of [\w.]+: .*\.root has an unknown key", "a root is a message like others"),
    Difference(r"^answer of conversations.leave: \. has an unknown key: not_in_channel", "Slack's example has it"),
)  # fmt: skip

READ_STATE = "a bot has read nothing"
PICTURES = "no pictures are made smaller"
NO_CANVAS = "a new channel has no canvas"
LEFT_OUT: dict[str, str] = {  # pattern over "method path" -> why this key of Slack's example is not in our answers
    r"\.(last_read|latest|unread_count|unread_count_display)\b": READ_STATE,
    r"conversations\.create channel\.properties\b": NO_CANVAS,
    r"files\.info file\.(thumb_|original_|image_exif|deanimate_gif|pjpeg|alt_txt)": PICTURES,
    r"files\.info file\.shares\.public\.C0": "the example's channel",
    r"profile\.image_(original|1024)$": "nobody has a picture of their own",
    r"users\.profile\.get profile\.(fields\.|huddle_|pronouns|start_date)": "no custom fields, no huddles",
    r"team\.enterprise_": "no Enterprise Grid",
    r"attachments\[\]\.(service_name|thumb_)": "links are not unfurled",
    r"channel\.(is_read_only|locale|num_members)$": "the example is richer than the method's answer elsewhere",
    r"conversations\.create channel\.priority$": "the example is of another kind of conversation",
}

CANVAS = "no event tells of it"
DIFFERS: dict[str, str] = {  # method -> what else it does unlike Slack, for the table of the docs
    "canvases.create": CANVAS,
    "canvases.edit": CANVAS,
    "canvases.delete": CANVAS,
    "conversations.canvases.create": CANVAS,
    "auth.test": "`url` is the workspace's own address, so that links to messages work",
    "conversations.unarchive": "never works for a bot: archiving has removed it",
    "conversations.invite": "what `force` answers to partial failure is not documented: `ok` with `errors` here",
}
