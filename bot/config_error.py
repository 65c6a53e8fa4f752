"""What is wrong with the settings or the config, in sentences that a person can act on."""

from collections.abc import Iterable


class ConfigError(Exception):
    """The program cannot start. `sentences` names every mistake, each with what is allowed instead."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences: tuple[str, ...] = tuple(sentences)
        super().__init__("\n".join(self.sentences))
