"""A line to Chrome itself, past the server that drives it, which takes three times as long to press a key."""

import json
from itertools import count
from typing import Any
from urllib.request import urlopen

from selenium import webdriver
from websocket import create_connection


class Wire:
    """Speaks the protocol of Chrome's developer tools with the page of a driven browser."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        browser = driver.capabilities["goog:chromeOptions"]["debuggerAddress"]
        with urlopen(f"http://{browser}/json/list") as answer:
            page = next(one for one in json.load(answer) if one["type"] == "page")
        self._socket = create_connection(page["webSocketDebuggerUrl"], suppress_origin=True, timeout=30)
        self._numbers = count(1)
        self._asked: list[str] = []
        self._compiled: dict[str, str] = {}
        self.send("Network.enable")

    def send(self, method: str, **words: Any) -> dict[str, Any]:
        """Send a command and return its answer. Raise RuntimeError when Chrome refuses it."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": words}))
        while (answer := json.loads(self._socket.recv())).get("id") != number:
            if answer["method"] == "Network.requestWillBeSent":
                self._asked.append(answer["params"]["request"]["url"])
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    def value(self, script: str) -> Any:
        """Return what a function without a name gives in the page."""
        answer = self.send("Runtime.evaluate", expression=f"({script})()", returnByValue=True)
        return answer["result"].get("value")

    def run(self, script: str) -> None:
        """Run a script in the page."""
        self.send("Runtime.evaluate", expression=script)

    def asked_for(self) -> list[str]:
        """Return every address that the page asked for since the last time."""
        self.value("() => 0")  # what was told before the answer to this has been heard
        found, self._asked = self._asked, []
        return found

    def hang_up(self) -> None:
        """End the connection."""
        self._socket.close()
