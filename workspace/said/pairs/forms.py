"""The forms of pairs."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField

from workspace.forms import Form, Line, NeededWhen, OneOf, Required, SomeOf, Text
from workspace.said.pairs.models import LONGEST_THEME, PairResult, Words
from workspace.said.pairs.queries import Wanted
from workspace.said.pairs.words import RESULT
from workspace.said.things import Key, key_of

LONG = 1_000  # letters of one part of a pair


class VersionForm(Form):
    """Which text of a pair somebody has before them."""

    version = HiddenField()

    @property
    def read(self) -> int:
        typed = self.version.data or ""
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0


class PairForm(VersionForm):
    """What was said, and what was done."""

    sources = SomeOf(_l("What was it made from?"), [Required(_l("Choose what it was made from"))])
    said = Text(_l("You said"), [Required(_l("Write what people said"))], most=LONG)
    result = OneOf(
        _l("What became of it?"), [Required(_l("Choose what became of it"))],
        choices=[(result.value, words) for result, words in RESULT.items()],
    )  # fmt: skip
    did = Text(_l("What we did"), [NeededWhen("result", {PairResult.DONE}, _l("Write what was done"))], most=LONG)
    because = Text(
        _l("Why we could not"), [NeededWhen("result", {PairResult.COULD_NOT}, _l("Write why it could not be done"))],
        most=LONG,
    )  # fmt: skip
    instead = Text(_l("What there is instead"), most=LONG)
    asked_else = Text(_l("Whom else we asked"), most=LONG)
    theme = SelectField(_l("Theme"), validate_choice=False)
    new_theme = Line(
        _l("Another theme"), [NeededWhen("theme", {"", None}, _l("Choose a theme, or write one"))], most=LONGEST_THEME
    )
    stands_alone = BooleanField(
        _l("Everyone may read these words: they name nobody, and say nothing that is kept to the group"),
        [Required(_l("Read it once more, and say that everyone may read it"))],
    )

    def offer(self, sources: Sequence[tuple[str, str, str]], themes: Sequence[str]) -> None:
        """Say what there is to choose from."""
        self.sources.offer(sources)
        self.theme.choices = [("", _("Another theme")), *((one, one) for one in themes)]

    @property
    def keys(self) -> list[Key]:
        return [key for name in self.sources.data or [] if (key := key_of(name))]

    @property
    def words(self) -> Words:
        """Return what was written. What belongs to the other result is left out."""
        result = PairResult(self.result.data)
        could_not = result is PairResult.COULD_NOT
        return Words(
            result, self.said.data or "", self.theme.data or self.new_theme.data or "",
            did="" if could_not else self.did.data or "", because=self.because.data or "" if could_not else "",
            instead=self.instead.data or "" if could_not else "", asked_else=self.asked_else.data or "",
        )  # fmt: skip


class ApproveForm(VersionForm):
    """Whether everyone may read it."""

    lived = BooleanField(
        _l("I have lived experience of what this is about: it is my own life, or that of somebody I care for"),
        [Required(_l("Say that you have lived experience of it, or leave it to somebody who has"))],
    )
    named = BooleanField(_l("Show my name beside it"))


class SendBackForm(VersionForm):
    """What is to be changed first."""

    words = Text(_l("What should be changed?"), [Required(_l("Write what should be changed"))], most=LONG)


class TakeBackForm(VersionForm):
    """Why it is not to be shown any more."""

    words = Text(_l("Why is it taken back?"), [Required(_l("Write why it is taken back"))], most=LONG)


class FilterForm(Form):
    """Which pairs to show. It changes nothing, so it is read from the address."""

    theme = SelectField(_l("Theme"), validate_choice=False)
    when = SelectField(_l("When"), validate_choice=False)

    def offer(self, themes: Sequence[str], years: Sequence[int]) -> None:
        """Say which themes and times there are."""
        quarters = (_("January to March"), _("April to June"), _("July to September"), _("October to December"))
        times = [("", _("All times"))]
        for year in years:
            times += [(str(year), str(year))]
            times += [
                (f"{year}-{n}", _("%(year)s, %(months)s", year=year, months=q)) for n, q in enumerate(quarters, 1)
            ]
        self.theme.choices = [("", _("All themes")), *((one, one) for one in themes)]
        self.when.choices = times

    @property
    def wanted(self) -> Wanted:
        return Wanted(self.theme.data or "", self.when.data or "")
