"""The rules themselves, without any page: who is what, and what follows from it."""

from itertools import product
from types import SimpleNamespace

import pytest

from tests.support.each import of_each
from workspace.access import OPEN, RULES, Action, can
from workspace.people.models import Nobody, Person
from workspace.roles import Role
from workspace.spaces.models import Membership

HERE, ELSEWHERE = 1, 2
OF_SPACES = [action for action in Action if action not in OPEN and not action.startswith(("me:", "draft:"))]


def person(role: Role | None = None, space: int = HERE, left: bool = False, **facts) -> Person:
    made = Person(id=facts.pop("id", 7), is_host=facts.pop("is_host", False), **facts)
    place = Membership(space_id=space, role=role, left_at="2027" if left else None)
    made.__dict__["memberships"] = [place] if role else []
    return made


def thing(**facts) -> SimpleNamespace:
    """A thing of a meeting here, of which the person has no part; `facts` say what is different."""
    plain = {
        "space_id": HERE, "owner_id": 0, "open_to_members": True, "notes_are_published": False,
        "notes_are_being_checked": False, "invited": lambda who: False, "stands_for": lambda who: False,
        "place_of": lambda who: SimpleNamespace(chairs=False, runs_it=False, takes_part=False),
        "asks": lambda who: False, "concerns": lambda who: False, "was_raised_by": lambda who: False,
        "was_raised_openly_by": lambda who: False,
        "is_public": False, "by_id": 0, "appeals_to": lambda who: False,
    }  # fmt: skip
    return SimpleNamespace(**plain | facts)


def _invited(**facts) -> SimpleNamespace:
    return thing(invited=lambda who: who.id == 7, **facts)


def _own() -> SimpleNamespace:
    return thing(owner_id=7, stands_for=lambda who: who.id == 7, concerns=lambda who: who.id == 7)


def test_every_action_has_a_rule() -> None:
    assert RULES.keys() == set(Action)


@of_each(sorted(set(Action) - OPEN))
def test_nobody_may_do_nothing_that_is_not_open(action: Action) -> None:
    for made in (thing(), _invited(notes_are_published=True)):
        assert not can(Nobody(), action, made)


@of_each(OF_SPACES)
def test_an_organiser_of_another_space_is_a_stranger_here(action: Action) -> None:
    assert not can(person(Role.ORGANISER, ELSEWHERE), action, thing())


@of_each(list(product(OF_SPACES, Role)))
def test_whoever_left_is_a_stranger(action: Action, role: Role) -> None:
    assert not can(person(role, left=True), action, thing())


def test_a_host_sees_the_installation_and_no_space_and_erases_whoever_asks_for_it() -> None:
    host = person(is_host=True)
    allowed = {action for action in set(Action) - OPEN if can(host, action, thing())}
    assert allowed == {Action.HOST_READ, Action.PERSON_ERASE, Action.ME_READ, Action.ME_EDIT, Action.DRAFT_KEEP}
    assert not can(person(Role.ORGANISER), Action.HOST_READ)


def test_a_guest_of_one_meeting_reads_it_suggests_and_no_more() -> None:
    guest, mine = person(), {Action.ME_READ, Action.ME_EDIT, Action.DRAFT_KEEP}
    here = {
        Action.MEETING_READ, Action.KEPT_READ, Action.VENUE_READ, Action.PAPER_LIST, Action.PAPER_READ, Action.FOLLOW,
        Action.TAKE_PART, Action.SUGGEST, Action.SAID_MARK, Action.FEEDBACK_READ,
    }  # fmt: skip
    allowed = {action for action in set(Action) - OPEN if can(guest, action, _invited())}
    assert allowed - mine == here
    allowed = {action for action in set(Action) - OPEN if can(guest, action, _invited(notes_are_published=True))}
    assert allowed - mine == here | {Action.NOTES_READ, Action.CHECK_READ, Action.OUTCOME_READ}


def test_what_is_kept_to_the_people_invited_is_read_by_them_and_by_those_who_write_it_down() -> None:
    assert can(person(Role.NOTE_TAKER), Action.KEPT_READ, thing())
    assert not can(person(Role.MEMBER), Action.KEPT_READ, thing(notes_are_published=True))
    kept, mine = thing(open_to_members=False), _invited(open_to_members=False)
    assert not can(person(Role.MEMBER), Action.ACTION_READ, kept)
    assert can(person(Role.MEMBER), Action.ACTION_READ, mine)
    assert can(person(Role.NOTE_TAKER), Action.ACTION_READ, kept)
    assert not can(person(), Action.ACTION_READ, mine), "a guest reads the actions in the notes"


def test_notes_are_read_by_members_once_they_are_published() -> None:
    member, taker = person(Role.MEMBER), person(Role.NOTE_TAKER)
    draft, published = thing(), _invited(notes_are_published=True)
    assert not can(member, Action.NOTES_READ, draft)
    assert can(member, Action.NOTES_READ, published)
    assert can(taker, Action.NOTES_READ, draft)


def test_a_draft_that_is_checked_is_read_by_those_who_were_there() -> None:
    there = {"place_of": lambda who: SimpleNamespace(chairs=False, runs_it=False, takes_part=True)}
    checked = _invited(notes_are_being_checked=True, **there)
    for action in (Action.NOTES_READ, Action.CHECK_READ, Action.CORRECTION_ASK):
        assert can(person(Role.MEMBER), action, checked)
        assert not can(person(Role.MEMBER), action, _invited(notes_are_being_checked=True))
    assert not can(person(Role.MEMBER), Action.NOTES_READ, _invited(**there))


def test_people_answer_for_themselves_and_change_their_own_actions() -> None:
    member = person(Role.MEMBER)
    assert can(member, Action.REPLY, _own())
    assert not can(member, Action.REPLY, thing())
    assert can(member, Action.ACTION_UPDATE, _own())
    assert not can(member, Action.ACTION_UPDATE, thing())
    assert can(person(), Action.ACTION_READ, _own()), "a guest who took on an action sees it"


def test_what_is_for_anybody_is_read_without_an_account_and_kept_by_the_group_alone() -> None:
    public = thing(is_public=True)
    assert can(Nobody(), Action.CONSULTATION_COMMENT, public)
    assert not can(Nobody(), Action.CONSULTATION_COMMENT, thing())
    for action in (Action.COMMENT_ANSWER, Action.COMMENT_HIDE, Action.COMMENT_TYPE):
        assert can(person(Role.NOTE_TAKER), action, public)
        assert not can(person(Role.MEMBER), action, public)
    assert can(person(), Action.COMMENT_APPEAL, thing(by_id=7))
    assert not can(person(Role.ORGANISER), Action.COMMENT_APPEAL, public)
    assert can(person(Role.MEMBER), Action.APPEAL_SETTLE, thing(appeals_to=lambda who: who.id == 7))
    assert not can(person(Role.ORGANISER), Action.APPEAL_SETTLE, public)


@pytest.mark.parametrize("action", [Action.NEEDS_READ, Action.SLIP_MAKE, Action.MEMBER_EDIT, Action.SPACE_EDIT])
def test_only_organisers_reach_what_is_private(action: Action) -> None:
    assert can(person(Role.ORGANISER), action, thing())
    assert not can(person(Role.NOTE_TAKER), action, thing())
    assert not can(person(Role.MEMBER), action, thing())


def test_an_action_that_there_is_not_is_an_error_and_not_a_refusal() -> None:
    with pytest.raises(ValueError, match="nothing:do"):
        can(person(), "nothing:do", thing())
