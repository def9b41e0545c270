"""The place where the notes of one item are written: what stands in it, and what was saved."""

from collections.abc import Callable
from dataclasses import dataclass

from workspace.forms import filled
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.notes.forms import NoteForm
from workspace.meetings.notes.models import Note
from workspace.meetings.notes.queries import note_of
from workspace.meetings.notes.service import conflict_words
from workspace.people.models import Person
from workspace.people.names import to_names
from workspace.people.queries import names_in

# No saved note has it: words that wait for their writer's choice are never saved over another's by themselves.
NO_VERSION = 0


@dataclass(frozen=True)
class Editor:
    """The form for one item's notes. `theirs` is the saved text while the writer's own words are set aside."""

    item: AgendaItem
    form: NoteForm
    note: Note | None
    version: int
    theirs: str | None = None

    @property
    def id(self) -> str:
        return NoteForm.id_for(self.item)


def editor_for(item: AgendaItem, writer: Person) -> Editor:
    """Return the editor as its page opens: with what the writer typed and did not send, else with what is saved."""
    editor = _editor(item, writer, lambda saved: filled(NoteForm, NoteForm.id_for(item), data=saved))
    if editor.note and editor.theirs is not None:
        editor.form.add_error("text", conflict_words(editor.note, writer))
    return editor


def editor_after(item: AgendaItem, writer: Person) -> Editor:
    """Return the editor after saving, with what is saved now."""
    return _editor(item, writer, lambda saved: NoteForm(formdata=None, prefix=NoteForm.id_for(item), data=saved))


def editor_refused(item: AgendaItem, form: NoteForm) -> Editor:
    """Return the editor with what was typed and could not be saved."""
    return Editor(item, form, None, form.version.data or NO_VERSION)


def _editor(item: AgendaItem, writer: Person, make: Callable[[dict[str, object]], NoteForm]) -> Editor:
    note, aside = note_of(item, writer)
    if note is None:
        return Editor(item, make({"text": "", "version": NO_VERSION}), None, NO_VERSION)
    names = names_in([note.text, aside.text if aside else ""])
    saved = to_names(note.text, names)
    form = make({"text": to_names(aside.text, names) if aside else saved, "version": note.version})
    if aside:
        return Editor(item, form, note, NO_VERSION, theirs=saved)
    return Editor(item, form, note, form.version.data or NO_VERSION)
