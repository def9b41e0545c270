"""Forms of what several people may change in the same hour.

A page holds a mark of each field as it was when it was opened. When the form comes back, a field that somebody else
changed meanwhile and this person left alone is taken as it is now; where both changed the same field, nothing is kept
until this person has read the other's words. So the last one to save undoes nobody's work without knowing it.
"""

import hashlib
import json
from typing import Any, TypeVar

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, SelectField, SelectMultipleField
from wtforms.fields.simple import BooleanField

from workspace.forms import Form, filled

AS_IT_WAS = "as_it_was"


class SharedForm(Form):
    """A form that says which of its fields somebody else changed since the page was opened."""

    as_it_was = HiddenField()
    crossed: dict[str, str]  # what a field says now that both changed, in words

    @property
    def data(self) -> dict[str, Any]:
        """What was typed, without the marks."""
        return {name: value for name, value in super().data.items() if name != AS_IT_WAS}

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a field that both changed, and show what it says now."""
        valid = bool(super().validate(extra_validators))
        for name, words in getattr(self, "crossed", {}).items():
            field = self._fields[name]
            said = _("Somebody changed this meanwhile. Now it says: “%(words)s”. Send again to keep yours", words=words)
            field.errors = [*field.errors, said]
        return valid and not getattr(self, "crossed", {})


S = TypeVar("S", bound=SharedForm)


def filled_meanwhile(kind: type[S], **kwargs: Any) -> S:
    """Return the form as forms.filled() does, of something that is there: `obj` or `data` say how it is now."""
    now: S = kind(formdata=None, **kwargs)
    marks = {field.name: _mark(_sent(field)) for field in _fields(now)}
    form = filled(kind, **kwargs)
    was = _read(form.as_it_was.data) or marks
    if request.method == "POST":
        merged, crossed = _merged(now, marks, was)
        form = kind(formdata=merged, **kwargs)
        form.crossed = crossed
        was = marks
    form.as_it_was.data = json.dumps(was)
    return form


def _merged(now: SharedForm, marks: dict[str, str], was: dict[str, str]) -> tuple[MultiDict[str, str], dict[str, str]]:
    """Return what was posted, with what only others changed in its place, and what both changed, as it is now."""
    posted, crossed = MultiDict(request.form), {}
    for field in _fields(now):
        if marks[field.name] == was.get(field.name, marks[field.name]):
            continue
        mine = _mark(request.form.getlist(field.name))
        if mine == was[field.name]:
            posted.setlist(field.name, _sent(field))
        elif mine != marks[field.name]:
            crossed[field.short_name] = _in_words(field)
    return posted, crossed


def _fields(form: SharedForm) -> list[Field]:
    return [field for field in form if field.short_name != AS_IT_WAS]


def _sent(field: Field) -> list[str]:
    """Return what a browser sends of a field that nobody touched."""
    if isinstance(field, BooleanField):
        return ["y"] if field.data else []
    if isinstance(field, (SelectField, SelectMultipleField)):
        chosen = field.data if isinstance(field.data, (list, tuple, set)) else [field.data]
        return sorted(str(one) for one in chosen if one not in {None, ""})
    return [str(field._value())] if hasattr(field, "_value") else []


def _mark(sent: list[str]) -> str:
    """Return a short mark of these words: the same for the same words, however a browser ends their lines."""
    words = [" ".join(one.split()) for one in sent]
    return hashlib.sha256(json.dumps(sorted(filter(None, words))).encode()).hexdigest()[:16]


def _in_words(field: Field) -> str:
    if isinstance(field, BooleanField):
        return str(_("yes") if field.data else _("no"))
    sent = _sent(field)
    if isinstance(field, (SelectField, SelectMultipleField)):
        labels = {str(value): str(label) for value, label, *_rest in field.iter_choices()} if field.choices else {}
        sent = [labels.get(one, one) for one in sent]
    return ", ".join(filter(None, sent)) or str(_("nothing"))


def _read(kept: str | None) -> dict[str, str]:
    try:
        found = json.loads(kept or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
