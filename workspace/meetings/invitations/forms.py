"""Forms of invitations: whom to invite, who looks after what, and the answer."""

from collections.abc import Iterable, Mapping
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import BooleanField, SelectField
from wtforms.validators import ValidationError

from workspace import i18n
from workspace.forms import Email, Form, Line, NeededWhen, OneOf, Required, SomeOf, Text, filled
from workspace.meanwhile import SharedForm, filled_meanwhile
from workspace.meetings.invitations.models import Answer, Duty, Invitation, Part
from workspace.meetings.invitations.words import ANSWER, ANSWER_CHOICE, ANSWER_MEANS, DUTY, HELPER, HELPER_MEANS
from workspace.meetings.models import Meeting
from workspace.meetings.offer.bank import NoAccount
from workspace.people.models import Person
from workspace.people.needs.models import Need, NeedKind, SeenBy
from workspace.people.needs.words import KIND_MEANS, KIND_WORDS
from workspace.spaces.models import Membership

LONGEST = 2_000  # characters of what would help


def _named(person: Person) -> Markup:
    return Markup("<bdi>{}</bdi>").format(person.preferred_name)


def _who_and_what(member: Membership) -> str:
    if not member.skills:
        return member.title
    offers = _("Can offer: %(skills)s.", skills=i18n.listing(member.skills.splitlines()))
    return f"{member.title}. {offers}" if member.title else str(offers)


def _as_choices(members: Iterable[Membership]) -> list[tuple[str, Markup, str]]:
    """Return people of the space as they are offered: number, name, and who they are."""
    return [(str(one.person_id), _named(one.person), _who_and_what(one)) for one in members]


class GuestForm(Form):
    """Part of a form: how a guest is reached, by e-mail or by what an organiser writes down."""

    guest_email: Email
    guest_phone: Line
    guest_post: Text

    @property
    def reach(self) -> dict[str, str]:
        """Return what was written of how to reach the guest, by the names that a guest knows."""
        return {
            "email": self.guest_email.data or "",
            "phone": self.guest_phone.data or "",
            "post_address": self.guest_post.data or "",
        }


class InviteForm(GuestForm):
    """People of the space, and perhaps one guest. `many` is how many can be invited, where they fill no one list."""

    many = 0
    everyone = BooleanField(_l("Everyone in this list"))
    members = SomeOf(_l("People of the group"))
    guest_name = Line(_l("Name, as they want to be called"))
    guest_email = Email(_l("Their e-mail address"))
    guest_phone = Line(_l("Their phone number"))
    guest_post = Text(_l("Their postal address"), most=500)
    guest_title = Line(_l("Who they are"))

    def offer(self, members: Iterable[Membership]) -> None:
        """Say who can be invited."""
        self.members.offer(_as_choices(members))

    def validate_guest_name(self, field: Any) -> None:
        """Ask for a name where something else is said of a guest, and for at least one person in all."""
        if field.data:
            return
        if self.guest_title.data or any(self.reach.values()):
            raise ValidationError(_("Write the name of your guest"))
        if not self.everyone.data and not self.members.data:
            raise ValidationError(_("Choose whom to invite, or write the name of a guest"))

    def chosen(self, members: Iterable[Membership]) -> list[Membership]:
        """Return the members that were ticked, or all of them."""
        ticked = set(self.members.data or [])
        return [one for one in members if self.everyone.data or str(one.person_id) in ticked]


class FindForm(Form):
    """Whom to look for among many people. It is part of the address, with those who are chosen so far."""

    words = Line(_l("Name, or part in the group"), default="")
    of = SelectField(
        _l("Without a name, show"),
        default="likely",
        choices=lambda: [
            ("likely", _l("Who has a role, or was invited to the last meetings")),
            ("everybody", _l("Everybody, by name")),
        ],
    )


