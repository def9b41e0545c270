"""What the sample forum explains, and where else it says people can turn. Nobody answers at these numbers."""

from workspace import db, i18n
from workspace.sample.clock import moment
from workspace.sample.people import Group
from workspace.spaces.glossary import service as glossary
from workspace.spaces.nearby import service as nearby

WORDS = (
    ("BSL", "British Sign Language", "The language of many Deaf people. It is not English signed."),
    ("Replacement care", "", "Somebody else looks after the person whom you care for, while you are with us."),
)
PLACES = (
    {
        "name": "The Lantern Line",
        "what_for": "Somebody to talk to at night, about anything. You need not say who you are.",
        "phone": "01632 960133", "web": "", "hours": "Every night, 8pm to 6am", "languages": "English and Welsh",
    },
    {
        "name": "Merrowdale Advice Room",
        "what_for": "Free advice on benefits, also on what payment for your time changes.",
        "phone": "01632 960171", "web": "https://advice.merrowdale.example",
        "hours": "Monday and Thursday, 10am to 3pm", "languages": "English, Polish, Urdu, BSL by video",
    },
)  # fmt: skip


def explain_words(forum: Group) -> None:
    """Explain two words, let a member ask for a third, and name two places to turn to."""
    gwen = forum.people["gwen"]
    with db.at(moment(-26, 9)):
        for word, in_full, means in WORDS:
            facts = {"word": word, "in_full": in_full, "means": means, "language": "en"}
            glossary.add(forum.space, actor=gwen, facts=facts)
        for place in PLACES:
            nearby.add(forum.space, actor=gwen, facts=place, by="Gwen", on=i18n.local(db.now()).date())
    with db.at(moment(-2, 21)):
        glossary.ask(forum.space, actor=forum.people["beatriz"], word="EHCP")
