"""A real browser, driven by keys alone, with or without scripts; every page that it reaches goes through axe."""

import json
import os
import platform
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from axe_selenium_python import Axe
from flask import Flask
from selenium import webdriver
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait
from waitress.server import create_server

AXE_VERSION = "4.12.1"
# Every rule of WCAG 2.2 A and AA and of best practice, and of AAA the contrast that we promise.
AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
FLAGS = (
    "--headless=new --disable-gpu --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --disable-default-apps --disable-dev-shm-usage"
)
PATIENCE = 10  # seconds for a page to arrive
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


@contextmanager
def chrome(*, scripts: bool = True, width: int = 1280) -> Iterator[webdriver.Chrome]:
    """Start Chrome or Chromium with an empty profile. Without scripts, pages' own scripts never run."""
    options = webdriver.ChromeOptions()
    for flag in FLAGS.split():
        options.add_argument(flag)
    if platform.system() == "Linux" and os.geteuid() == 0:
        options.add_argument("--no-sandbox")
    profile = tempfile.mkdtemp()
    options.add_argument(f"--user-data-dir={profile}")
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    if found := next((path for name in NAMES if (path := shutil.which(name))), None):
        options.binary_location = found
    own = shutil.which("chromedriver")
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(own) if own else None)
    driver.runs_scripts = scripts  # type: ignore[attr-defined]
    allow_scripts(driver, scripts)
    size(driver, width)
    try:
        yield driver
    finally:
        driver.quit()
        shutil.rmtree(profile, ignore_errors=True)


def allow_scripts(driver: webdriver.Chrome, allowed: bool) -> None:
    """Let pages run their scripts, or not."""
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not allowed})


def size(driver: webdriver.Chrome, width: int, height: int = 900) -> None:
    """Show pages as on a screen of this many CSS pixels, however narrow."""
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
    )


