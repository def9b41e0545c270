"""Reading lengths of time as people write them: "half an hour", "1 hour and a half", "45", "2 awr"."""

import re

MOST = 100 * 60  # minutes

_PARTS = re.compile(r"(\d+(?:[.,]\d+)?)|([^\W\d]+)|(\S)")
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)")
_HOURS = {"h", "hr", "hrs", "hour", "hours", "awr", "oriau"}
_MINUTES = {"m", "min", "mins", "minute", "minutes", "munud", "funud", "munudau"}
_SILENT = {
    "a", "an", "and", "of", "about", "around", "roughly", "up", "to", "maybe", "each", "way",
    "tua", "hyd", "at", "ac", "c", "o", "yn",
}  # fmt: skip
_NOTHING = {"none", "nothing", "no", "nil", "dim"}
_FRACTIONS = {"half": 0.5, "hanner": 0.5, "quarter": 0.25, "chwarter": 0.25}
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90,
    "un": 1, "dwy": 2, "dau": 2, "tair": 3, "tri": 3, "pedair": 4, "pedwar": 4, "pum": 5, "pump": 5, "deg": 10,
    "ugain": 20,
}  # fmt: skip
_SIGNS = {"½": " half ", "¼": " quarter ", "¾": " three quarters "}


class NotReadError(ValueError):
    """The text is no length of time, or a longer one than a meeting asks of anybody."""


def read_minutes(text: str) -> int:
    """Return how many minutes the text says, rounded up. A number alone is minutes; an empty text is none."""
    words = text.casefold()
    for sign, said in _SIGNS.items():
        words = words.replace(sign, said)
    words = words.strip(" .")
    if not words or words in _NOTHING:
        return 0
    clock = _CLOCK.fullmatch(words)
    minutes = int(clock[1]) * 60 + int(clock[2]) if clock else _Reader().read(words)
    if minutes > MOST:
        raise NotReadError
    return -int(-minutes // 1)


class _Reader:
    """Adds up what is read from left to right."""

    def __init__(self) -> None:
        self.minutes = 0.0
        self.amount: float | None = None  # a number whose unit has not been read yet
        self.is_part = False  # that number is a half or a quarter
        self.last = 0  # minutes of the unit that was read last

    def read(self, words: str) -> float:
        for number, word, sign in _PARTS.findall(words):
            if sign and sign not in ",-–()":
                raise NotReadError
            if number:
                self._number(float(number.replace(",", ".")))
            elif word:
                self._word(word)
        self._end()
        return self.minutes

    def _word(self, word: str) -> None:
        if word in _HOURS:
            self._unit(60)
        elif word in _MINUTES:
            self._unit(1)
        elif word in _NUMBERS:
            self._number(_NUMBERS[word])
        elif word in _FRACTIONS:
            self._part((self.amount or 0) + _FRACTIONS[word])
        elif word in {"quarters", "halves"}:
            self._part((self.amount or 1) * (0.25 if word == "quarters" else 0.5))
        elif word not in _SILENT:
            raise NotReadError

    def _number(self, number: float) -> None:
        tens = self.amount is not None and self.amount >= 20 and self.amount % 10 == 0 and 0 < number < 10
        if self.amount is not None and not tens:
            raise NotReadError
        self.amount = (self.amount or 0) + number

    def _part(self, amount: float) -> None:
        self.amount, self.is_part = amount, True

    def _unit(self, minutes: int) -> None:
        self.minutes += (1 if self.amount is None else self.amount) * minutes
        self.amount, self.is_part, self.last = None, False, minutes

    def _end(self) -> None:
        """Take what stands behind the last unit: "an hour and a half", "1h30"; or a number alone."""
        if self.amount is None and not self.last:
            raise NotReadError
        if self.amount is None:
            return
        if self.is_part and not self.last:
            raise NotReadError  # half of what?
        self.minutes += self.amount * (self.last if self.is_part else 1)
