"""Every table, imported once: for migrations, and so that relationships named by words are found."""

from workspace import audit, drafts, jobs, mail, once, throttle
from workspace.actions import models as actions
from workspace.meetings import models as meetings
from workspace.meetings.agenda import models as agenda
from workspace.meetings.invitations import models as invitations
from workspace.meetings.notes import models as notes
from workspace.meetings.received import models as received
from workspace.people import models as people
from workspace.people.needs import models as needs
from workspace.people.signin import models as signin
from workspace.spaces import models as spaces

__all__ = [
    "actions",
    "agenda",
    "audit",
    "drafts",
    "invitations",
    "jobs",
    "mail",
    "meetings",
    "needs",
    "notes",
    "once",
    "people",
    "received",
    "signin",
    "spaces",
    "throttle",
]
