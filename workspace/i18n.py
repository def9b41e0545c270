"""Language and time zone of the request, and how dates, times, lists and names of languages are written."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from babel.support import Translations
from flask import Flask, current_app, g, has_request_context, request
from flask_babel import Domain, gettext
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from workspace import db
from workspace.config import ROOT, SettingsError
from workspace.extensions import babel

COOKIE = "language"
PSEUDO = {"en_XA", "en_XB"}  # for trying out


@dataclass(frozen=True)
class Language:
    """A language that people may choose. `made_by_machine` is said to readers until a speaker has read it."""

    code: str
    name: str
    tag: str
    locale: str
    direction: str = "ltr"
    made_by_machine: bool = False


LANGUAGES = {
    language.code: language
    for language in (
        Language("en", "English", "en-GB", "en_GB"),
        Language("cy", "Cymraeg", "cy", "cy", made_by_machine=True),
        Language("en_XA", "Ļöñĝéŕ", "en-XA", "en_GB"),
        Language("en_XB", "Right to left", "en-XB", "en_GB", direction="rtl"),
    )
}


class Words(Domain):  # type: ignore[misc]  # Flask-Babel ships no types
    """The catalogues, each kept for the life of the process. A page says a hundred things, so finding one is quick."""

    def get_translations(self) -> Any:
        chosen = language()
        if chosen.code not in self.cache:
            pseudo = chosen.code in PSEUDO
            found = _Pseudo(chosen.code) if pseudo else Translations.load(ROOT / "translations", [chosen.locale])
            self.cache[chosen.code] = found
        return self.cache[chosen.code]

    def ugettext(self, words: str) -> Any:
        return self.get_translations().ugettext(words)

    def ungettext(self, one: str, many: str, number: int) -> Any:
        return self.get_translations().ungettext(one, many, number)


class _Pseudo:
    """English made longer and accented, or shown from right to left: texts outside gettext stand out at once."""

    ACCENTS = str.maketrans("aceghilnorstuyAEIOU", "åçéĝĥîļñöŕšţûýÅÉÎÖÛ")
    # What must stay as it is: %(name)s, HTML tags and entities.
    KEPT = re.compile(r"(%\(\w+\)[sd]|%%|<[^>]+>|&\w+;)")

    def __init__(self, code: str) -> None:
        self.code = code

    def _change(self, words: str) -> str:
        if self.code == "en_XB":
            return f"\u202e{words}\u202c"
        parts = [p if self.KEPT.fullmatch(p) else p.translate(self.ACCENTS) for p in self.KEPT.split(words)]
        longer = "".join(parts) + " " + "one two three four five six seven"[: max(2, len(words) * 4 // 10)]
        return f"[{longer}]"

    def ugettext(self, words: str) -> str:
        return self._change(words)

    def ungettext(self, one: str, many: str, number: int) -> str:
        return self._change(one if number == 1 else many)

    def upgettext(self, context: str, words: str) -> str:
        return self._change(words)

    def unpgettext(self, context: str, one: str, many: str, number: int) -> str:
        return self._change(one if number == 1 else many)


def offered() -> list[Language]:
    """Return the languages that this installation offers, in its order."""
    return [LANGUAGES[code] for code in current_app.config["SETTINGS"].language_codes]


def language() -> Language:
    """Return the language in use: the person's, else the cookie's, else the first of the browser's that is offered."""
    chosen: Language | None = g.get("language")
    if chosen is None:
        chosen = g.language = _choose()
    return chosen


def _choose() -> Language:
    codes = [one.code for one in offered()]
    if not has_request_context():
        return LANGUAGES[codes[0]]
    for code in (getattr(current_user, "language", None), request.cookies.get(COOKIE)):
        if code in codes:
            return LANGUAGES[code]
    wanted = request.accept_languages.best_match([LANGUAGES[code].tag for code in codes])
    return next((LANGUAGES[code] for code in codes if LANGUAGES[code].tag == wanted), LANGUAGES[codes[0]])


@contextmanager
def speaking(code: str, space: Any = None) -> Iterator[None]:
    """Use another language, and the clocks of a space, for a while: a message is written in its reader's language,
    not in the sender's."""
    before = {name: g.get(name) for name in ("language", "space", "_flask_babel")}
    g.language, g.space = LANGUAGES.get(code, LANGUAGES["en"]), space or g.get("space")
    g._flask_babel = SimpleNamespace()
    try:
        yield
    finally:
        g.language, g.space = before["language"], before["space"]
        g._flask_babel = before["_flask_babel"] or SimpleNamespace()
        if g.language is None:
            g.pop("language")


