"""Who hears what becomes of a pair: those who can approve it, whoever wrote it, and whoever said it with their name.

Each hears in the way that they chose: at once, in the message of the week, or on the pages alone. Whoever said it in
private, or without a name, gets no message at all, for a list of messages would tell of them: they read it on their own
page. No message says who said something.
"""

from collections.abc import Collection

from flask_babel import gettext as _
from sqlalchemy import delete, select

from workspace import db, i18n, jobs, mail
from workspace.actions.weekly import service as weekly
from workspace.people.letters import ByHand, letter, tell
from workspace.people.models import Hears, Person
from workspace.roles import NOTE_TAKERS
from workspace.said.models import Contribution, Shown
from workspace.said.pairs import audience, queries, words
from workspace.said.pairs.models import Pair, PairState, WaitingPair
from workspace.said.queries import of_thing


def it_waits(pair: Pair) -> None:
    """Let those who can approve the pair know that it waits for one of them. In a job: they may be many."""
    key = f"pair_waits:{pair.id}:{pair.version}"
    jobs.enqueue("pair_waits", key=key, pair_id=pair.id, version=pair.version)


@jobs.handler("pair_waits")
def tell_approvers(pair_id: int, version: int) -> None:
    """Tell those who can approve a pair that it waits, unless it changed or was settled meanwhile."""
    pair = queries.pair_to_tell(pair_id)
    if pair.version == version and pair.state is PairState.WAITING:
        for person in audience.approvers(pair):
            _hear(person, pair)


def it_became(pair: Pair, *, but: Collection[int]) -> None:
    """Tell whoever wrote the pair, approved it, and said it with their name, what became of it; but not these people,
    who did it. Whoever said it hears of what is public with the words that they said led to it."""
    said_it = {mark.person_id: mark for mark in named_marks(pair)}
    for person in audience.concerned(pair, said_it):
        if person.id not in but:
            _hear(person, pair, said_it.get(person.id))


def named_marks(pair: Pair) -> list[Contribution]:
    """Return the marks with a name on what the pair was made from."""
    marks = [mark for source in pair.sources for mark in of_thing(pair.space_id, source.key)]
    return [mark for mark in marks if mark.shown is Shown.NAMED]


def _hear(person: Person, pair: Pair, mark: Contribution | None = None) -> None:
    if person.hears is Hears.WEEKLY:
        here = (WaitingPair.pair_id == pair.id, WaitingPair.person_id == person.id)
        if not db.session.scalar(select(WaitingPair.id).where(*here)):
            db.session.add(WaitingPair(space_id=pair.space_id, pair_id=pair.id, person_id=person.id))
        return
    if person.hears is Hears.PAGES:
        return
    hand = [ByHand(pair.space_id, pair_ids=[pair.id])]
    if mark and pair.is_public:
        key = f"pair_public:{pair.id}:{pair.version}"
        tell(person, "pair_public", key=key, by_hand=hand, pair_id=pair.id, contribution_id=mark.id)
    else:
        key = f"pair_news:{pair.id}:{pair.version}:{pair.state}"
        tell(person, "pair_news", key=key, by_hand=hand, pair_id=pair.id, version=pair.version, state=pair.state.value)


@mail.template("pair_public")
def pair_public(person_id: int, pair_id: int, contribution_id: int, to_supporter: bool = False) -> mail.Letter:
    """Tell somebody that what they said, and what was done, is public. What was made private since is not in it."""
    person, found = db.session.get_one(Person, person_id), queries.pair_to_tell(pair_id)
    mark = db.session.get(Contribution, contribution_id)
    shown = found if found.is_public and mark and mark.shown is Shown.NAMED else None
    language = person.language or found.space.language
    with i18n.speaking(language, found.space):
        text = mail.written("pair_public", person=person, space=found.space, pair=shown, to_supporter=to_supporter)
        subject = _("%(space)s: what you said, and what was done, is public", space=found.space.name)
    return letter(person, to_supporter=to_supporter, language=language, subject=subject, text=text)


@mail.template("pair_news")
def pair_news(person_id: int, pair_id: int, version: int, state: str, to_supporter: bool = False) -> mail.Letter:
    """Tell somebody what became of a pair. Why it was sent or taken back stands in it for note takers alone; of words
    that changed since it says nothing."""
    person, pair = db.session.get_one(Person, person_id), queries.pair_to_tell(pair_id)
    db.session.refresh(person, ["memberships"])  # what they may read of it depends on where they belong
    now = PairState(state)
    stands = pair.version == version and pair.state is now
    writes = person.role_in(pair.space_id) in NOTE_TAKERS
    language = person.language or pair.space.language
    with i18n.speaking(language, pair.space):
        text = mail.written(
            "pair_news", person=person, space=pair.space, pair=pair if stands else None,
            now_it_is=words.BECAME[now], why=pair.words if stands and writes else "",
            address=_address(pair, person), to_supporter=to_supporter,
        )  # fmt: skip
        subject = _("%(space)s: “You said, we did”: %(state)s", space=pair.space.name, state=words.STATE[now])
    return letter(person, to_supporter=to_supporter, language=language, subject=subject, text=text)


def _address(pair: Pair, person: Person) -> str:
    """Return the page of the pair where the person may read it, else that of all."""
    if pair.is_public or queries.may_read(person.role_in(pair.space_id), pair.state):
        return mail.link("pairs.show", slug=pair.space.slug, pair_id=pair.id)
    return mail.link("pairs.index", slug=pair.space.slug)


# --- the message of the week ---------------------------------------------------------------------------------------


def _open_to(person: Person, numbers: list[int]) -> tuple[list[int], list[ByHand]]:
    found = audience.to_hear_of(person, numbers)
    return [pair.id for pair in found], [ByHand(pair.space_id, pair_ids=[pair.id]) for pair in found]


def _said(person: Person, numbers: list[int]) -> list[weekly.Told]:
    return [
        weekly.Told(pair.said, [(None, str(words.BECAME[pair.state]), "")], pair.space, _address(pair, person))
        for pair in audience.to_hear_of(person, numbers)
    ]


def _forget(person_id: int, numbers: list[int]) -> None:
    done = (WaitingPair.person_id == person_id, WaitingPair.pair_id.in_(numbers))
    db.session.execute(delete(WaitingPair).where(*done))


weekly.also.append(weekly.Also("pair_ids", audience.waiting_news, _open_to, _said, _forget))
