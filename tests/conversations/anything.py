"""Whatever people can type, click and fill in: words of all kinds, and the payloads that carry them."""

from typing import Any

from hypothesis import strategies as st

from tests.blocks import limits

Json = dict[str, Any]

PIECES = [
    "", " ", "INC-1", "inc-2", "INC-99999999999999999999", "#1", "0", "-1", "1e9", "³", "sev1", "resolved",
    "commander", "release", "handover", "@ada", "<@{ada}>", "<@{ada}|ada>", "<@U404>", "<@", "<#{room}|x>",
    "<!subteam^S404|@oncall>", "<!channel>", "<https://x.example|x>", "https://x.example/a b", "bridge", "add",
    "done", "all", "none", "?", "page 2", "30m", "14:30", "tomorrow 9:00", "10 min ago", "in -5 minutes",
    "25:99", "9" * 400, '"half', "'", "“", "`", "\\", "{0}", "{person}", "%s", "--private", "--drill", "--",
    "&amp;", "&lt;b&gt;", "\0", "\a\x1b[0m", "\u202eabc", "\ufeff", "\n\n", "é😀" * 50, "👩\u200d🚒",
    "word " * 600, "x" * 3000, "ſ", "İ", "٣", "null", "{}", "[]", "1.5", "nan",
]  # fmt: skip
text = st.sampled_from(PIECES) | st.text(max_size=60)
tails = st.lists(text, max_size=4).map(" ".join)
lines = st.tuples(st.sampled_from(["", "INC-1 ", "inc-7 "]), tails)


def offered(shown: Json | list[Json]) -> list[Json]:
    """What can be clicked there: each button, and each option of the menus, as Slack tells of it."""
    found = {}
    for part in limits.parts(shown):
        if "action_id" in part and part["type"] in ("button", "overflow", "static_select", "radio_buttons"):
            for told in _told(part):
                known = {"type": part["type"], "action_id": part["action_id"]}
                found[part["action_id"], str(told)] = {**known, "block_id": "b", "action_ts": "1.1", **told}
    return list(found.values())


def _told(element: Json) -> list[Json]:
    if element["type"] == "button":
        return [{"value": element["value"]} if "value" in element else {}]
    options = [*element.get("options", ())]
    options += [option for group in element.get("option_groups", ()) for option in group["options"]]
    return [{"selected_option": option} for option in options[:6]]


@st.composite
def filled(draw: st.DrawFn, blocks: list[Json]) -> Json:
    """Something in each input, of its kind; an input may be empty."""
    state: Json = {}
    for block in blocks:
        if block["type"] == "input":
            element = block["element"]
            state[block["block_id"]] = {
                element["action_id"]: {
                    "type": element["type"],
                    **draw(held(element, block.get("optional", False))),
                }
            }
    return state


def held(element: Json, optional: bool) -> st.SearchStrategy[Json]:
    """What an element may hold: its options, or one that it had before a change of the config."""
    gone = {"value": "99", "text": {"type": "plain_text", "text": "gone"}}
    option = st.sampled_from([*element.get("options", ()), gone])
    nothing = st.none() if optional else st.nothing()
    words = tails.map(lambda line: line[:3000] or " ")
    known: dict[str, tuple[str, st.SearchStrategy[Any]]] = {
        "plain_text_input": ("value", nothing | words),
        "number_input": ("value", nothing | st.integers().map(str)),
        "static_select": ("selected_option", nothing | option),
        "radio_buttons": ("selected_option", nothing | option),
        "checkboxes": ("selected_options", st.lists(option, max_size=3)),
        "multi_static_select": ("selected_options", st.lists(option, max_size=120)),
        "users_select": ("selected_user", nothing | st.sampled_from(["U404", "USLACKBOT"])),
        "multi_users_select": ("selected_users", st.lists(st.sampled_from(["U404", "USLACKBOT"]), max_size=3)),
        "datepicker": ("selected_date", nothing | st.dates().map(str)),
        "timepicker": ("selected_time", nothing | st.times().map(lambda time: f"{time:%H:%M}")),
        "datetimepicker": ("selected_date_time", nothing | st.integers(0, 2**33)),
    }
    name, strategy = known[element["type"]]
    return st.fixed_dictionaries({name: strategy})
