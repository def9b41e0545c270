"""The form that closes a meeting."""

from flask_babel import lazy_gettext as _l

from workspace.forms import Form, Required, Text


class CloseForm(Form):
    """Two questions that are asked before a meeting closes. "Nobody" and "nothing" are answers too."""

    missed_who = Text(_l("Who have we missed?"), [Required(_l("Say who we have missed. “Nobody” is an answer too"))])
    missed_what = Text(
        _l("What have we missed?"), [Required(_l("Say what we have missed. “Nothing” is an answer too"))]
    )
