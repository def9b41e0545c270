"""Who may do what: every action, the rule table, can(), allow(). Nothing else decides.

Closed by default: a view that declares no action is refused, and an action without a rule cannot exist.
The rules are made of predicates of workspace/roles.py, and what they look at was loaded by the query named in allow().
"""

import enum
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from flask import Flask, abort, current_app, g, request
from flask_login import current_user
from werkzeug.wrappers import Response

from workspace import roles

P = ParamSpec("P")


class Action(enum.StrEnum):
    """Everything that a person may do or see, as noun:verb."""

    PUBLIC_READ = "public:read"
    SIGN_IN = "sign_in:do"
    SET_UP = "installation:set_up"
    SETTINGS_READING = "reading:choose"
    ME_READ = "me:read"
    ME_EDIT = "me:edit"
    DRAFT_KEEP = "draft:keep"
    HOST_READ = "host:read"
    SPACE_WELCOME = "space:welcome"
    SPACE_READ = "space:read"
    SPACE_EDIT = "space:edit"
    AGREEMENT_READ = "agreement:read"
    AGREEMENT_EDIT = "agreement:edit"
    GLOSSARY_READ = "glossary:read"
    GLOSSARY_KEEP = "glossary:keep"
    NEARBY_KEEP = "nearby:keep"
    LADDER_KEEP = "ladder:keep"
    HANDOVER_READ = "handover:read"
    HANDOVER_WRITE = "handover:write"
    PEOPLE_LIST = "people:list"
    PERSON_READ = "person:read"
    PERSON_ERASE = "person:erase"
    MEMBER_EDIT = "member:edit"
    SKILLS_EDIT = "skills:edit"
    SLIP_MAKE = "slip:make"
    VENUE_LIST = "venue:list"
    VENUE_READ = "venue:read"
    VENUE_EDIT = "venue:edit"
    DATES_KEEP = "dates:keep"
    MEETING_LIST = "meeting:list"
    MEETING_PLAN = "meeting:plan"
    MEETING_READ = "meeting:read"
    MEETING_EDIT = "meeting:edit"
    PAPER_LIST = "paper:list"
    PAPER_READ = "paper:read"
    PAPER_EDIT = "paper:edit"
    POLL_LIST = "poll:list"
    POLL_READ = "poll:read"
    POLL_EDIT = "poll:edit"
    POLL_ANSWER = "poll:answer"
    INVITE = "meeting:invite"
    REPLY = "invitation:answer"
    INVOLVING_EDIT = "involving:edit"
    OFFER_EDIT = "offer:edit"
    OFFER_ANSWER = "offer:answer"
    OFFER_ANSWERS = "offer_answers:read"
    NEEDS_READ = "meeting_needs:read"
    NEEDS_ARRANGE = "meeting_needs:arrange"
    NEED_JUDGE = "meeting_needs:judge"
    SUGGEST = "suggestion:make"
    SUGGESTION_ANSWER = "suggestion:answer"
    ASKED_ANSWER = "asked:answer"
    RUN = "meeting:run"
    FOLLOW = "meeting:follow"
    TAKE_PART = "meeting:take_part"
    FACILITATE = "meeting:facilitate"
    NOTES_WRITE = "notes:write"
    NOTES_READ = "notes:read"
    KEPT_READ = "kept:read"
    CHECK_READ = "check:read"
    CORRECTION_ASK = "correction:ask"
    NOTES_AGREE = "notes:agree"
    NOTES_PUBLISH = "notes:publish"
    NOTES_SEARCH = "notes:search"
    SENT_READ = "sent:read"
    SENT_MARK = "sent:mark"
    FEEDBACK_GIVE = "feedback:give"
    FEEDBACK_READ = "feedback:read"
    FEEDBACK_TYPE = "feedback:type"
    OUTCOME_RECORD = "outcome:record"
    OUTCOME_READ = "outcome:read"
    OUTCOME_CHANGE = "outcome:change"
    ACTION_LIST = "action:list"
    ACTION_READ = "action:read"
    ACTION_IMPORT = "action:import"
    ACTION_TOGETHER = "action:together"
    ACTION_RECORD = "action:record"
    ACTION_UPDATE = "action:update"
    ACTION_ANSWER = "action:answer"
    ACTION_ANSWER_MAIL = "action:answer_mail"
    ACTION_SETTLE = "action:settle"
    ACTION_REWORD = "action:reword"
    ACTION_ASK = "action:ask"
    ACTION_JOIN = "action:join"
    CONTACT_KEEP = "contact:keep"
    CONTACT_ANSWER = "contact:answer"
    CONTACT_ANSWER_MAIL = "contact:answer_mail"
    SAID_MARK = "said:mark"
    SAID_LINK = "said:link"
    SAID_LIST = "said:list"
    PAIR_WRITE = "pair:write"
    PAIR_APPROVE = "pair:approve"
    PAIR_NAME = "pair:name"
    CHARTER_READ = "charter:read"
    CHARTER_WRITE = "charter:write"
    CHARTER_ANSWER = "charter:answer"
    CHARTER_SIGN = "charter:sign"
    SIGNATURE_ASK = "signature:ask"
    NAME_TYPE = "name:type"
    CHARTER_REVIEW = "charter:review"
    ADOPTION_KEEP = "adoption:keep"
    CONSULTATION_READ = "consultation:read"
    CONSULTATION_COMMENT = "consultation:comment"
    CONSULTATION_KEEP = "consultation:keep"
    COMMENT_OWN = "comment:own"
    COMMENT_TYPE = "comment:type"
    COMMENT_ANSWER = "comment:answer"
    COMMENT_HIDE = "comment:hide"
    COMMENT_APPEAL = "comment:appeal"
    APPEAL_SETTLE = "appeal:settle"


