"""The form of the mix of people."""

from flask_babel import lazy_gettext as _l

from workspace.forms import Form
from workspace.spaces.mix_lines import MixLines


class MixForm(Form):
    """Whom a meeting hopes for."""

    mix = MixLines(_l("Which people do you hope for?"), most=2_000)
