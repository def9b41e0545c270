"""What people are told about offers: what changed, that somebody asked, and the answer to what they asked."""

from flask_babel import gettext as _

from workspace import db, i18n, mail
from workspace.meetings.offer import queries
from workspace.meetings.offer.models import texts_of
from workspace.meetings.offer.words import pay_advice, question_words, what_changed
from workspace.meetings.queries import meeting_to_tell
from workspace.people.letters import letter
from workspace.people.models import Person
from workspace.people.names import to_names
from workspace.people.queries import names_in


@mail.template("offer_changed")
def offer_changed(person_id: int, meeting_id: int, offer_id: int, to_supporter: bool = False) -> mail.Letter:
    """Tell somebody who is invited what is different about what is asked and offered, and ask them again."""
    person, meeting = db.session.get_one(Person, person_id), meeting_to_tell(meeting_id)
    made = queries.offer_to_tell(offer_id)
    before, names = queries.offer_before(made), names_in(texts_of(made))
    language = person.language or meeting.space.language
    with i18n.speaking(language, meeting.space):
        text = mail.written(
            "offer_changed",
            person=person,
            meeting=meeting,
            changes=[to_names(words, names) for words in what_changed(before, made)] if before else [],
            advice=pay_advice(meeting.space),
            to_supporter=to_supporter,
        )
        subject = _("%(space)s: what we ask and offer has changed", space=meeting.space.name)
    return letter(person, to_supporter=to_supporter, language=language, subject=subject, text=text)


@mail.template("offer_question")
def offer_question(person_id: int, question_id: int, to_supporter: bool = False) -> mail.Letter:
    """Tell an organiser that somebody asked about what a meeting offers."""
    return _about_question("offer_question", person_id, question_id, to_supporter)


@mail.template("offer_question_answered")
def offer_question_answered(person_id: int, question_id: int, to_supporter: bool = False) -> mail.Letter:
    """Tell somebody the answer to what they asked about an offer."""
    return _about_question("offer_question_answered", person_id, question_id, to_supporter)


def _about_question(template: str, person_id: int, question_id: int, to_supporter: bool) -> mail.Letter:
    person, question = db.session.get_one(Person, person_id), queries.question_to_tell(question_id)
    space, names = question.meeting.space, names_in(question.texts)
    language = person.language or space.language
    with i18n.speaking(language, space):
        text = mail.written(
            template,
            person=person,
            meeting=question.meeting,
            question=question,
            state=question_words(question),
            words=to_names(question.words, names),
            answer=to_names(question.answer, names),
            to_supporter=to_supporter,
        )
        subjects = {
            "offer_question": _("%(space)s: a question about what we offer", space=space.name),
            "offer_question_answered": _("%(space)s: the answer to your question", space=space.name),
        }
    return letter(person, to_supporter=to_supporter, language=language, subject=subjects[template], text=text)
