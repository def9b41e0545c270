"""Pages of pairs: what everyone may read, for other sites too, and what is on the way there."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from workspace import headers, i18n
from workspace.access import Action, allow, can, me
from workspace.actions.models import ActionState, Task
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.people.models import SpeaksFor
from workspace.people.names import to_names
from workspace.people.queries import names_in
from workspace.said.fates import fate_of
from workspace.said.pairs import queries, service, words
from workspace.said.pairs.feed import as_atom
from workspace.said.pairs.forms import ApproveForm, FilterForm, PairForm, SendBackForm, TakeBackForm, VersionForm
from workspace.said.pairs.models import Pair, PairResult
from workspace.said.pairs.queries import Origin, PairSaid
from workspace.said.things import Key, Thing, key_of
from workspace.said.words import KIND
from workspace.spaces.models import Sharing, Space
from workspace.spaces.queries import space as load_space
from workspace.spaces.views import open_space
from workspace.spaces.words import SHARING
from workspace.web import done, respond

blueprint = Blueprint("pairs", __name__, url_prefix="/spaces/<slug>")
blueprint.add_app_template_global(words.STATE.__getitem__, "pair_state")
blueprint.add_app_template_global(words.STATE_TAG.__getitem__, "pair_tag")


@blueprint.app_template_global()
def language_of(space: Space) -> i18n.Language:
    """Return the language in which a space writes, to mark its texts with on pages in another."""
    return i18n.LANGUAGES.get(space.language, i18n.LANGUAGES["en"])


def pair_to_read(slug: str, pair_id: int) -> Pair | None:
    """Return a pair when whoever asks may read it: a public one where they may know of the space; the others as
    queries.may_read() says."""
    found = queries.pair(slug, pair_id)
    if found is None or not found.is_public:
        return found if found and queries.may_read(current_user.role_in(found.space_id), found.state) else None
    return found if open_space(slug) else None


# --- for everyone --------------------------------------------------------------------------------------------------


@blueprint.get("/you-said")
@allow(Action.SPACE_WELCOME, open_space)
def index(space: Space) -> Response:
    """What people said and what was done, by theme and time, for everyone where the space is public; members also see
    what is on the way."""
    filters = FilterForm(request.args)
    found = queries.public_pairs(space, filters.wanted, request.args.get("page", 1, type=int))
    sums, themes, years = queries.sums(space)
    filters.offer(themes, years)
    on_the_way = queries.on_the_way(space, current_user.role_in(space.id))
    return respond("pairs/index.html", filters=filters, found=found, sums=sums, on_the_way=on_the_way)


@blueprint.get("/you-said.atom")
@allow(Action.SPACE_WELCOME, queries.open_to_all)
def feed(space: Space) -> Response:
    """The newest public pairs for programs that follow sites."""
    pairs = queries.newest_pairs(space, FilterForm(request.args).wanted)
    return Response(as_atom(space, pairs), content_type="application/atom+xml; charset=utf-8")


@blueprint.get("/you-said/list")
@allow(Action.SPACE_WELCOME, queries.open_to_all)
def embed(space: Space) -> Response:
    """The newest public pairs as a plain list that other sites may show inside a page of theirs, in the language of
    the space: no script, no form, no cookie."""
    pairs = queries.newest_pairs(space, FilterForm(request.args).wanted)
    with i18n.speaking(space.language, space):
        answer = respond("pairs/embed.html", pairs=pairs, space=space)
    answer.headers["Content-Security-Policy"] = headers.FRAMED
    return answer


@blueprint.get("/you-said/<int:pair_id>")
@allow(Action.SPACE_WELCOME, pair_to_read)
def show(pair: Pair) -> Response:
    """One pair: for everyone once it is public, and before for those who see to it."""
    return _show(pair)


def _show(pair: Pair, status: int = 200, **forms: Any) -> Response:
    read = {"data": {"version": str(pair.version)}}
    shown: dict[str, Any] = {
        "approving": _approving(pair, **read),
        "sending_back": filled(SendBackForm, "back", **read),
        "taking_back": filled(TakeBackForm, "away", **read),
    }
    made_from: list[Origin] = []
    if can(current_user, Action.PAIR_WRITE, pair):
        made_from = queries.origins(pair.space_id, [source.key for source in pair.sources])
    names = names_in(one.words for one in made_from)
    shown["is_mine"] = not current_user.is_anonymous and current_user.id in queries.who_said(pair)
    shown |= {"form": next(iter(forms.values()), None), **forms}
    return respond("pairs/show.html", status=status, pair=pair, made_from=made_from, names=names, **shown)


def _approving(pair: Pair, **data: Any) -> ApproveForm:
    """Return the form that approves. Whoever speaks for a group of people is there with what these live through: their
    seat says it, and nobody asks again."""
    form = filled(ApproveForm, "approve", **data)
    place = None if current_user.is_anonymous else current_user.membership_in(pair.space_id)
    if place and place.speaks_for is SpeaksFor.GROUP:
        del form.lived
    return form


# --- writing -------------------------------------------------------------------------------------------------------


@blueprint.route("/you-said/new", methods=["GET", "POST"])
@allow(Action.PAIR_WRITE, load_space)
def draft(space: Space) -> Response:
    """Draft a pair from something that was said, or from an action and what it came of, which may be named in the
    address (?of=heard-12)."""
    keys = [key for name in request.args.getlist("of")[:20] if (key := key_of(name))]
    keys += queries.said_before(space, keys)
    found = queries.to_choose(space, keys)
    form = _offered(filled(PairForm, data=_begun(found, keys)), space, found)
    if not form.validate_on_submit():
        return respond("pairs/edit.html", status=_status(), form=form, pair=None)
    try:
        made = service.draft(space, actor=me(), words=form.words, keys=form.keys)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return respond("pairs/edit.html", status=422, form=form, pair=None)
    return done(_address(made, space), _("The draft is kept. Read it once more, then send it for approval"))


@blueprint.route("/you-said/<int:pair_id>/change", methods=["GET", "POST"])
@allow(Action.PAIR_WRITE, queries.pair)
def change(pair: Pair) -> Response:
    """Change a pair. One that everyone could read waits for approval again."""
    keys = [source.key for source in pair.sources]
    found = queries.to_choose(pair.space, keys)
    names = ("said", "did", "because", "instead", "asked_else", "theme")
    data = {name: getattr(pair, name) for name in names} | {"result": pair.result.value, "version": str(pair.version)}
    data["sources"] = [f"{kind.value}-{number}" for kind, number in keys]
    form = _offered(filled(PairForm, data=data), pair.space, found)
    if not form.validate_on_submit():
        return respond("pairs/edit.html", status=_status(), form=form, pair=pair)
    try:
        made = service.change(pair, actor=me(), words=form.words, keys=form.keys, version=form.read)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return respond("pairs/edit.html", status=422, form=form, pair=pair)
    return done(_address(made, pair.space), _("Saved: %(state)s", state=words.STATE[made.state]))


def _offered(form: PairForm, space: Space, found: list[Origin]) -> PairForm:
    names = names_in(one.words for one in found)
    form.offer([_choice(one, names) for one in found], queries.themes(space.id))
    return form


def _choice(one: Origin, names: dict[int, str]) -> tuple[str, str, str]:
    said = to_names(one.words, names)
    where = {"kind": KIND[one.kind], "who": SHARING[one.level]}
    beneath = _("%(kind)s. May be read by: %(who)s", **where)
    if one.meeting:
        beneath = _("%(kind)s, “%(meeting)s”. May be read by: %(who)s", meeting=one.meeting.title, **where)
    return one.name, said if len(said) <= 200 else said[:199] + "…", str(beneath)


def _begun(found: list[Origin], keys: list[Key]) -> dict[str, Any]:
    """Begin with the words that everyone may read; where they are kept closer, whoever drafts finds their own."""
    chosen = [one for one in found if one.key in keys]
    actions = [one.of for one in chosen if isinstance(one.of, Task)]
    data: dict[str, Any] = {"sources": [one.name for one in chosen], "version": "0", "result": None}
    if actions and not any(task.is_open for task in actions):
        could_not = all(task.state is ActionState.COULD_NOT for task in actions)
        data["result"] = (PairResult.COULD_NOT if could_not else PairResult.DONE).value
    if chosen and all(one.level is Sharing.PUBLIC for one in chosen):
        said, came = (_of_actions if actions else _of_what_was_said)(chosen)
        data["said"] = "\n\n".join(to_names(words, {}) for words in said)
        data["result"] = data["result"] or (PairResult.DONE.value if any(came) else None)
        field = "because" if data["result"] == PairResult.COULD_NOT.value else "did"
        data[field] = "\n\n".join(to_names(words, {}) for words in came)
    return data


def _of_what_was_said(chosen: list[Origin]) -> tuple[list[str], list[str]]:
    fates = [fate_of(me(), one.of, one.outcome) for one in chosen if isinstance(one.of, Thing)]
    return [one.words for one in chosen], [fate.words for fate in fates if fate.is_reached]


def _of_actions(chosen: list[Origin]) -> tuple[list[str], list[str]]:
    """Return what was said, else why there are these actions; and what changed with them, or why it could not."""
    actions = [one.of for one in chosen if isinstance(one.of, Task)]
    said = [one.words for one in chosen if isinstance(one.of, Thing)]
    return said or [task.why or task.what for task in actions], [task.state_words for task in actions]


# --- on the way ----------------------------------------------------------------------------------------------------


@blueprint.post("/you-said/<int:pair_id>/send")
@allow(Action.PAIR_WRITE, queries.pair)
def send(pair: Pair) -> Response:
    """Send a draft for approval."""
    form = filled(VersionForm, "send")
    try:
        service.send(pair, actor=me(), version=form.read)
    except DomainError as refused:
        return _refused(pair, form, refused)
    return done(_address(pair, pair.space), _("Sent. A member with lived experience reads it before everyone does"))


@blueprint.post("/you-said/<int:pair_id>/approve")
@allow(Action.PAIR_APPROVE, queries.pair)
def approve(pair: Pair) -> Response:
    """Let everyone read a pair."""
    form = _approving(pair)
    if not form.validate_on_submit():
        return _show(pair, 422, approving=form)
    try:
        service.approve(pair, actor=me(), version=form.read, named=bool(form.named.data))
    except DomainError as refused:
        return _refused(pair, form, refused)
    return done(_address(pair, pair.space), _approved(pair))


def _approved(pair: Pair) -> str:
    if pair.space.is_public:
        return str(_("Approved: everyone can read it now"))
    return str(_("Approved: everybody in the group can read it now"))


@blueprint.post("/you-said/<int:pair_id>/send-back")
@allow(Action.PAIR_APPROVE, queries.pair)
def send_back(pair: Pair) -> Response:
    """Send a pair back to whoever wrote it, with what should be changed."""
    form = filled(SendBackForm, "back")
    if not form.validate_on_submit():
        return _show(pair, 422, sending_back=form)
    try:
        service.send_back(pair, actor=me(), version=form.read, words=form.words.data or "")
    except DomainError as refused:
        return _refused(pair, form, refused)
    return done(url_for("pairs.index", slug=pair.space.slug), _("Sent back, with your words"))


@blueprint.post("/you-said/<int:pair_id>/take-back")
@allow(Action.PAIR_WRITE, queries.pair)
def take_back(pair: Pair) -> Response:
    """Take a public pair back."""
    form = filled(TakeBackForm, "away")
    if not form.validate_on_submit():
        return _show(pair, 422, taking_back=form)
    try:
        service.take_back(pair, actor=me(), version=form.read, words=form.words.data or "")
    except DomainError as refused:
        return _refused(pair, form, refused)
    return done(_address(pair, pair.space), _("Taken back. Nobody else can read it any more"))


@blueprint.post("/you-said/<int:pair_id>/my-name")
@allow(Action.PAIR_NAME, queries.pair_said)
def my_name(said: PairSaid) -> Response:
    """Show the name of somebody who said it, by their own yes, or show it no more."""
    form, pair = filled(VersionForm, "name"), said.pair
    if request.form.get("use") == "no":
        service.take_my_name_away(pair, actor=me())
        return done(_address(pair, pair.space), _("Your name does not stand there any more"))
    try:
        service.use_my_name(pair, actor=me(), version=form.read)
    except DomainError as refused:
        return _refused(pair, form, refused)
    return done(_address(pair, pair.space), _("Your name stands beside it. You can take it away at any time"))


def _refused(pair: Pair, form: VersionForm, refused: DomainError) -> Response:
    form.add_error("", refused.words)
    return _show(pair, 422, form=form)


def _address(pair: Pair, space: Space) -> str:
    return url_for("pairs.show", slug=space.slug, pair_id=pair.id)


def _status() -> int:
    return 422 if request.method == "POST" else 200