class HelperForm(GuestForm):
    """Somebody who comes to help others to take part: of the space, or a guest."""

    part = OneOf(
        _l("How do they help?"),
        [Required(_l("Choose how they help"))],
        choices=[(part.value, words, HELPER_MEANS[part]) for part, words in HELPER.items()],
    )
    helps = SelectField(
        _l("Whom do they support?"), [NeededWhen("part", (Part.SUPPORTER,), _l("Choose whom they support"))]
    )
    interprets = Line(
        _l("Which language?"), [NeededWhen("part", (Part.INTERPRETER,), _l("Write which language they interpret"))]
    )
    member = SelectField(_l("Somebody of the group"))
    guest_name = Line(_l("Or the name of a guest, as they want to be called"))
    guest_email = Email(_l("Their e-mail address"))
    guest_phone = Line(_l("Their phone number"))
    guest_post = Text(_l("Their postal address"), most=500)

    def offer(self, members: Iterable[Membership], meeting: Meeting) -> None:
        """Say who can come to help, and whom they can support."""
        self.member.choices = [("", _("A guest")), *((str(m.person_id), m.person.preferred_name) for m in members)]
        voices = [place.person for place in meeting.invitations if place.is_voice]
        self.helps.choices = [("", _("Nobody in particular")), *((str(p.id), p.preferred_name) for p in voices)]

    def validate_guest_name(self, field: Any) -> None:
        """Ask who it is."""
        if not field.data and not self.member.data:
            raise ValidationError(_("Choose somebody of the group, or write the name of a guest"))

    def chosen(self, members: Iterable[Membership]) -> list[Membership]:
        """Return the member who was chosen, if one was."""
        return [one for one in members if str(one.person_id) == self.member.data]


class DutiesForm(Form):
    """Who looks after what at the meeting."""

    chair = SelectField(DUTY[Duty.CHAIR])
    co_chair = SelectField(DUTY[Duty.CO_CHAIR])
    note_taker = SelectField(DUTY[Duty.NOTE_TAKER])
    welcomer = SelectField(DUTY[Duty.WELCOMER])

    @classmethod
    def about(cls, meeting: Meeting) -> Self:
        """Return the form with today's duties, for a choice among everybody who is invited."""
        form = filled(cls, data={p.duty.value: str(p.person_id) for p in meeting.invitations})
        for one in form:
            one.choices = [
                ("", _("Nobody yet")),
                *((str(p.person_id), p.person.preferred_name) for p in meeting.invitations if p.is_voice),
            ]
        return form

    @property
    def holders(self) -> dict[Duty, int | None]:
        """Return who has each duty."""
        return {Duty(one.name): int(one.data) if one.data else None for one in self}