def media(driver: webdriver.Chrome, **features: str) -> None:
    """Pretend that the device asks for something: prefers_color_scheme="dark", forced_colors="active"."""
    wanted = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": wanted})


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve the application as the one-command run does, and give its address."""
    server = create_server(app, host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.close()
        server.task_dispatcher.shutdown()
        thread.join(5)


@cache
def axe_file() -> str:
    return str(distribution("axe-playwright-python").locate_file("axe_playwright_python/axe.min.js"))


class KeyboardUser:
    """Somebody who uses Tab, Shift, arrows, Space and Enter and nothing else, and hears names and roles."""

    def __init__(self, driver: webdriver.Chrome, base: str, *, check: bool = True) -> None:
        self.driver, self.base, self.check = driver, base, check
        self.pages: list[str] = []

    # --- going places ---

    def open(self, address: str) -> "KeyboardUser":
        """Type an address, as somebody does who follows a link from a mail."""
        self.driver.get(address if address.startswith("http") else self.base + address)
        return self.arrived()

    def sign_in_with(self, key: str) -> None:
        """Carry a session's key, for tests that are not about signing in."""
        self.driver.get(self.base + "/static/mark.svg")
        self.driver.add_cookie({"name": "session_key", "value": key, "path": "/"})

    def arrived(self) -> "KeyboardUser":
        WebDriverWait(self.driver, PATIENCE).until(
            lambda d: d.execute_script("return document.readyState") == "complete"
        )
        self.pages.append(self.driver.title)
        if self.check:
            self.axe()
            self.fits()
        return self

    # --- using keys ---

    def focused(self) -> WebElement:
        return self.driver.switch_to.active_element

    def keys(self, *pressed: str) -> None:
        ActionChains(self.driver).send_keys(*pressed).perform()

    def tab_to(self, name: str, *, role: str = "", limit: int = 250) -> WebElement:
        """Press Tab until the control with this name has focus. Fail when it cannot be reached or is not seen."""
        heard: list[str] = []
        for _ in range(limit):
            self.keys(Keys.TAB)
            element = self.focused()
            said = element.accessible_name.strip() if element.tag_name != "body" else ""
            if said == name or (name.endswith("…") and said.startswith(name[:-1])):
                if role and element.aria_role != role:
                    continue
                self._is_seen(element, name)
                return element
            heard.append(said)
        raise AssertionError(f"Tab never reached “{name}” on {self.driver.title}; it reached {heard}")

    def press(self, name: str, *, stays: bool = False) -> "KeyboardUser":
        """Reach a link or button by Tab, press Enter, and arrive. `stays`: a script answers in the same page."""
        self.tab_to(name)
        page = self.driver.find_element(By.TAG_NAME, "html")
        self.keys(Keys.ENTER)
        if stays:
            return self
        WebDriverWait(self.driver, PATIENCE).until(lambda d: d.find_element(By.TAG_NAME, "html") != page)
        return self.arrived()

    def fill(self, label: str, words: str) -> "KeyboardUser":
        """Reach a field by Tab and write into it, in place of what is there."""
        self.tab_to(label)
        ActionChains(self.driver).key_down(Keys.CONTROL).send_keys("a").key_up(Keys.CONTROL).perform()
        self.keys(*(words or Keys.DELETE).replace("\n", Keys.ENTER))
        return self

    def choose(self, name: str) -> "KeyboardUser":
        """Reach a radio button or check box by its name, and mark it with Space; arrows move within a group."""
        for _ in range(250):
            self.keys(Keys.TAB)
            element = self.focused()
            if element.aria_role == "radio":
                if self._arrow_to(name):
                    return self
            elif element.aria_role == "checkbox" and element.accessible_name.strip().startswith(name):
                self._is_seen(element, name)
                self.keys(Keys.SPACE)
                return self
        raise AssertionError(f"no choice “{name}” on {self.driver.title}")

    def _arrow_to(self, name: str) -> bool:
        first = self.focused()
        for _ in range(30):
            element = self.focused()
            if element.accessible_name.strip().startswith(name):
                self.keys(Keys.SPACE)
                self._is_seen(element, name)
                return True
            self.keys(Keys.ARROW_DOWN)
            if self.focused() == first:
                return False
        return False

    def _is_seen(self, element: WebElement, name: str) -> None:
        """Fail when focus is hidden: off the screen, under something else, or without a ring."""
        seen: dict[str, Any] = self.driver.execute_script(FOCUS_SEEN, element)
        assert seen["inside"], f"“{name}” has focus outside the screen: {seen}"
        assert seen["ring"], f"“{name}” shows no focus ring"
        assert not seen["covered"], f"“{name}” is covered by {seen['covered']}"

    # --- reading ---

    @property
    def words(self) -> str:
        return str(self.driver.find_element(By.TAG_NAME, "body").text)

    @property
    def title(self) -> str:
        return str(self.driver.title)

    def hears(self, words: str) -> None:
        """Wait until the status region says these words."""
        region = "return document.getElementById('status').textContent"
        WebDriverWait(self.driver, PATIENCE).until(
            lambda d: words in d.execute_script(region), f"the status never said “{words}”"
        )

    def reads(self, words: str) -> None:
        """Wait until the page shows these words."""
        WebDriverWait(self.driver, PATIENCE).until(
            lambda d: words in self.words, f"the page never showed “{words}”: {self.words[:1500]}"
        )

    # --- checking ---

    def axe(self, *, theme: str = "") -> None:
        """Fail on any violation that axe finds on the page as it stands."""
        axe = Axe(self.driver, script_url=axe_file())
        allow_scripts(self.driver, True)  # axe is a script; the page's own stay unread, they were refused as it loaded
        axe.inject()
        assert self.driver.execute_script("return axe.version") == AXE_VERSION
        found = axe.run(options=json.dumps(AXE_OPTIONS))
        allow_scripts(self.driver, self.driver.runs_scripts)  # type: ignore[attr-defined]
        assert not found["violations"], f"{self.driver.current_url} {theme}\n{axe.report(found['violations'])}"

    def fits(self) -> None:
        """Fail when the page scrolls sideways."""
        over = self.driver.execute_script("const r = document.documentElement; return r.scrollWidth - r.clientWidth")
        assert over <= 0, f"{self.driver.current_url} is {over} px wider than the screen"

    def picture(self, path: Path) -> None:
        """Save the whole page as a picture."""
        import base64

        shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "format": "png"})
        path.write_bytes(base64.b64decode(shot["data"]))


FOCUS_SEEN = """
const e = arguments[0], box = (e.closest('label') || e).getBoundingClientRect(), own = e.getBoundingClientRect();
const style = getComputedStyle(e), label = e.closest('label') ? getComputedStyle(e.closest('label')) : style;
const x = Math.min(innerWidth - 1, Math.max(0, own.left + own.width / 2));
const y = Math.min(innerHeight - 1, Math.max(0, own.top + Math.min(own.height / 2, 20)));
const top = document.elementFromPoint(x, y);
const mine = !top || e.contains(top) || top.contains(e) || (e.closest('label') && e.closest('label').contains(top));
const ring = s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
return {inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        ring: ring(style) || ring(label), covered: mine ? '' : top.outerHTML.slice(0, 200), box: box.toJSON()};
"""
