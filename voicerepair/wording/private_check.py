"""The private check: who is asked what, and what it comes to. The same for every screen."""

from collections.abc import Sequence

from voicerepair.core.language import joined, sentence
from voicerepair.wording.texts import SAFETY_QUESTIONS


class PrivateCheck:
    """Everybody is asked everything whatever was answered; only the outcome leaves this class.

    Before a partner's questions comes a page that asks them to be alone with the screen (`is_waiting`).
    """

    def __init__(self, names: Sequence[str], language: str = "en") -> None:
        self._names = tuple(names)
        self._language = language
        self._partner = 0
        self._question = -1
        self._mine: list[bool] = []
        self._is_clear = True

    @property
    def is_waiting(self) -> bool:
        """Whether the partner has yet to say that they are alone."""
        return self._question < 0 and not self.is_over

    @property
    def is_over(self) -> bool:
        return self._partner == len(self._names)

    @property
    def is_clear(self) -> bool:
        """Whether everybody found it safe every time. Asked for before the end it is no."""
        return self.is_over and self._is_clear

    @property
    def name(self) -> str:
        """Whose turn it is, empty once it is over."""
        return "" if self.is_over else self._names[self._partner]

    @property
    def others(self) -> list[str]:
        return [other for other in self._names if other != self.name]

    @property
    def invitation(self) -> str:
        """What is said while waiting."""
        others = joined(self._language, self.others)
        return self.say("{name}, please take the keyboard. {others}, please look away.", name=self.name, others=others)

    @property
    def question(self) -> str:
        """The present question with its number."""
        asked = self.say(SAFETY_QUESTIONS[self._question], other=joined(self._language, self.others, "or"))
        number, count = str(self._question + 1), str(len(SAFETY_QUESTIONS))
        return self.say("{number} of {count}. {question}", number=number, count=count, question=asked)

    def say(self, text: str, **fields: str) -> str:
        """A sentence in the session's language, with its fields filled in."""
        return sentence(self._language, text).format(**fields)

    def ready(self) -> None:
        """The partner is alone with the screen."""
        if self.is_waiting:
            self._question = 0

    def again(self) -> None:
        """The partner begins their own answers again."""
        if self._question >= 0:
            self._question, self._mine = 0, []

    def answer(self, number: int) -> None:
        """Answer `number` of `SAFETY_ANSWERS`, counted from 1. Only the first lets the session go on."""
        if self.is_waiting or self.is_over:
            return
        self._mine.append(number == 1)
        self._question += 1
        if self._question == len(SAFETY_QUESTIONS):
            self._is_clear = self._is_clear and all(self._mine)
            self._partner, self._question, self._mine = self._partner + 1, -1, []
