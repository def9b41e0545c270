"""Pages of the glossary, and the look at a text that was just written."""

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from workspace import i18n
from workspace.access import Action, allow, me
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.spaces.glossary import plain, queries, service
from workspace.spaces.glossary.finding import Told
from workspace.spaces.glossary.forms import AskForm, StarterForm, TermForm
from workspace.spaces.glossary.models import Term
from workspace.spaces.models import Space
from workspace.spaces.queries import space
from workspace.web import done, respond

ADVICE = "advice"  # what is said beside a text that was saved: it is no result

blueprint = Blueprint("glossary", __name__, url_prefix="/spaces/<slug>/glossary")


@blueprint.app_template_global("with_glossary")
def with_glossary(page: str, space: Space) -> Told:
    """Return a page with its short forms written out, and the words to explain at its foot."""
    return queries.glossary(space).in_page(page)


def _status() -> int:
    return 422 if request.method == "POST" else 200


@blueprint.route("", methods=["GET", "POST"])
@allow(Action.GLOSSARY_READ, space)
def index(space: Space) -> Response:
    """The words of the space with their meanings; any member asks here for one to be explained."""
    form = filled(AskForm, "ask")
    if form.validate_on_submit():
        try:
            asked = service.ask(space, actor=me(), word=form.word.data or "")
            said = _("Asked: what does “%(word)s” mean? You hear when it is explained", word=asked.word)
            return done(_address(space), said)
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    return respond("glossary/index.html", status=_status(), form=form, terms=queries.terms(space))


@blueprint.route("/add", methods=["GET", "POST"])
@allow(Action.GLOSSARY_KEEP, space)
def add(space: Space) -> Response:
    """Explain a word."""
    form = filled(TermForm, data={"word": request.args.get("word", ""), "language": space.language})
    form.offer_languages(space.language)
    if form.validate_on_submit():
        try:
            made = service.add(space, actor=me(), facts=form.facts)
            return done(f"{_address(space)}#term-{made.id}", _("“%(word)s” is explained", word=made.word))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    return respond("glossary/edit.html", status=_status(), form=form, term=None)


@blueprint.route("/start", methods=["GET", "POST"])
@allow(Action.GLOSSARY_KEEP, space)
def start(space: Space) -> Response:
    """Take words over that we have explained already."""
    form = filled(StarterForm)
    form.offer({one.key for one in queries.terms(space) if not one.waits})
    if not form.validate_on_submit():
        return respond("glossary/start.html", status=_status(), form=form)
    count = service.take_over(space, actor=me(), numbers=form.words.data or [])
    said = ngettext(
        "%(num)d word is on the list. Change it as you like",
        "%(num)d words are on the list. Change them as you like",
        count,
    )
    return done(_address(space), said)


@blueprint.route("/<int:term_id>", methods=["GET", "POST"])
@allow(Action.GLOSSARY_KEEP, queries.term)
def change(term: Term) -> Response:
    """Change what is said of a word, or explain one that a member asked for."""
    form = filled(TermForm, obj=term)
    form.offer_languages(term.space.language)
    if form.validate_on_submit():
        waited = term.waits
        try:
            untold = service.change(term, actor=me(), facts=form.facts)
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
        else:
            words = (
                _("“%(word)s” is explained", word=term.word) if waited else _("“%(word)s” is changed", word=term.word)
            )
            if untold:
                words += ". " + _("%(name)s has no e-mail: ring or write to them.", name=untold.preferred_name)
            return done(f"{_address(term.space)}#term-{term.id}", words)
    return respond("glossary/edit.html", status=_status(), form=form, term=term)


@blueprint.post("/<int:term_id>/remove")
@allow(Action.GLOSSARY_KEEP, queries.term)
def remove(term: Term) -> Response:
    """Take a word off the list."""
    try:
        service.remove(term, actor=me())
    except DomainError as refused:
        return done(_address(term.space), refused.words)
    return done(_address(term.space), _("“%(word)s” is off the list", word=term.word))


def _address(space: Space) -> str:
    return url_for("glossary.index", slug=space.slug)


# --- while people write --------------------------------------------------------------------------------------------


def advised(answer: Response, space: Space, *texts: str | None) -> Response:
    """Say beside what was saved which sentences are long and which short forms nobody has explained. It is advice:
    the text is saved as it was written, and a page that is shown again after a refusal says nothing of it."""
    for words in advice(space, *texts):
        flash(words, ADVICE)
    return answer


def advice(space: Space, *texts: str | None) -> list[str]:
    """Return what could be easier in these texts, kindly, in sentences."""
    written = "\n".join(text for text in texts if text)
    said = []
    if long := plain.long_sentences(written):
        count = ngettext(
            "%(num)d sentence has more than %(most)d words.",
            "%(num)d sentences have more than %(most)d words.",
            len(long),
            most=plain.LONGEST_SENTENCE,
        )
        begin = i18n.listing([f"“{words} …”" for words in long[: plain.SHOWN]])
        said.append(" ".join((count, _("Shorter ones are easier to follow: %(sentences)s", sentences=begin))))
    known = {one.word for one in queries.glossary(space).entries}
    if forms := plain.unexplained(written, known):
        listed = i18n.listing(forms[: plain.SHOWN])
        known_to_few = _("Not everybody may know these short forms: %(forms)s.", forms=listed)
        said.append(" ".join((known_to_few, _("Write them out, or explain them in our list of words."))))
    return [str(words) for words in said]
