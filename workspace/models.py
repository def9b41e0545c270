"""Every table, imported once: for migrations, and so that relationships named by words are found."""

from workspace import audit, drafts, jobs, mail, once, throttle
from workspace.actions import models as actions
from workspace.actions.bodies import models as bodies
from workspace.actions.contact import models as contact
from workspace.actions.files import models as action_files
from workspace.actions.importing import models as importing
from workspace.actions.weekly import models as weekly
from workspace.charters import models as charters
from workspace.charters.consulting import models as consulting
from workspace.charters.sealing import models as sealing
from workspace.charters.signing import models as signing
from workspace.charters.stamping import models as stamping
from workspace.charters.supporters import models as supporters
from workspace.meetings import models as meetings
from workspace.meetings.agenda import models as agenda
from workspace.meetings.arrangements import models as arrangements
from workspace.meetings.checking import models as checking
from workspace.meetings.closing import models as closing
from workspace.meetings.difficult import models as difficult
from workspace.meetings.editions import models as editions
from workspace.meetings.feedback import models as feedback
from workspace.meetings.heard import models as heard
from workspace.meetings.invitations import models as invitations
from workspace.meetings.involving import models as involving
from workspace.meetings.notes import models as notes
from workspace.meetings.offer import models as offer
from workspace.meetings.outcomes import models as outcomes
from workspace.meetings.papers import models as papers
from workspace.meetings.polls import models as polls
from workspace.meetings.privately import models as privately
from workspace.meetings.received import models as received
from workspace.meetings.search import models as search
from workspace.meetings.sent import models as sent
from workspace.meetings.suggestions import models as suggestions
from workspace.meetings.turns import models as turns
from workspace.people import models as people
from workspace.people.needs import models as needs
from workspace.people.signin import models as signin
from workspace.people.signin.passkeys import models as passkeys
from workspace.said import models as said
from workspace.said.dashboards import models as dashboards
from workspace.said.pairs import models as pairs
from workspace.spaces import models as spaces
from workspace.spaces.agreement import models as agreement
from workspace.spaces.dates import models as dates
from workspace.spaces.glossary import models as glossary
from workspace.spaces.handover import models as handover
from workspace.spaces.ladder import models as ladder
from workspace.spaces.nearby import models as nearby
from workspace.spaces.venues import models as venues
from workspace.uploads import models as uploads

__all__ = [
    "action_files",
    "actions",
    "agenda",
    "agreement",
    "arrangements",
    "audit",
    "bodies",
    "charters",
    "checking",
    "closing",
    "consulting",
    "contact",
    "dashboards",
    "dates",
    "difficult",
    "drafts",
    "editions",
    "feedback",
    "glossary",
    "handover",
    "heard",
    "importing",
    "invitations",
    "involving",
    "jobs",
    "ladder",
    "mail",
    "meetings",
    "nearby",
    "needs",
    "notes",
    "offer",
    "once",
    "outcomes",
    "pairs",
    "papers",
    "passkeys",
    "people",
    "polls",
    "privately",
    "received",
    "said",
    "sealing",
    "search",
    "sent",
    "signin",
    "signing",
    "spaces",
    "stamping",
    "suggestions",
    "supporters",
    "throttle",
    "turns",
    "uploads",
    "venues",
    "weekly",
]
