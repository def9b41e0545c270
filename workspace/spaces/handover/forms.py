"""The form of a handover note."""

from typing import Any

from flask_babel import lazy_gettext as _l

from workspace.forms import Day, Form, Line, NeededWhen, OneOf, Required, Text
from workspace.spaces.handover.models import Post
from workspace.spaces.handover.words import POST

MOST = 2000  # characters of a text


class HandoverForm(Form):
    """Who does what no more, since when, who comes next, and what was in hand."""

    post = OneOf(_l("What did they do?"), [Required(_l("Choose what they did"))], choices=list(POST.items()))
    title = Line(
        _l("What is it called?"), [NeededWhen("post", {Post.OTHER.value}, _l("Write what they did, in a few words"))]
    )
    who = Line(_l("Who does it no more?"), [Required(_l("Write who does it no more"))])
    from_day = Day(_l("Since which day?"), [Required(_l("Write a day, like 3 June"))])
    successor = Line(_l("Who comes next?"))
    in_hand = Text(
        _l("What was in hand, and who looks after it now?"),
        [Required(_l("Write what was in hand, or that nothing was"))],
        most=MOST,
    )
    reason = Text(_l("Why, if they wish it told"), most=MOST)

    @property
    def facts(self) -> dict[str, Any]:
        """Return what was written, by the names that a change knows."""
        post = Post(self.post.data)
        texts = {name: self[name].data or "" for name in ("who", "successor", "in_hand", "reason")}
        title = self.title.data or "" if post is Post.OTHER else ""
        return {"post": post, "title": title, "from_day": self.from_day.day, **texts}
