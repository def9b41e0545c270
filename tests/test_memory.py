"""What a server does not load until it is used."""

import subprocess
import sys

PROGRAM = """
import sys
from workspace import create_app
from workspace.config import Settings

create_app(Settings(secret_key="only to start"))
print(sorted(name for name in sys.modules if name.startswith(("asyncio.", "pdb", "mailbox", "xml.etree."))))
import asyncio

async def answer():
    await asyncio.sleep(0)
    return "awaited"

print(asyncio.run(answer()), sys.modules["asyncio"].iscoroutine(answer))
from asyncio import Lock
import asyncio.queues
print(Lock.__name__, asyncio.queues.Queue.__name__)
"""


def test_asyncio_is_loaded_when_somebody_uses_it_and_is_then_whole(tmp_path):
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM], capture_output=True, text=True, env={}, cwd=tmp_path
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == ["[]", "awaited False", "Lock Queue"]
