"""Whom the sample thinks of, what it offers them for their time, and what they say to it."""

from workspace.meetings.invitations.queries import place
from workspace.meetings.involving.models import WantedKind
from workspace.meetings.involving.service import want
from workspace.meetings.mix.service import hope_for
from workspace.meetings.models import Involvement
from workspace.meetings.offer import queries
from workspace.meetings.offer import service as offers
from workspace.meetings.offer.models import OfferSaid
from workspace.meetings.outcomes.models import QuestionState
from workspace.meetings.queries import meeting_and_offer
from workspace.people.models import Person
from workspace.sample.held import Held, there


def think_of_people(held: Held, actor: Person) -> None:
    """Say who needs to be involved, and which mix of people is hoped for."""
    meeting, devika = held.meeting, held.group.people["devika"].id
    hope_for(meeting, actor=actor, mix="Parent carers: 6\nExperts by experience: 3\nYoung advisers: 2\nCouncil: 2")
    for kind, who, person, involvement, why in (
        (WantedKind.PERSON, "", devika, Involvement.CO_PRODUCTION, "Devika Sengupta signs what goes out."),
        (
            WantedKind.GROUP,
            "Drivers of the school buses",
            None,
            Involvement.CO_DESIGN,
            "They know where children wait.",
        ),
        (WantedKind.BODY, "The bus company", None, Involvement.CONSULTATION, "It decides its times."),
    ):
        facts = {"kind": kind, "who": who, "person_id": person, "involvement": involvement, "why": why}
        want(meeting, actor=actor, facts=facts)


def offer_something(held: Held, actor: Person) -> None:
    """Say what a meeting asks and offers."""
    meeting = there(meeting_and_offer(held.group.space.slug, held.number))
    facts = {
        "reading_minutes": 30, "travel_minutes": 60, "until_on": None,
        "payment": "£15 an hour, reading and travel too. In cash on the day, or as a voucher.",
        "expenses": "Fares and parking, in cash on the day. Nobody has to pay first.",
        "care": "Up to £12 an hour for whoever cares for your child or another adult. A note of the hours is enough.",
    }  # fmt: skip
    offers.make(meeting, actor=actor, facts=facts)


def answer_offer(held: Held) -> None:
    """Have some accept it, one come without the payment, and one ask."""
    people, slug = held.group.people, held.group.space.slug
    said = {"farida": OfferSaid.ACCEPTED, "callum": OfferSaid.UNPAID, "joel": OfferSaid.ACCEPTED}
    for name, words in said.items():
        mine = there(place(slug, held.number, people[name].id))
        offers.answer(mine, actor=people[name], said=words, seen=1)
    mine = there(place(slug, held.number, people["beatriz"].id))
    wonders = "Can the care money go to my sister, who looks after Rui that day?"
    asked = offers.ask(mine, actor=people["beatriz"], words=wonders)
    question = there(queries.question(slug, held.number, asked.id))
    shared = "Can the care money go to somebody of the family?"
    reply = offers.Reply(QuestionState.ANSWERED, "Yes. Whoever cares that day gets it.", shared_as=shared)
    offers.answer_question(question, actor=people["gwen"], seen="none", reply=reply)
