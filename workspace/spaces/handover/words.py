"""How posts are said."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from workspace.spaces.handover.models import Handover, Post

POST: dict[Post, Any] = {
    Post.CONTACT: _l("The person to contact"),
    Post.ORGANISER: _l("Organiser"),
    Post.NOTE_TAKER: _l("Note taker"),
    Post.OTHER: _l("Something else"),
}


def post_of(row: Handover, title: str) -> str:
    """Say the post of a change; of another one, its title in today's names."""
    return title if row.post is Post.OTHER else str(POST[row.post])


def became(row: Handover, who: str, successor: str) -> str:
    """Say in a sentence who does it no more, and who does it now."""
    says = {
        Post.CONTACT: _("People turn to %(who)s no more", who=who),
        Post.ORGANISER: _("%(who)s organises no more", who=who),
        Post.NOTE_TAKER: _("%(who)s takes notes no more", who=who),
        Post.OTHER: _("%(who)s does this no more", who=who),
    }[row.post]
    if successor:
        return str(_("%(change)s. Now it is %(successor)s.", change=says, successor=successor))
    return str(_("%(change)s. Nobody comes next yet.", change=says))
