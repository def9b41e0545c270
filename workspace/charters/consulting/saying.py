"""What somebody says of a draft, as it was typed, and how it came."""

from dataclasses import dataclass

from workspace.charters.consulting.models import About, Came, ConsultationQuestion, Stance
from workspace.charters.models import CharterPart
from workspace.people.models import Person


@dataclass(frozen=True)
class Said:
    """One thing that somebody says, as it was typed."""

    about: About
    words: str
    stance: Stance | None = None
    question: ConsultationQuestion | None = None
    part: CharterPart | None = None


@dataclass(frozen=True)
class Source:
    """Who says it and how it came. A note taker who types it in is no author of it."""

    by: Person | None = None
    called: str = ""
    came: Came = Came.PAGE
    came_from: str = ""
    typed_by: Person | None = None
