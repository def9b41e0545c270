"""The stylesheet keeps its word: enough contrast in every theme, one place for colours, both directions, small.

The pairs are those of the design's contrast table. Text needs 7:1 (WCAG 2.2, 1.4.6), parts of controls and marks
that carry meaning need 3:1 (1.4.11). Colours are read from the token layer, so a changed colour is measured at once.
"""

import gzip
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from tests.support.each import of_each

STYLESHEET = Path(__file__).parents[2] / "static" / "app.css"
CSS = re.sub(r"/\*.*?\*/", lambda comment: re.sub(r"[^\n]", " ", comment[0]), STYLESHEET.read_text("utf-8"), flags=re.S)

TEXT, PART = 7.0, 3.0
LARGEST_GZIPPED = 12_000  # bytes

GROUNDS = ("paper", "surface", "sunk")
STATES = ("good", "warn", "bad", "info")
SOFT_GROUNDS = ("here-soft", *(f"{state}-soft" for state in STATES))

# What is measured: (what the table calls it, fronts, grounds, the ratio needed)
TABLE = [
    ("first text", ("ink",), (*GROUNDS, *SOFT_GROUNDS), TEXT),
    ("second text", ("soft",), (*GROUNDS, "here-soft"), TEXT),
    ("link", ("link",), (*GROUNDS, *SOFT_GROUNDS), TEXT),
    ("visited link", ("visited",), GROUNDS, TEXT),
    ("words on the main button", ("on-brand",), ("brand", "brand-deep"), TEXT),
    ("brand-coloured words", ("brand",), GROUNDS, TEXT),
    ("words on the hero", ("on-hero", "hero-soft"), ("hero",), TEXT),
    ("words of the hero's button", ("hero",), ("on-hero",), TEXT),
    *((f"{state} words on their own ground", (state,), (f"{state}-soft",), TEXT) for state in STATES),
    ("error and saved words", ("bad", "good"), ("paper", "surface"), TEXT),
    ("border of a control", ("edge",), GROUNDS, PART),
    ("mark of here and you", ("here",), (*GROUNDS, "here-soft"), PART),
    ("focus ring", ("focus",), (*GROUNDS, *SOFT_GROUNDS), PART),
    ("focus ring on the hero", ("hero-focus",), ("hero",), PART),
    ("QR code", ("qr",), ("qr-ground",), TEXT),
]

# The named theme, and the selector that adds to or replaces the plain :root colours.
THEMES = {
    "light": None,
    "dark": "[data-theme=dark]",
    "dark device": ":root:not([data-theme])",
    "cream": "[data-theme=cream]",
    "contrast": "[data-theme=contrast]",
}


def layer(name: str) -> str:
    """The one block of a layer, without its braces; other blocks of the same name are a failure."""
    starts = [match.end() for match in re.finditer(rf"@layer {name}\s*{{", CSS)]
    assert len(starts) == 1, f"app.css has {len(starts)} blocks of the layer “{name}”: keep one."
    return block(CSS, starts[0])


def block(css: str, start: int) -> str:
    """The text from just after an opening brace to the brace that closes it."""
    depth = 1
    for end in range(start, len(css)):
        depth += {"{": 1, "}": -1}.get(css[end], 0)
        if depth == 0:
            return css[start:end]
    raise AssertionError(f"app.css: a brace opened at character {start} is never closed.")


def declared(selector: str) -> dict[str, str]:
    """The custom properties that the token layer sets for exactly this selector, the first time it is written."""
    tokens = layer("tokens")
    match = re.search(rf"(?:^|[;{{}}])\s*{re.escape(selector)}\s*{{", tokens)
    assert match, f"app.css: the token layer has no block for {selector}."
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", block(tokens, match.end())))


def colours(theme: str) -> dict[str, str]:
    selector = THEMES[theme]
    return declared(":root") | (declared(selector) if selector else {})


