"""Counters that hold whatever becomes of the request that was counted."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.support.records import tries
from tests.support.visitor import Visitor, fields_of
from workspace import throttle

HOUR = timedelta(hours=1)


@pytest.fixture(params=[200, 422, 500])
def status(request: pytest.FixtureRequest) -> int:
    """What a page that counts a try answers."""
    code: int = request.param
    return code


@pytest.mark.own_app
def test_a_try_is_counted_once_whatever_the_page_answers(app: Flask, status: int) -> None:
    def tried() -> tuple[str, int]:
        within = throttle.hit("door", 2, HOUR)
        if status == 500:
            raise RuntimeError("the page failed")
        return str(within), status

    tried.action = "door:try"  # type: ignore[attr-defined]
    app.add_url_rule("/door", "door", tried, methods=["POST"])
    somebody = Visitor(app)
    token = fields_of(somebody.get("/reading").form("Use these settings"))["csrf_token"]
    for number in (1, 2, 3):
        answer = somebody.client.post("/door", data={"csrf_token": token, "once": f"key {number}"})
        assert answer.status_code == status
        if status != 500:
            assert answer.text == str(number <= 2)
    with app.app_context():
        assert tries("door") == 3


def test_a_try_outside_a_request_is_counted_at_once(app: Flask) -> None:
    with app.app_context():
        assert throttle.hit("door", 1, HOUR)
        assert not throttle.hit("door", 1, HOUR)
        assert throttle.hit("window", 1, HOUR)
