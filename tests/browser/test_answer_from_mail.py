"""Answering a reminder from the message, by keyboard alone, without signing in."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests import factories
from tests.browser.conftest import Start
from tests.support.days import today
from workspace import mail

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_more_time_then_done_from_the_message(data, user: Start, letter: Callable[..., mail.Letter]) -> None:
    with data():
        space = factories.space("Forum", slug="forum")
        owner = factories.member(space, "Ann Owner")
        ann = owner.id
        task = factories.task(space, owner, "Ring the school", due_on=today() + timedelta(days=1))
        until = (today() + timedelta(days=30)).isoformat()
        mail.send("action_reminder", ann, key="a reminder", task_id=task.id, until=until)
    links = re.findall(r"<(\S+/answers/\S+)>", letter("action_reminder", ann).text)
    done, more_time, _stuck = (address.partition("//")[2].partition("/")[2] for address in links)
    somebody = user()
    somebody.open(f"/{more_time}").reads("You answer as Ann Owner.")
    somebody.fill("By when will it be done?", "whenever").fill("Why does it need more time?…", "The line is busy")
    somebody.is_refused("Keep the new day", "Write a date like 3 June")
    somebody.fill("By when will it be done?", "in 3 weeks").press("Keep the new day").reads("The new day is kept")
    somebody.press("It is done").reads("Ring the school")
    somebody.is_refused("Say that it is done", "Write what changed")
    somebody.fill("What changed because of it?", "The bus waits.").press("Say that it is done")
    somebody.reads("nothing is to be answered here now")
    somebody.open(f"/{done}").reads("This action is answered already")