RULES: dict[Action, Callable[[Any, Any], bool]] = {
    Action.PUBLIC_READ: roles.anyone,
    Action.SIGN_IN: roles.anyone,
    Action.SET_UP: roles.anyone,
    Action.SETTINGS_READING: roles.anyone,
    Action.SPACE_WELCOME: roles.anyone,
    Action.ME_READ: roles.signed_in,
    Action.ME_EDIT: roles.signed_in,
    Action.DRAFT_KEEP: roles.signed_in,
    Action.HOST_READ: roles.host,
    Action.SPACE_READ: roles.member,
    Action.SPACE_EDIT: roles.organiser,
    Action.AGREEMENT_READ: roles.member,
    Action.AGREEMENT_EDIT: roles.member,
    Action.GLOSSARY_READ: roles.member,
    Action.GLOSSARY_KEEP: roles.note_taker,
    Action.NEARBY_KEEP: roles.organiser,
    Action.LADDER_KEEP: roles.organiser,
    Action.HANDOVER_READ: roles.member,
    Action.HANDOVER_WRITE: roles.organiser,
    Action.PEOPLE_LIST: roles.member,
    Action.PERSON_READ: roles.member,
    Action.PERSON_ERASE: roles.host,
    Action.MEMBER_EDIT: roles.organiser,
    Action.SKILLS_EDIT: roles.member,
    Action.SLIP_MAKE: roles.organiser,
    Action.VENUE_LIST: roles.member,
    Action.VENUE_READ: roles.member_or_invited,
    Action.VENUE_EDIT: roles.organiser,
    Action.DATES_KEEP: roles.organiser,
    Action.MEETING_LIST: roles.member,
    Action.MEETING_PLAN: roles.organiser,
    Action.MEETING_READ: roles.member_or_invited,
    Action.MEETING_EDIT: roles.organiser,
    Action.PAPER_LIST: roles.member_or_invited,
    Action.PAPER_READ: roles.in_its_circle,
    Action.PAPER_EDIT: roles.organiser,
    Action.POLL_LIST: roles.member,
    Action.POLL_READ: roles.organiser_or_asked,
    Action.POLL_EDIT: roles.organiser,
    Action.POLL_ANSWER: roles.their_own_place,
    Action.INVITE: roles.organiser,
    Action.REPLY: roles.their_own_place,
    Action.INVOLVING_EDIT: roles.organiser,
    Action.OFFER_EDIT: roles.organiser,
    Action.OFFER_ANSWER: roles.their_own_place,
    Action.OFFER_ANSWERS: roles.organiser,
    Action.NEEDS_READ: roles.organiser_or_chair,
    Action.NEEDS_ARRANGE: roles.organiser_or_chair,
    Action.NEED_JUDGE: roles.their_own_place,
    Action.SUGGEST: roles.organiser_or_invited,
    Action.SUGGESTION_ANSWER: roles.organiser_or_chair,
    Action.ASKED_ANSWER: roles.asked,
    Action.RUN: roles.runs_it,
    Action.FOLLOW: roles.invited_or_runs_it,
    Action.TAKE_PART: roles.invited,
    Action.FACILITATE: roles.chair,
    Action.NOTES_WRITE: roles.runs_it,
    Action.NOTES_READ: roles.reader_of_notes,
    Action.KEPT_READ: roles.invited_or_runs_it,
    Action.CHECK_READ: roles.reader_of_check,
    Action.CORRECTION_ASK: roles.was_there,
    Action.NOTES_AGREE: roles.organiser_or_chair,
    Action.NOTES_PUBLISH: roles.runs_it,
    Action.NOTES_SEARCH: roles.member,
    Action.SENT_READ: roles.organiser,
    Action.SENT_MARK: roles.organiser,
    Action.FEEDBACK_GIVE: roles.own_voice_there,
    Action.FEEDBACK_READ: roles.invited_or_runs_it,
    Action.FEEDBACK_TYPE: roles.note_taker,
    Action.OUTCOME_RECORD: roles.runs_it,
    Action.OUTCOME_READ: roles.reader_or_concerned,
    Action.OUTCOME_CHANGE: roles.runs_it_or_owner,
    Action.ACTION_LIST: roles.member,
    Action.ACTION_READ: roles.reader_of_action,
    Action.ACTION_IMPORT: roles.note_taker,
    Action.ACTION_TOGETHER: roles.note_taker,
    Action.ACTION_RECORD: roles.runs_it,
    Action.ACTION_UPDATE: roles.owner_or_note_taker,
    Action.ACTION_ANSWER: roles.asked,
    Action.ACTION_ANSWER_MAIL: roles.anyone,
    Action.ACTION_SETTLE: roles.settles_action,
    Action.ACTION_REWORD: roles.note_taker,
    Action.ACTION_ASK: roles.owner_or_note_taker,
    Action.ACTION_JOIN: roles.reader_of_action,
    Action.CONTACT_KEEP: roles.organiser,
    Action.CONTACT_ANSWER: roles.member,
    Action.CONTACT_ANSWER_MAIL: roles.anyone,
    Action.SAID_MARK: roles.invited,
    Action.SAID_LINK: roles.runs_it,
    Action.SAID_LIST: roles.member,
    Action.PAIR_WRITE: roles.note_taker,
    Action.PAIR_APPROVE: roles.lived_experience_other_than_writers,
    Action.PAIR_NAME: roles.their_own_place,
    Action.CHARTER_READ: roles.member,
    Action.CHARTER_WRITE: roles.organiser,
    Action.CHARTER_ANSWER: roles.member,
    Action.CHARTER_SIGN: roles.their_own_place,
    Action.SIGNATURE_ASK: roles.organiser,
    Action.NAME_TYPE: roles.note_taker,
    Action.CHARTER_REVIEW: roles.asked,
    Action.ADOPTION_KEEP: roles.organiser,
    Action.CONSULTATION_READ: roles.open_to_all_or_member,
    Action.CONSULTATION_COMMENT: roles.open_to_all_or_member,
    Action.CONSULTATION_KEEP: roles.organiser,
    Action.COMMENT_OWN: roles.open_to_all_or_member,
    Action.COMMENT_TYPE: roles.note_taker,
    Action.COMMENT_ANSWER: roles.note_taker,
    Action.COMMENT_HIDE: roles.note_taker,
    Action.COMMENT_APPEAL: roles.author,
    Action.APPEAL_SETTLE: roles.named_to_look_again,
}

