"""The forms of venues."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from workspace.forms import Attached, Day, Form, Line, Required, Text
from workspace.meanwhile import SharedForm
from workspace.spaces.venues.models import FACILITIES
from workspace.spaces.venues.words import FACILITY
from workspace.uploads.models import UploadKind

DESCRIPTION = 500  # characters of a photo in words
WORDS = ("name", "address", "phone", "find_it", *FACILITIES)


class VenueForm(SharedForm):
    """What is known of a place. Only its name is needed: what is left empty is said to be not known."""

    name = Line(_l("What is the place called?"), [Required(_l("Write what the place is called"))])
    address = Text(_l("Address"))
    phone = Line(_l("Phone number of the building"))
    find_it = Text(_l("How to find it, step by step"))
    step_free = Text(FACILITY["step_free"])
    doors_and_lift = Text(FACILITY["doors_and_lift"])
    toilets = Text(FACILITY["toilets"])
    accessible_toilet = Text(FACILITY["accessible_toilet"])
    changing_places = Text(FACILITY["changing_places"])
    parking = Text(FACILITY["parking"])
    transport = Text(FACILITY["transport"])
    hearing_loop = Text(FACILITY["hearing_loop"])
    quiet_room = Text(FACILITY["quiet_room"])
    light_and_noise = Text(FACILITY["light_and_noise"])

    @property
    def facts(self) -> dict[str, Any]:
        """Return everything that was written, by the names that the venue knows."""
        return {name: self[name].data or "" for name in WORDS}


class CheckForm(Form):
    """Who looked at the place, and when."""

    by = Line(_l("Who looked?"), [Required(_l("Write who looked at the place"))])
    on = Day(_l("On which day?"), [Required(_l("Write the day on which somebody looked"))])


class DescribeForm(Form):
    """A photo in words."""

    alt = Line(
        _l("What does it show?"),
        [Required(_l("Write what the photo shows, for people who cannot see it"))],
        most=DESCRIPTION,
    )


class PhotoForm(DescribeForm):
    """A photo, and the same in words."""

    picture = Attached(_l("Photo"), kind=UploadKind.PHOTO)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check what was written and the file, and say beside each what is wrong."""
        good = bool(super().validate(extra_validators))
        if not self.picture.data and not self.picture.errors:
            self.add_error("picture", _("Choose a photo"))
            return False
        return good
