"""What a program is answered: facts, named alike in every language. openapi.json says what each means."""

from typing import Any

from workspace import i18n, mail
from workspace.i18n import today
from workspace.people.names import to_names
from workspace.said.dashboards.queries import FoundActions, OpenAction
from workspace.said.measures.counting import FEWEST, Days, Measures, Period, Share, first_day
from workspace.said.measures.words import MEANS, NAME
from workspace.said.pairs.models import Pair
from workspace.said.pairs.queries import FoundPairs
from workspace.spaces.models import Space


def actions(space: Space, found: FoundActions) -> dict[str, Any]:
    """Return a page of actions. Who is named in their words is a member, as in the notes that everyone may read."""
    return {**_page(space, found), "actions": [_action(row) for row in found.rows]}


def _action(row: OpenAction) -> dict[str, Any]:
    task = row.task
    return {
        "number": task.id,
        "action": to_names(task.what, {}),
        "state": task.state.value,
        "waits_for_the_group": task.waits_for_the_group,
        "due_on": task.due_on.isoformat() if task.due_on else None,
        "days_late": task.days_late(today()),
        "owning_body": row.body,
        "written_down_on": i18n.local(task.recorded_at).date().isoformat(),
        "changed_at": task.changed_at.isoformat(timespec="seconds"),
    }


def pairs(space: Space, found: FoundPairs) -> dict[str, Any]:
    """Return a page of the pairs that were approved for everyone."""
    return {**_page(space, found), "pairs": [_pair(space, row) for row in found.rows]}


def _pair(space: Space, row: Pair) -> dict[str, Any]:
    words = ("said", "theme", "did", "because", "instead", "asked_else")
    return {
        "number": row.id,
        **{name: getattr(row, name) for name in words},
        "result": row.result.value,
        "public_on": i18n.local(row.public_at).date().isoformat() if row.public_at else None,
        "took_days": row.took_days,
        "address": mail.link("pairs.show", slug=space.slug, pair_id=row.id),
    }


def _page(space: Space, found: FoundActions | FoundPairs) -> dict[str, Any]:
    return {"space": space.name, "page": found.page, "pages": found.pages, "total": found.total}


def measures(space: Space, period: Period, found: Measures) -> dict[str, Any]:
    """Return the numbers of a time, each with what it means; those that rest on fewer than five are empty."""
    begins = first_day(period, today())
    return {
        "space": space.name,
        "time": period.value,
        "from": begins.isoformat() if begins else None,
        "hidden_under": FEWEST,
        "measures": {
            name: {"name": str(NAME[name]), "means": str(MEANS[name]), **_number(getattr(found, name))} for name in NAME
        },
    }


def _number(measure: Share | Days) -> dict[str, Any]:
    shown = measure.can_be_shown
    counted = measure.whole if shown else None
    if isinstance(measure, Days):
        return {"shown": shown, "median_days": measure.median, "of": counted}
    return {"shown": shown, "percent": measure.percent, "part": measure.part if shown else None, "of": counted}
