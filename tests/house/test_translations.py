"""The catalogue of each language: up to date with the code, whole, and safe to put values into."""

import io
import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from workspace.config import ROOT
from workspace.i18n import LANGUAGES

# The other names of gettext in our code, as the Makefile tells them to pybabel.
KEYWORDS = DEFAULT_KEYWORDS | {
    "_l": None,
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
    "lazy_npgettext": ((1, "c"), 2, 3),
}
TRANSLATED = [code for code in LANGUAGES if not code.startswith("en")]
VALUE = re.compile(r"%\((\w+)\)([sd])|%%|%")
TAG = re.compile(r"</?(\w+)[^>]*>")


@lru_cache
def said() -> frozenset[tuple[str, object]]:
    """Every text of the code and the templates: (context, words)."""
    with (ROOT / "translations" / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)
    found = extract_from_dir(ROOT, methods, options, keywords=KEYWORDS, directory_filter=_ours)
    return frozenset((context or "", words) for _, _, words, _, context in found)


def _ours(folder: str) -> bool:
    top = str(folder).removeprefix(str(ROOT)).strip("/").split("/")[0]
    return top in {"", "workspace", "templates"}


@lru_cache
def catalogue(code: str) -> Catalog:
    path = ROOT / "translations" / code / "LC_MESSAGES" / "messages.po"
    assert path.is_file(), f"{path.relative_to(ROOT)} is missing: make translations"
    with path.open("rb") as file:
        return read_po(file, locale=code, abort_invalid=True)


def _messages(code: str) -> Iterator[tuple[Message, list[str], list[str]]]:
    """Give each message with its English and its translated texts."""
    for message in catalogue(code):
        if message.id:
            one = [message.id] if isinstance(message.id, str) else list(message.id)
            yield message, one, [message.string] if isinstance(message.string, str) else list(message.string)


def test_the_code_says_something() -> None:
    assert len(said()) > 100


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_catalogue_holds_what_the_code_says_and_nothing_else(code: str) -> None:
    kept = {(message.context or "", message.id) for message, _, _ in _messages(code)}
    assert said() - kept == set(), "make translations, then translate what is new"
    assert kept - said() == set(), "make translations takes away what is gone"


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_catalogue_is_whole_and_sure(code: str) -> None:
    assert not [message.id for message, _, texts in _messages(code) if message.fuzzy or not all(texts)]


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_catalogue_compiles(code: str) -> None:
    target = io.BytesIO()
    write_mo(target, catalogue(code))
    assert target.tell() > 100
    assert not [(message.id, errors) for message, errors in catalogue(code).check()]


@pytest.mark.parametrize("code", TRANSLATED)
def test_translations_keep_values_tags_and_the_shape_of_the_sentence(code: str) -> None:
    wrong = []
    for message, english, texts in _messages(code):
        values, tags = _values(english[-1]), sorted(TAG.findall(english[-1]))
        for words in filter(None, texts):
            same = _values(words) <= values if len(english) > 1 else _values(words) == values
            if not same or sorted(TAG.findall(words)) != tags or words[:1].isspace() or words[-1:].isspace():
                wrong.append((message.id, words))
    assert not wrong


def _values(words: str) -> set[str]:
    return {found.group() for found in VALUE.finditer(words)}


def test_a_text_is_one_whole_piece_with_named_values() -> None:
    texts = {str(one) for _, words in said() for one in (words if isinstance(words, tuple) else (words,))}
    assert not [text for text in texts if text != text.strip()], "spaces around a text are glue"
    assert not [text for text in texts if re.search(r"%[sd]|\{\w*\}", text)], "a value needs a name to be moved"
    assert not [text for text in texts if "!" in text], "calm words"


def test_the_tools_here_and_in_the_makefile_know_the_same_names() -> None:
    make = (ROOT / "Makefile").read_text("utf-8")
    for name in KEYWORDS.keys() - DEFAULT_KEYWORDS.keys():
        assert f"-k {name}" in make
    with (ROOT / "pyproject.toml").open("rb") as file:
        assert tomllib.load(file)["project"]["name"] == "working-together"