def luminance(colour: str) -> float:
    """Relative luminance of #rgb or #rrggbb (WCAG 2.2)."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(front: str, ground: str) -> float:
    lighter, darker = sorted((luminance(front), luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def pairs() -> Iterator[tuple[str, str, str, str, float]]:
    for theme, (what, fronts, grounds, needed) in product(THEMES, TABLE):
        for front, ground in product(fronts, grounds):
            yield theme, what, front, ground, needed


def lines_with(pattern: str, css: str = CSS) -> list[str]:
    return [
        f"line {number}: {line.strip()}" for number, line in enumerate(css.splitlines(), 1) if re.search(pattern, line)
    ]


def test_contrast_is_reckoned_as_wcag_reckons_it() -> None:
    assert contrast("#fff", "#000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@of_each(list(pairs()))
def test_colours_stand_out_enough(theme: str, what: str, front: str, ground: str, needed: float) -> None:
    palette = colours(theme)
    ratio = contrast(palette[front], palette[ground])
    assert ratio >= needed, (
        f"Theme {theme}, {what}: --{front} ({palette[front]}) on --{ground} ({palette[ground]}) "
        f"has a contrast of {ratio:.2f}, and needs {needed:g}."
    )


def test_dark_is_the_same_whether_device_or_reader_asks() -> None:
    device, reader = colours("dark device"), colours("dark")
    different = sorted(name for name in device | reader if device.get(name) != reader.get(name))
    assert not different, f"Dark is written twice in app.css and must be equal; these differ: {different}."


@pytest.mark.parametrize("theme", ["dark", "dark device", "cream", "contrast"])
def test_themes_only_use_tokens_that_exist(theme: str) -> None:
    unknown = declared(str(THEMES[theme])).keys() - declared(":root").keys()
    assert not unknown, f"Theme {theme} sets {sorted(unknown)}, which :root does not know: a misspelt name?"


def test_every_custom_property_that_is_used_is_also_set() -> None:
    missing = set(re.findall(r"var\(--([\w-]+)", CSS)) - set(re.findall(r"--([\w-]+):", CSS))
    assert not missing, f"app.css uses {sorted(missing)}, which nothing sets."


def test_colours_are_written_in_the_token_layer_only() -> None:
    allowed = layer("tokens"), layer("print")  # on paper, the tokens are set again in black and white
    rest = CSS
    for part in allowed:
        rest = rest.replace(part, "\n" * part.count("\n"))
    found = lines_with(r":[^;{]*(#[0-9a-fA-F]{3,8}\b|\b(rgb|rgba|hsl|hsla|hwb|lab|lch|oklab|oklch|color)\()", rest)
    assert not found, "Use a token instead of a colour of its own:\n" + "\n".join(found)


def test_pages_can_be_read_from_right_to_left() -> None:
    """Sides are start and end. A side named left or right would stay there in Urdu."""
    property_name = (
        r"(^|[\s;{])("
        r"(margin|padding|border|scroll-margin|scroll-padding)-(left|right|top|bottom)(-\w+)?"
        r"|left|right|top|bottom|border-(top|bottom)-(left|right)-radius"
        r"|(min-|max-)?(width|height)"
        r")\s*:"
    )
    value = r"\b(text-align|float|clear|caption-side)\s*:\s*(left|right)\b"
    four_sides = (
        r"\b(margin|padding|inset|border-width|border-style|border-color)"
        r"\s*:\s*[^\s;(]+\s+(\S+)\s+\S+\s+(?!\2;)[^\s;]+;"
    )
    # Conditions such as "(min-width: 44em)" ask about the screen and set nothing.
    rules = re.sub(r"@media[^{]*", lambda query: re.sub(r"[^\n]", " ", query[0]), CSS)
    found = [line for pattern in (property_name, value, four_sides) for line in lines_with(pattern, rules)]
    assert not found, "Use logical properties (inline-start, block-end, inline-size):\n" + "\n".join(found)


def test_nothing_moves_by_itself() -> None:
    found = lines_with(r"@keyframes|\b(transition|animation|scroll-behavior)[\w-]*\s*:(?!\s*(none|auto) !important)")
    assert not found, "Nothing is animated here:\n" + "\n".join(found)


def test_the_focus_ring_is_never_taken_from_a_control() -> None:
    rules = re.findall(r"([^{};]+){[^{}]*\boutline:\s*(?:0|none)\b", CSS)
    allowed = {'main:focus, [tabindex="-1"]:focus'}
    assert {" ".join(rule.split()) for rule in rules} <= allowed, f"outline: 0 in {rules}: only for what is no control."


def test_the_stylesheet_stays_small() -> None:
    size = len(gzip.compress(STYLESHEET.read_bytes(), 9))
    assert size <= LARGEST_GZIPPED, f"app.css is {size} bytes compressed, and may be {LARGEST_GZIPPED} at most."
