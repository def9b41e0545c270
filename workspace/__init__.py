"""Working Together: meetings and charters in which people with lived experience and services work as equals."""

from workspace import memory

# isort: split
import secrets
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from flask import Blueprint, Flask

from workspace import db, i18n, mail, text, web
from workspace.addresses import LateRule
from workspace.config import ROOT, Settings, read_settings

__all__ = ["create_app", "memory"]


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application from its parts, in order, and register the features.

    Without settings they are read from the environment; SettingsError says in one sentence what cannot be.
    Outside production a secret is made at first start and kept in the data folder.
    """
    settings = settings or read_settings()
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.url_rule_class = LateRule
    if not settings.secret_key:
        settings = _with_trial_secret(settings)
    app.config["SETTINGS"] = settings
    import_module("workspace.models")
    db.init_app(app)
    web.init_app(app)
    i18n.init_app(app)
    mail.init_app(app)
    text.init_app(app)
    _register_features(app)
    return app


def _with_trial_secret(settings: Settings) -> Settings:
    path = Path(settings.data) / "secret_key"
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(32))
    return replace(settings, secret_key=path.read_text().strip())


def _register_features(app: Flask) -> None:
    # The one place where features are imported: shared files never know them.
    from workspace.about.views import blueprint as about
    from workspace.host import service as _host  # noqa: F401  (what it does once a week registers itself)
    from workspace.host.erasing.views import blueprint as erasing
    from workspace.host.views import blueprint as host
    from workspace.people.needs.views import blueprint as needs
    from workspace.people.signin import views as signin
    from workspace.people.signin.passkeys import letters as _letters  # noqa: F401  (they register themselves)
    from workspace.people.views import blueprint as people
    from workspace.spaces.views import blueprint as spaces

    signin.init_app(app)
    for blueprint in (
        about,
        people,
        signin.blueprint,
        needs,
        spaces,
        *_of_what_was_said(),
        host,
        erasing,
        *_of_spaces(),
        *_of_actions(),
        *_of_meetings(),
        *_of_charters(),
    ):
        app.register_blueprint(blueprint)
    if app.config["SETTINGS"].passkeys:
        # A seventh of a worker's memory, for those who want it.
        from workspace.people.signin.passkeys.views import blueprint as passkeys

        app.register_blueprint(passkeys)


def _of_what_was_said() -> tuple[Blueprint, ...]:
    from workspace.said.dashboards.views import blueprint as dashboards
    from workspace.said.measures.views import blueprint as measures
    from workspace.said.pairs.views import blueprint as pairs
    from workspace.said.views import blueprint as said

    return said, pairs, measures, dashboards


def _of_spaces() -> tuple[Blueprint, ...]:
    from workspace.spaces.agreement.views import blueprint as agreement
    from workspace.spaces.dates.views import blueprint as dates
    from workspace.spaces.glossary.views import blueprint as glossary
    from workspace.spaces.handover.views import blueprint as handover
    from workspace.spaces.ladder.views import blueprint as ladder
    from workspace.spaces.nearby.views import blueprint as nearby
    from workspace.spaces.skills.views import blueprint as skills
    from workspace.spaces.venues.views import blueprint as venues

    return agreement, dates, glossary, handover, ladder, nearby, skills, venues


def _of_actions() -> tuple[Blueprint, ...]:
    from workspace.actions.board.views import blueprint as board
    from workspace.actions.bodies.views import blueprint as bodies
    from workspace.actions.circle.views import blueprint as circle
    from workspace.actions.contact.views import blueprint as contact
    from workspace.actions.files.views import blueprint as action_files
    from workspace.actions.importing.views import blueprint as importing
    from workspace.actions.record.views import blueprint as record
    from workspace.actions.reminding.views import blueprint as reminding
    from workspace.actions.together.views import blueprint as together
    from workspace.actions.views import blueprint as actions
    from workspace.actions.weekly import service as _weekly  # noqa: F401  (what it does each day registers itself)

    return actions, bodies, action_files, importing, reminding, board, circle, together, contact, record


def _of_charters() -> tuple[Blueprint, ...]:
    from workspace.charters.adopting import letters as _new_words  # noqa: F401  (they register themselves)
    from workspace.charters.adopting.views import blueprint as adopting
    from workspace.charters.agreeing.views import blueprint as agreeing
    from workspace.charters.asking.views import blueprint as asking
    from workspace.charters.beginnings.views import blueprint as beginnings
    from workspace.charters.bringing.views import blueprint as bringing
    from workspace.charters.comparing.views import blueprint as comparing
    from workspace.charters.consulting import letters as _of_comments  # noqa: F401  (they register themselves)
    from workspace.charters.consulting.answers.views import blueprint as comment_answers
    from workspace.charters.consulting.hiding.views import blueprint as hiding
    from workspace.charters.consulting.keeping.views import blueprint as keeping
    from workspace.charters.consulting.views import blueprint as consulting
    from workspace.charters.copying.views import blueprint as copying
    from workspace.charters.downloads.views import blueprint as downloads
    from workspace.charters.evidence.views import blueprint as evidence
    from workspace.charters.publishing.views import blueprint as publishing
    from workspace.charters.register.views import blueprint as register
    from workspace.charters.reviewing.views import blueprint as reviewing
    from workspace.charters.scope.views import blueprint as scope
    from workspace.charters.signing import letters as _letters  # noqa: F401  (they register themselves)
    from workspace.charters.signing.views import blueprint as signing
    from workspace.charters.supporters.views import blueprint as supporters
    from workspace.charters.verifying.views import blueprint as verifying
    from workspace.charters.views import blueprint as charters

    return (
        charters, beginnings, bringing, copying, agreeing, comparing, publishing, reviewing, asking, signing, register,
        supporters, verifying, consulting, keeping, comment_answers, hiding, downloads, scope, adopting, evidence,
    )  # fmt: skip


def _of_meetings() -> tuple[Blueprint, ...]:
    from workspace.meetings.agenda.views import blueprint as agenda
    from workspace.meetings.arrangements.views import blueprint as arrangements
    from workspace.meetings.attendance.views import blueprint as attendance
    from workspace.meetings.checking.views import blueprint as checking
    from workspace.meetings.closing.views import blueprint as closing
    from workspace.meetings.difficult.views import blueprint as difficult
    from workspace.meetings.editions.views import blueprint as editions
    from workspace.meetings.feedback.views import blueprint as feedback
    from workspace.meetings.following.views import blueprint as following
    from workspace.meetings.heard.views import blueprint as heard
    from workspace.meetings.introducing.views import blueprint as introducing
    from workspace.meetings.invitations.views import blueprint as invitations
    from workspace.meetings.involving.views import blueprint as involving
    from workspace.meetings.joining.views import blueprint as joining
    from workspace.meetings.matters.views import blueprint as matters
    from workspace.meetings.mix.views import blueprint as mix
    from workspace.meetings.notes.views import blueprint as notes
    from workspace.meetings.offer.views import blueprint as offer
    from workspace.meetings.outcomes.views import blueprint as outcomes
    from workspace.meetings.papers.views import blueprint as papers
    from workspace.meetings.polls.views import blueprint as polls
    from workspace.meetings.privately.views import blueprint as privately
    from workspace.meetings.received.views import blueprint as received
    from workspace.meetings.running.views import blueprint as running
    from workspace.meetings.search.views import blueprint as search
    from workspace.meetings.sent.views import blueprint as sent
    from workspace.meetings.series.views import blueprint as series
    from workspace.meetings.sharing.views import blueprint as sharing
    from workspace.meetings.suggestions.views import blueprint as suggestions
    from workspace.meetings.turns.views import blueprint as turns
    from workspace.meetings.views import blueprint as meetings

    return (
        meetings, agenda, invitations, running, following, turns, attendance, introducing, notes, search, polls,
        series, arrangements, suggestions, outcomes, matters, sharing, checking, editions, papers, joining, received,
        offer, involving, mix, heard, feedback, sent, closing, difficult, privately,
    )  # fmt: skip
