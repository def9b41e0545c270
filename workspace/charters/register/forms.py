"""The form that opens a charter to everybody."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from workspace.forms import Form


class OpenForm(Form):
    """Who may read the charter and who signed it, and whether everybody can put their name under it."""

    is_public = BooleanField(_l("Everybody may read this charter, and who signed it"))
    takes_names = BooleanField(_l("Everybody can put their name under it"))
