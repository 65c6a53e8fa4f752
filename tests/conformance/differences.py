"""Where the workspace and Slack's packages or examples part, and why; `docs/workspace.md` shows it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """`pattern` finds the sentence of the judge; `reason` says why the workspace stays as it is."""

    pattern: str
    reason: str


NO_TYPE: set[str] = set()  # methods that the tour cannot call with success, none so far

OURS = (
    Difference(r"^BlockAction: \. 'response_url' is a required", "a click in a modal or home tab has none"),
    Difference(r"^BlockAction: \.actions\[0\]\.type", "Bolt's types lack datetimepicker and number inputs"),
    Difference(r"^BlockAction: \.view Additional .*'submit_disabled'", "Slack sends it; its catalogue lists it"),
)

LEFT_OUT: dict[str, str] = {}  # "method path" -> why this key of Slack's example is not in our answers

DIFFERS: dict[str, str] = {}  # method -> what else it does unlike Slack, for the table of the docs
