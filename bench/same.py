"""Are the two pages that are compared the same page? Their words must be equal, and their length nearly so."""

from flask.testing import FlaskClient

from bench.sample import COOKIE, Sample
from tests.support.html import read
from workspace import create_app
from workspace.config import Settings

LENGTHS_DIFFER = 0.10  # at most, as a share of the product's page


class NotTheSameError(Exception):
    """The minimal page says something else than the product's, or is of another length. The text says where."""


def check_same(settings: Settings, sample: Sample) -> None:
    """Refuse with NotTheSameError to measure pages beside each other that are not the same."""
    from bench.minimal import create_minimal

    ours, theirs = (_reader(make(settings).test_client(), sample) for make in (create_app, create_minimal))
    for name, path in sample.pages.items():
        product, minimal = _page(ours, path), _page(theirs, path)
        _compare_words(name, _words(product), _words(minimal))
        share = abs(len(product) - len(minimal)) / len(product)
        if share > LENGTHS_DIFFER:
            raise NotTheSameError(f"The page “{name}” has {len(product)} bytes, the minimal one {len(minimal)}.")


def _reader(client: FlaskClient, sample: Sample) -> FlaskClient:
    client.set_cookie(COOKIE, sample.key)
    return client


def _page(client: FlaskClient, path: str) -> bytes:
    answer = client.get(path)
    if answer.status_code != 200:
        raise NotTheSameError(f"{path} answered {answer.status_code}.")
    return answer.data


def _words(page: bytes) -> list[str]:
    """Return the words of a page as a reader meets them."""
    body = read(page.decode())
    return " ".join(body.itertext()).split()


def _compare_words(name: str, product: list[str], minimal: list[str]) -> None:
    if product == minimal:
        return
    pairs = list(zip(product, minimal, strict=False))
    at = next((index for index, (one, other) in enumerate(pairs) if one != other), len(pairs))
    shown, instead = (" ".join(words[max(0, at - 5) : at + 10]) for words in (product, minimal))
    raise NotTheSameError(
        f"The page “{name}” says “…{shown}…” where the minimal one in bench/templates says “…{instead}…”."
    )
