"""The reading settings."""

from flask_babel import lazy_gettext as _l

from workspace.forms import Form, OneOf


class ReadingForm(Form):
    """How pages read, on this device and, with an account, on every device."""

    theme = OneOf(
        _l("Colours"),
        choices=[
            ("auto", _l("Same as my device")),
            ("light", _l("Light")),
            ("dark", _l("Dark")),
            ("cream", _l("Cream")),
            ("contrast", _l("High contrast")),
        ],
    )
    size = OneOf(_l("Text size"), choices=[("normal", _l("Normal")), ("large", _l("Large")), ("larger", _l("Larger"))])
    spacing = OneOf(_l("Spacing"), choices=[("normal", _l("Normal")), ("wide", _l("Wide"))])
    letters = OneOf(
        _l("Letters"),
        choices=[
            ("normal", _l("As designed")),
            ("plain", _l("The same plain letters everywhere")),
            (
                "atkinson",
                _l("Atkinson Hyperlegible"),
                _l("Only if it is installed on your device. We never fetch letters from elsewhere"),
            ),
        ],
    )
    pictures = OneOf(_l("Pictures"), choices=[("normal", _l("As designed")), ("few", _l("Fewer pictures"))])
    motion = OneOf(
        _l("Movement"),
        choices=[("normal", _l("Same as my device"), _l("Nothing here moves by itself")), ("none", _l("No movement"))],
    )
    view = OneOf(
        _l("View"),
        choices=[
            ("normal", _l("As designed")),
            ("plain", _l("Plain view"), _l("Only the words of the page, in one column")),
        ],
    )
