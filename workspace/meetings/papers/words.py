"""How the forms of papers are said: defined once for every page and message."""

from typing import Any

from babel import Locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from workspace.i18n import LANGUAGES, locale_name
from workspace.meetings.papers.models import PaperForm
from workspace.people.models import Format
from workspace.people.words import FORMAT
from workspace.uploads.models import Upload

KILO = 1024

PAPER_FORM: dict[PaperForm, Any] = {
    one: _l("The usual form") if one is PaperForm.STANDARD else FORMAT[Format(one.value)] for one in PaperForm
}


# Names that people use and Babel does not, and languages that it does not know.
ALSO_CALLED = {
    "bengali": "bn", "cantonese": "yue", "farsi": "fa", "gaelic": "gd", "mandarin": "zh", "mirpuri": "phr",
    "pahari": "phr", "panjabi": "pa", "romani": "rom", "romany": "rom", "sorani": "ckb", "sylheti": "syl", "bsl": "bfi",
}  # fmt: skip
BESIDE: dict[str, Any] = {
    "bfi": _l("British Sign Language"), "phr": _l("Pahari"), "rom": _l("Romani"), "syl": _l("Sylheti")
}  # fmt: skip


def name_of_language(code: str) -> str:
    """Return what a language is called: its own name where this site is in it, else the reader's name for it."""
    if code in LANGUAGES:
        return LANGUAGES[code].name
    known = BESIDE.get(code) or Locale.parse(locale_name()).languages.get(code, code)
    return str(known)


def code_of_language(typed: str) -> str:
    """Return the code of a language that somebody named in English, Welsh or their own language, or nothing."""
    wanted = " ".join(typed.lower().split())
    for code, name in BESIDE.items():
        if str(name).lower() == wanted:
            return code
    for locale in dict.fromkeys([locale_name(), "en_GB", "cy"]):
        names = Locale.parse(locale).languages
        if found := [str(code) for code, name in names.items() if name.lower() == wanted]:
            return found[0]
    return ALSO_CALLED.get(wanted, "")


def in_words(form: PaperForm, language: str, of_space: str) -> str:
    """Say in which form a version is, and in which language where that is not the language of the space."""
    words = str(PAPER_FORM[form])
    if language == of_space:
        return words
    return str(_("%(form)s, in %(language)s", form=words, language=name_of_language(language)))


def file_in_words(upload: Upload) -> str:
    """Say what kind of file it is and how large, so that nobody on a phone is surprised: "PDF file, 2 MB"."""
    kilobytes = -(-upload.size // KILO)
    size = f"{kilobytes} kB" if kilobytes < KILO else f"{-(-kilobytes // KILO)} MB"
    return str(_("%(kind)s file, %(size)s", kind=upload.suffix.lstrip(".").upper(), size=size))
