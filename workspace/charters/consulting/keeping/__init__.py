"""An organiser begins a consultation, changes it, and closes it with who and what was missed."""
