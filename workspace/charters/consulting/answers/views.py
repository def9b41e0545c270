"""The page on which a comment is answered."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace.access import Action, allow, me
from workspace.charters import queries as charters
from workspace.charters.consulting import queries
from workspace.charters.consulting.answers import service
from workspace.charters.consulting.answers.forms import AnswerCommentForm
from workspace.charters.consulting.models import CharterComment, Fate
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.people.names import to_names
from workspace.people.queries import names_in
from workspace.web import done, respond

SHORT = 60  # letters of a clause in the list

blueprint = Blueprint("comment_answers", __name__, url_prefix="/spaces/<slug>/charters/<int:charter_id>/consultation")


@blueprint.route("/comments/<int:comment_id>/answer", methods=["GET", "POST"])
@allow(Action.COMMENT_ANSWER, queries.comment)
def answer(comment: CharterComment) -> Response:
    """Say what became of something that somebody said, and why."""
    parts = charters.all_parts(comment.consultation.version)
    changed = service.changed_clauses(comment.consultation, parts)
    texts = [*comment.texts, *(words for both in changed.values() for words in both)]
    names = names_in(texts)
    choices = [
        (number, _("Clause %(number)s: %(words)s", number=number, words=to_names(new or old, names)[:SHORT]))
        for number, (old, new) in sorted(changed.items())
    ]
    form = filled(AnswerCommentForm, data=_as_answered(comment, names)).offer(choices)
    if form.validate_on_submit():
        try:
            service.answer(
                comment, actor=me(), fate=Fate(form.fate.data), words=form.words.data or "", number=form.number,
                parts=parts,
            )  # fmt: skip
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
        else:
            return done(f"{_back(comment)}#comment-{comment.id}", _("The answer is kept"))
    return respond(
        "charters/consulting/answer.html", status=422 if request.method == "POST" else 200, comment=comment,
        consultation=comment.consultation, form=form, names=names, back=_back(comment),
    )  # fmt: skip


def _as_answered(comment: CharterComment, names: dict[int, str]) -> dict[str, str]:
    if comment.fate is Fate.WAITING:
        return {}
    clause = str(comment.changed_number or ("other" if comment.fate is Fate.CHANGED else ""))
    return {"fate": comment.fate.value, "clause": clause, "words": to_names(comment.answer, names)}


def _back(comment: CharterComment) -> str:
    of: dict[str, Any] = {
        "charter_id": comment.consultation.version.charter_id,
        "consultation_id": comment.consultation_id,
    }
    return url_for("consulting.said", slug=comment.space.slug, **of)