# Open to people who have not signed in. Everything else asks for sign-in first.
OPEN = {
    Action.PUBLIC_READ, Action.SIGN_IN, Action.SET_UP, Action.SETTINGS_READING, Action.SPACE_WELCOME,
    Action.ACTION_ANSWER_MAIL, Action.CONTACT_ANSWER_MAIL, Action.CONSULTATION_READ, Action.CONSULTATION_COMMENT,
}  # fmt: skip


def can(person: Any, action: Action | str, thing: Any = None) -> bool:
    """Say whether the person may do the action on the thing. Pages use the same function to show a button or not."""
    return RULES[Action(action)](person, thing)


def allow(
    action: Action, load: Callable[..., Any] | None = None, *, repeatable: bool = False, files: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare what a view lets people do, and load what it is about.

    The view is called with the thing that `load` returned for the address's parts: 404 when it is absent or hidden,
    the sign-in page for nobody (what was typed is kept), 403 when refused. `repeatable` marks a view that may be sent
    twice without harm, such as a save that carries its version: it asks for no once-only key. `files` marks a view
    whose form may bring a file: it may be longer than any other.
    """

    def wrap(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(**parts: Any) -> Any:
            if action not in OPEN and not current_user.is_authenticated:
                return ask_for_sign_in()
            thing = load(**parts) if load else None
            if load and thing is None:
                abort(404)
            allowed, space = can(current_user, action, thing), getattr(thing, "space", None)
            # The page names its space; to somebody of another space a refusal does not even say that there is one.
            g.space = space if allowed or (space is not None and roles.member(current_user, space)) else None
            if not allowed:
                abort(403)
            return view(thing) if load else view(**parts)

        guarded.action = action  # type: ignore[attr-defined]
        guarded.load = load  # type: ignore[attr-defined]
        guarded.repeatable = repeatable  # type: ignore[attr-defined]
        guarded.files = files  # type: ignore[attr-defined]
        return guarded

    return wrap


def me() -> Any:
    """Return the person who is asking: what a page about oneself is about, for allow()."""
    return current_user._get_current_object()


def ask_for_sign_in() -> Response:
    """Answer somebody who is not signed in, as the sign-in feature registered it: what was typed is kept."""
    answer: Response = current_app.extensions["ask_for_sign_in"]()
    return answer


def _refuse_undeclared() -> None:
    """Refuse a view that declares no action: forgetting a rule closes the page, it does not open it."""
    if request.endpoint is None or request.endpoint == "static":
        return
    view = request_view()
    if view is None or not hasattr(view, "action"):
        abort(403)


def request_view() -> Any:
    """Return the view function that the request's address leads to."""
    return current_app.view_functions.get(request.endpoint or "")


def init_app(app: Flask) -> None:
    """Refuse undeclared views, and give templates the same can() for their buttons."""
    app.before_request(_refuse_undeclared)
    app.jinja_env.globals.update(can=lambda action, thing=None: can(current_user, action, thing))
