"""How the forms of papers are said: defined once for every page and message."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from workspace.i18n import LANGUAGES
from workspace.meetings.papers.models import PaperForm
from workspace.people.models import Format
from workspace.people.words import FORMAT
from workspace.uploads.models import Upload

KILO = 1024

PAPER_FORM: dict[PaperForm, Any] = {
    one: _l("The usual form") if one is PaperForm.STANDARD else FORMAT[Format(one.value)] for one in PaperForm
}


def in_words(form: PaperForm, language: str, of_space: str) -> str:
    """Say in which form a version is, and in which language where that is not the language of the space."""
    words = str(PAPER_FORM[form])
    if language == of_space:
        return words
    name = LANGUAGES[language].name if language in LANGUAGES else language
    return str(_("%(form)s, in %(language)s", form=words, language=name))


def file_in_words(upload: Upload) -> str:
    """Say what kind of file it is and how large, so that nobody on a phone is surprised: "PDF file, 2 MB"."""
    kilobytes = -(-upload.size // KILO)
    size = f"{kilobytes} kB" if kilobytes < KILO else f"{-(-kilobytes // KILO)} MB"
    return str(_("%(kind)s file, %(size)s", kind=upload.suffix.lstrip(".").upper(), size=size))