class ReplyForm(SharedForm):
    """If somebody comes, and what would help them this time. No reason is asked for."""

    answer = OneOf(_l("Can you come?"), [Required(_l("Tell us if you can come"))])
    profile: SomeOf | None = SomeOf(_l("What you need, from your profile"))
    needs = SomeOf(_l("What would help you take part this time?"))
    language: Line | None = Line(_l("For an interpreter: which language?"), [NoAccount()])
    words = Text(_l("Anything else that helps, or makes it harder"), [NoAccount()], most=LONGEST)
    coming_with = Line(_l("Is someone coming with you?"))
    name_in_notes = OneOf(
        _l("Your name in the notes"),
        [Required(_l("Choose if the notes may use your name"))],
        choices=[
            ("yes", _l("Use my name")),
            ("no", _l("Do not use my name"), _l("Whoever writes the notes sees this, and leaves your name out")),
        ],
    )

    choices: Mapping[Any, Any] = ANSWER_CHOICE

    @classmethod
    def about(cls, place: Invitation, profile: list[Need], before: Invitation | None) -> Self:
        """Return the form with what was answered before, or else with what the person's profile says, and with what
        they told `before`, at another meeting.

        `profile` holds the needs that the person agreed to show, or none when somebody else writes the answer down.
        """
        form = filled_meanwhile(cls, data=_as_answered(place, profile, before or place))
        form.answer.offer([(one.value, cls.choices[one], ANSWER_MEANS[one]) for one in answers_open_to(place)])
        if form.profile:
            form.profile.offer([(str(need.id), KIND_WORDS[need.kind], _explained(need)) for need in profile])
        covered = {need.kind for need in profile} | {NeedKind.OTHER}
        form.needs.offer([(kind.value, KIND_WORDS[kind], KIND_MEANS[kind]) for kind in NeedKind if kind not in covered])
        if NeedKind.INTERPRETER in covered:  # the profile says which language
            del form.language
        form.say_what_crossed(place)
        return form

    def validate_language(self, field: Any) -> None:
        """Ask for the language where an interpreter is asked for."""
        if NeedKind.INTERPRETER in self.kinds and not field.data:
            raise ValidationError(_("Write which language the interpreter speaks"))

    def say_what_crossed(self, place: Invitation) -> None:
        """Say in the words of the choices what was answered while this page was open: they are offered only now."""
        crossed = getattr(self, "crossed", {})
        if "answer" in crossed:
            crossed["answer"] = str(ANSWER[place.answer])
        if "needs" in crossed:
            told = [KIND_WORDS[row.kind] for row in place.needs if row.kind and row.kind is not NeedKind.OTHER]
            crossed["needs"] = i18n.listing(told) if told else str(_("nothing"))

    @property
    def from_profile(self) -> set[int] | None:
        """Return the numbers of the profile's needs that were ticked; None where they were not asked about."""
        return {int(value) for value in self.profile.data or []} if self.profile else None

    @property
    def kinds(self) -> set[NeedKind]:
        """Return the needs that were ticked for this time."""
        return {NeedKind(value) for value in self.needs.data or []}


class ReplyForSomebodyForm(ReplyForm):
    """The same, written down by an organiser for somebody who told them by phone, by letter or at the door."""

    answer = OneOf(_l("Can they come?"), [Required(_l("Choose if they can come"))])
    profile = None  # what people show of their profile is for them alone to choose
    needs = SomeOf(_l("What would help them take part this time?"))
    words = Text(_l("Anything else that helps, or makes it harder"), [NoAccount()], most=LONGEST)
    coming_with = Line(_l("Is someone coming with them?"))
    name_in_notes = OneOf(
        _l("Their name in the notes"),
        [Required(_l("Choose if the notes may use their name"))],
        choices=[("yes", _l("Use their name")), ("no", _l("Do not use their name"))],
    )

    choices = ANSWER


def answers_open_to(place: Invitation) -> list[Answer]:
    """Return the answers that the meeting has room for, and the one that was given before in any case."""
    meeting = place.meeting
    ways = {Answer.NOT_SURE, Answer.APOLOGIES, place.answer}
    if meeting.online_link:
        ways.add(Answer.ONLINE)
    if meeting.phone_in:
        ways.add(Answer.PHONE)
    if meeting.where or not (meeting.online_link or meeting.phone_in):
        ways.add(Answer.IN_PERSON)
    return [one for one in Answer if one in ways]


def _explained(need: Need) -> str:
    if need.seen_by is SeenBy.CHAIR:
        return str(_("%(words)s Only the chair sees this.", words=need.words)).strip()
    return need.words


def _as_answered(place: Invitation, profile: list[Need], last: Invitation) -> dict[str, Any]:
    told = {row.kind for row in last.needs if row.kind and row.kind is not NeedKind.OTHER}
    linked = {row.need_id for row in place.needs}
    return {
        "answer": place.answer.value if place.answer else None,
        # What was told for one meeting and is in the profile by now counts as ticked there.
        "profile": [str(n.id) for n in profile if not place.answered_at or n.id in linked or n.kind in told],
        "needs": [kind.value for kind in told],
        "language": next((row.words for row in last.needs if row.kind is NeedKind.INTERPRETER), ""),
        "words": next((row.words for row in last.needs if row.kind is NeedKind.OTHER), ""),
        "coming_with": place.coming_with,
        "name_in_notes": "yes" if place.name_in_notes else "no",
    }