# --- writing dates and lists ---------------------------------------------------------------------------------------


# In the catalogues like all words. Babel knows them too, but keeps 5 MiB of each server's memory for what it knows.
WEEKDAYS = (
    _l("Monday"), _l("Tuesday"), _l("Wednesday"), _l("Thursday"), _l("Friday"), _l("Saturday"), _l("Sunday"),
)  # fmt: skip
MONTHS = (
    _l("January"), _l("February"), _l("March"), _l("April"), _l("May"), _l("June"), _l("July"), _l("August"),
    _l("September"), _l("October"), _l("November"), _l("December"),
)  # fmt: skip


def zone() -> ZoneInfo:
    """Return the time zone in use: the space's when a page belongs to one, else the installation's."""
    space = g.get("space")
    return ZoneInfo(space.time_zone if space is not None else current_app.config["SETTINGS"].time_zone)


def local(moment: datetime) -> datetime:
    """Return the moment as clocks show it in the time zone in use."""
    return moment.astimezone(zone())


def today() -> date:
    """Return the day that it is where the space is, or where the reader is."""
    return local(db.now()).date()


def locale_name() -> str:
    """Return Babel's name of the language in use."""
    return language().locale


@lru_cache(maxsize=4096)
def _day(value: date, _language: str, year: bool, weekday: bool) -> str:
    words = [str(WEEKDAYS[value.weekday()])] if weekday else []
    words += [str(value.day), str(MONTHS[value.month - 1])]
    return " ".join([*words, str(value.year)] if year else words)


@lru_cache(maxsize=4096)
def _clock(hour: int, minute: int, locale: str) -> str:
    if locale in {"en_GB", "cy"}:
        half = {"en_GB": ("am", "pm"), "cy": ("yb", "yp")}[locale][hour >= 12]
        return f"{(hour - 1) % 12 + 1}{f':{minute:02}' if minute else ''}{half}"
    return f"{hour:02}:{minute:02}"


def day(value: date | datetime, *, year: bool = True, weekday: bool = True) -> str:
    """Write a day whole: "Thursday 14 January 2027"."""
    if isinstance(value, datetime):
        value = local(value).date()
    return _day(value, language().code, year, weekday)


def clock(value: datetime) -> str:
    """Write a time of day as people say it: "10am", "11:50am"."""
    shown = local(value)
    return _clock(shown.hour, shown.minute, locale_name())


def moment(value: datetime) -> str:
    """Write a day and time: "Thursday 14 January 2027, 10am"."""
    return f"{day(value)}, {clock(value)}"


def machine(value: date | datetime) -> str:
    """Write a moment for the `datetime` attribute of a <time> element."""
    return local(value).isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()


def listing(words: Sequence[str]) -> str:
    """Join words as a sentence does: "Amina, Joss and Priya"."""
    *most, last = [str(word) for word in words] or [""]
    return str(gettext("%(most)s and %(last)s", most=", ".join(most), last=last)) if most else last


def initials(name: str) -> str:
    """Return up to two letters to stand in a ring beside a name."""
    return "".join(word[0] for word in name.split()[:2]).upper()


def init_app(app: Flask) -> None:
    """Connect Flask-Babel, and give templates the functions that write dates and lists. Refused with SettingsError:
    a language that there is not."""
    codes = app.config["SETTINGS"].language_codes
    if not codes or not LANGUAGES.keys() >= set(codes):
        raise SettingsError(f"WORKSPACE_LANGUAGES names some of: {' '.join(LANGUAGES)}.")
    babel.init_app(
        app,
        default_locale="en_GB",
        default_translation_directories=str(ROOT / "translations"),
        locale_selector=locale_name,
        timezone_selector=lambda: str(zone()),
    )
    words = babel.domain_instance = Words()
    # Templates ask the catalogue itself: finding the way through Flask-Babel takes longer than finding the words.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # which Jinja's extension adds
        words.ugettext, words.ungettext, newstyle=True
    )
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.globals.update(
        _=app.jinja_env.globals["gettext"],
        day=day, clock=clock, moment=moment, machine=machine, listing=listing, initials=initials,
        language=language, languages=offered,
    )  # fmt: skip
