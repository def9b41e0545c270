"""What a host types to see what is found in a charter."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from wtforms.validators import ValidationError

from workspace.charters.reading import read_text
from workspace.uploads import taking


def read_charter(file: Path) -> int:
    """Print what is found in a file as JSON: its title, its sections with their clauses, the lines that are left out.
    Nothing is saved. Returns 1, with one sentence, where the file cannot be read."""
    try:
        with file.open("rb") as stream:
            words = taking.words_in(stream)
    except OSError as error:
        print(f"{file} cannot be opened: {error.strerror}.", file=sys.stderr)
        return 1
    except ValidationError as refused:
        print(f"{refused}.", file=sys.stderr)
        return 1
    found = json.dumps(asdict(read_text(words.text, words.left_out)), ensure_ascii=False, indent=2)
    sys.stdout.buffer.write(found.encode() + b"\n")
    return 0
