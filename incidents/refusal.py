"""A refusal: the one error that is meant for a person to read."""

OPEN_AGAIN = "Close the form and open it again to change that all the same."
"""How somebody goes on who was late, where a form shows what was there when it was opened."""


class Refusal(Exception):
    """Nothing was changed, and `sentence` says why and what to do instead.

    `person` (a Slack id) stands where the sentence says `{person}`: each surface names them in its own way.
    `field` is the input of a form that the sentence belongs to, where there is one.
    """

    def __init__(self, sentence: str, *, person: str | None = None, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.person = person
        self.field = field


class Overtaken(Refusal):
    """Somebody has changed meanwhile what a form was to change. The sentence tells what stands there now."""
