"""A real browser, driven by keys alone, with or without scripts; every page that it reaches goes through axe."""

import base64
import json
import os
import platform
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from axe_selenium_python import Axe
from flask import Flask
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, TimeoutException
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait
from waitress import wasyncore
from waitress.server import create_server

from tests.support.wire import Wire

AXE_VERSION = "4.12.1"
# Every rule of WCAG 2.2 A and AA and of best practice. Contrast, as far as AAA, is measured beside them.
AXE_OPTIONS: dict[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"color-contrast": {"enabled": False}},
    "resultTypes": ["violations"],
}
OF_PLACES = ("target-size", "link-in-text-block")
measured: set[str] = set()  # the places of texts whose contrast was found right
FLAGS = (
    "--headless=new --hide-scrollbars --disable-gpu --no-first-run --disable-background-networking "
    "--disable-component-update "
    "--disable-sync --disable-default-apps --disable-dev-shm-usage"
)
TAB = {"type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
MOST_TABS = 1000  # twice round the longest page
PATIENCE = 10  # seconds for a page to arrive
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


@contextmanager
def chrome(*, scripts: bool = True, width: int = 1280) -> Iterator[webdriver.Chrome]:
    """Start Chrome or Chromium with an empty profile. Without scripts, pages' own scripts never run.

    Where Chromium's shell for machines without a screen is installed, it is used: the same engine with less around it.
    """
    profile = tempfile.mkdtemp()
    flags = [*FLAGS.split(), f"--user-data-dir={profile}"]
    if platform.system() == "Linux" and os.geteuid() == 0:
        flags.append("--no-sandbox")
    with _shell(flags, Path(profile)) as started:
        options = webdriver.ChromeOptions()
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        if started:
            options.debugger_address = started
        else:
            for flag in flags:
                options.add_argument(flag)
            options.binary_location = next((path for name in NAMES if (path := shutil.which(name))), "")
        own = shutil.which("chromedriver")
        driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(own) if own else None)
        driver.runs_scripts = scripts  # type: ignore[attr-defined]
        driver.wire = wire = Wire(driver)  # type: ignore[attr-defined]
        allow_scripts(driver, scripts)
        size(driver, width)
        try:
            yield driver
        finally:
            wire.hang_up()
            driver.quit()
    shutil.rmtree(profile, ignore_errors=True)


@contextmanager
def _shell(flags: list[str], profile: Path) -> Iterator[str | None]:
    """Start the shell where there is one, and give the address at which its driver finds it. The driver cannot start
    it by itself: it wants a page to be open."""
    command = shutil.which("chromium-headless-shell")
    if command is None:
        yield None
        return
    words = [command, *flags, "--remote-debugging-port=0", "about:blank"]
    with subprocess.Popen(words, stderr=subprocess.DEVNULL, start_new_session=True) as started:
        port = profile / "DevToolsActivePort"
        begun = time.monotonic()
        while not (port.exists() and port.read_text().count("\n")):
            assert time.monotonic() - begun < PATIENCE, "the browser did not start"
            time.sleep(0.02)
        yield f"127.0.0.1:{port.read_text().splitlines()[0]}"
        os.killpg(started.pid, signal.SIGTERM)  # the command is a script, which would leave its browser behind


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
        # Browsers keep connections open, and the server's loop ends only with the last of them.
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))
        server.task_dispatcher.shutdown()
        thread.join(5)
        assert not thread.is_alive(), "the server did not stop"


@cache
def axe_script() -> str:
    file = distribution("axe-playwright-python").locate_file("axe_playwright_python/axe.min.js")
    return Path(str(file)).read_text(encoding="utf-8")


def asked_for(driver: webdriver.Chrome) -> list[str]:
    """Return every address that this browser asked for since the last time."""
    found: list[str] = driver.wire.asked_for()  # type: ignore[attr-defined]
    return found


def overheard(driver: webdriver.Chrome, base: str) -> list[str]:
    """Return what this browser asked of anybody but the server at `base`, and every complaint in its console, since the
    last time; an answer like 404 or 422, which the tests ask for, is none, nor is what signing out removes."""
    foreign = [one for one in asked_for(driver) if not one.startswith((base + "/", "data:", "about:", "blob:"))]
    console = [entry["message"] for entry in driver.get_log("browser")]
    expected = ("Failed to load resource: the server responded", 'Cleared data types: "storage"')
    return foreign + [words for words in console if not any(one in words for one in expected)]


def named(element: WebElement) -> str:
    """Return a control's name as it is heard. Chrome puts a space before its unseen words: "Move up : Bus stops"."""
    return element.accessible_name.strip().replace(" :", ":")


def letters(words: str) -> str:
    """Return words without signs and spaces, which names and texts set differently."""
    return "".join(filter(str.isalnum, words))


class KeyboardUser:
    """Somebody who uses Tab, Shift, arrows, Space and Enter and nothing else, and hears names and roles."""

    def __init__(self, driver: webdriver.Chrome, base: str, *, check: bool = True) -> None:
        self.driver, self.base, self.check = driver, base, check

    @property
    def wire(self) -> Wire:
        return self.driver.wire  # type: ignore[attr-defined,no-any-return]

    # --- going places ---

    def open(self, address: str) -> "KeyboardUser":
        """Type an address, as somebody does who follows a link from a mail."""
        self.driver.get(address if address.startswith("http") else self.base + address)
        return self.arrived()

    def sits_down(self, key: str = "") -> None:
        """Carry nothing of whoever used this browser before, and a session's key: signing in has tests of its own."""
        self.driver.get(self.base + "/static/mark.svg")
        self.driver.delete_all_cookies()
        if key:
            self.driver.add_cookie({"name": "session_key", "value": key, "path": "/"})

    def arrived(self) -> "KeyboardUser":
        self.waits(lambda: self.driver.execute_script(IS_READY), "the page never came")
        if self.check:
            self.axe()
            self.fits()
        return self

    # --- using keys ---

    def focused(self) -> WebElement:
        return self.driver.switch_to.active_element

    def keys(self, *pressed: str) -> None:
        ActionChains(self.driver).send_keys(*pressed).perform()

    def _tabbing(self) -> Iterator[tuple[str, str]]:
        """Press Tab again and again, and give the type of what has focus and every word that its name could be made
        of, until Tab has been round the page once and a bit."""
        rounds = pressed = 0
        while rounds < 2:
            pressed += 1
            assert pressed < MOST_TABS, f"Tab is caught on {self.title}, at {self.has_focus}"
            # Most of what a test does, and a tenth of the time of self.keys(Keys.TAB). No page listens to its end.
            self.wire.send("Input.dispatchKeyEvent", **TAB)
            reached = self.wire.value(REACHED)
            if reached is None:  # between the last control of a page and the first
                rounds += 1
            else:
                yield tuple(reached)

    def tab_to(self, name: str, *, role: str = "") -> WebElement:
        """Press Tab until the control with this name has focus: "Place…" for a name that begins like this.

        Fail when Tab has gone round the whole page without it, and when focus on it is not seen.
        """
        heard: list[str] = []
        begins = name.removesuffix("…")
        for _kind, words in self._tabbing():
            heard.append(words)
            if letters(begins) not in letters(words):
                continue
            element = self.focused()
            said = named(element)
            if said == name or (begins != name and said.startswith(begins)):
                if role and element.aria_role != role:
                    continue
                self._is_seen(element, name)
                return element
        raise AssertionError(f"Tab never reached “{name}” on {self.driver.title}; it reached {heard}")

    def press(self, name: str, *, role: str = "", stays: bool = False) -> "KeyboardUser":
        """Reach a link or button by Tab, press Enter, and arrive. `stays`: what it does happens in the same page."""
        self.tab_to(name, role=role)
        page = self.driver.find_element(By.TAG_NAME, "html")
        self.keys(Keys.ENTER)
        if stays:
            return self
        self.waits(lambda: self.driver.find_element(By.TAG_NAME, "html") != page, f"“{name}” led nowhere")
        return self.arrived()

    def does(self, name: str, says: str) -> "KeyboardUser":
        """Press a button that answers in the same page where scripts run, and on a new page where they do not.

        Either way these words must be told: by the status region, or on the page with "Done:" in its title.
        """
        if not self.scripts:
            self.press(name)
            assert self.title.startswith("Done:"), self.title
            self.reads(says)
            return self
        self.press(name, stays=True)
        self.hears(says)
        return self.arrived()

    def is_refused(self, name: str, words: str) -> "KeyboardUser":
        """Press a button whose form lacks something: a summary with these words comes first, and has focus."""
        self.tab_to(name)
        before = self._errors()
        self.keys(Keys.ENTER)
        self.waits(lambda: self._errors() not in ([], before), f"“{name}” was not refused")
        self.arrived()
        assert words in self._errors()[0].text
        if self.scripts:
            self.waits(lambda: self.has_focus.startswith("There is a problem"), "the summary has no focus")
        return self

    def _errors(self) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, ".errors")

    def fill(self, label: str, words: str) -> "KeyboardUser":
        """Reach a field by Tab and put words in place of what is there, all at once, as people paste or speak."""
        field = self.tab_to(label)
        assert field.aria_role in ("textbox", "combobox"), f"“{label}” is nothing to write in"
        assert field.tag_name != "select", f"“{label}” is a list to choose from"
        ActionChains(self.driver).key_down(Keys.CONTROL).send_keys("a").key_up(Keys.CONTROL).perform()
        if words:
            self.wire.send("Input.insertText", text=words)
        else:
            self.keys(Keys.DELETE)
        return self

    def pick(self, label: str, option: str) -> "KeyboardUser":
        """Reach a list by Tab and choose by typing how the option begins."""
        box = self.tab_to(label)
        self.keys(*option)
        chosen = self.driver.execute_script("return arguments[0].selectedOptions[0].label", box)
        assert chosen == option, f"“{label}” holds “{chosen}”, not “{option}”"
        return self

    def choose(self, name: str) -> "KeyboardUser":
        """Reach a radio button or check box by its name, and mark it with Space; arrows move within a group."""
        for kind, words in self._tabbing():
            if kind == "radio":
                if self._is_offered(name) and self._arrow_to(name):
                    return self
            elif kind == "checkbox" and letters(name) in letters(words) and named(self.focused()).startswith(name):
                self._is_seen(self.focused(), name)
                self.keys(Keys.SPACE)
                return self
        raise AssertionError(f"no choice “{name}” on {self.driver.title}")

    def _is_offered(self, name: str) -> bool:
        """Say whether the group of radio buttons with focus offers this, without changing what is chosen in it."""
        here = f'input[type=radio][name="{self.focused().get_attribute("name")}"]'
        group = self.driver.find_elements(By.CSS_SELECTOR, here)
        return any(named(one).startswith(name) for one in group)

    def _arrow_to(self, name: str) -> bool:
        first = self.focused()
        for _ in range(30):
            element = self.focused()
            if named(element).startswith(name):
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
        # In one step: a page that leaves between two steps would take the element along.
        return str(self.driver.execute_script("return document.body ? document.body.innerText : ''"))

    @property
    def title(self) -> str:
        return str(self.driver.title)

    @property
    def scripts(self) -> bool:
        """Say whether the pages' own scripts run in this browser."""
        return bool(self.driver.runs_scripts)  # type: ignore[attr-defined]

    @property
    def has_focus(self) -> str:
        """Return the name of what has focus, or the words of a heading that was given it."""
        return named(self.focused()) or self.focused().text

    def hears(self, words: str) -> None:
        """Wait until the status region says these words."""
        region = "return document.getElementById('status').textContent"
        self.waits(lambda: words in self.driver.execute_script(region), f"the status never said “{words}”")

    def reads(self, words: str) -> None:
        """Wait until the page shows these words."""
        self.waits(lambda: words in self.words, f"the page never showed “{words}”")

    def waits(self, condition: Callable[[], bool], otherwise: str) -> None:
        """Wait until this holds; fail with these words, and those of the page, when it does not within PATIENCE."""
        try:
            patient = WebDriverWait(self.driver, PATIENCE, 0.05, ignored_exceptions=[StaleElementReferenceException])
            patient.until(lambda _: condition())
        except TimeoutException:
            raise AssertionError(f"{otherwise}; {self.title}: {self.words[:1500]}") from None

    # --- checking ---

    def axe(self) -> None:
        """Fail on any violation that axe finds on the page as it stands."""
        with self._axe_at_hand() as axe:
            new = self._unmeasured()
            # These rules take a third of the time of all, and their answers are those of each place on a page, too.
            rules = AXE_OPTIONS["rules"] | {rule: {"enabled": bool(new)} for rule in OF_PLACES}
            self._found_nothing(axe.run(options=json.dumps(AXE_OPTIONS | {"rules": rules})))
            self._colours(new)

    def colours(self) -> None:
        """Fail on any text with too little contrast, in the colours that the device asks for now."""
        with self._axe_at_hand():
            self._colours(self._unmeasured())

    def _unmeasured(self) -> dict[str, WebElement]:
        # To measure contrast takes longer than all other rules together, and its answer follows from the tags, classes
        # and states of a text and of all that holds it: each such place is measured once by each worker.
        return {shown: first for shown, first in self.driver.execute_script(TEXTS).items() if shown not in measured}

    def _colours(self, new: dict[str, WebElement]) -> None:
        if new:
            self._found_nothing(self.driver.execute_async_script(CONTRAST, list(new.values())))
            measured.update(new)

    @contextmanager
    def _axe_at_hand(self) -> Iterator[Axe]:
        allow_scripts(self.driver, True)  # axe is a script; the page's own stay unread, they were refused as it loaded
        if not self.wire.value("() => 'axe' in window"):
            self.wire.run(axe_script())
            assert self.wire.value("() => axe.version") == AXE_VERSION
        yield Axe(self.driver)
        allow_scripts(self.driver, self.scripts)

    def _found_nothing(self, found: dict[str, Any]) -> None:
        report = Axe(self.driver).report
        assert not found["violations"], f"{self.driver.current_url}\n{report(found['violations'])}"

    def fits(self) -> None:
        """Fail when the page scrolls sideways."""
        over = self.driver.execute_script("const r = document.documentElement; return r.scrollWidth - r.clientWidth")
        assert over <= 0, f"{self.driver.current_url} is {over} px wider than the screen"

    def picture(self, path: Path) -> None:
        """Save the whole page as a picture."""
        shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "format": "png"})
        path.write_bytes(base64.b64decode(shot["data"]))


# A page that has come, and in which htmx has taken in what it brought: a form works by itself until then.
IS_READY = """
return document.readyState === 'complete'
  && !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling, .htmx-added');
"""
# Where each text of the page stands, with the first that stands there.
TEXTS = """
const ASKED = ['(prefers-color-scheme: dark)', '(forced-colors: active)'];
const STATES = ['aria-current', 'aria-disabled', 'data-label', 'dir', 'disabled', 'hidden', 'lang', 'open', 'type'];
const kind = e => e.tagName + '.' + [...e.classList].join('.') + [...e.attributes].filter(
  one => STATES.includes(one.name) || e === document.documentElement && one.name.startsWith('data-')
).map(one => `[${one.name}=${one.value}]`).join('');
const asked = ASKED.map(one => matchMedia(one).matches).join() + innerWidth;
const places = new Map([[null, asked]]);
const place = e => places.get(e) || places.set(e, place(e.parentElement) + ' ' + kind(e)).get(e);
const holds = e => e.matches('input, select, textarea') || [...e.childNodes].some(one => one.data?.trim());
const found = {};
for (const e of document.body.querySelectorAll('*')) if (holds(e) && !(place(e) in found)) found[place(e)] = e;
return found;
"""
CONTRAST = """
const [texts, done] = arguments;
axe.run(texts, {runOnly: ['color-contrast', 'color-contrast-enhanced'], resultTypes: ['violations']}).then(done);
"""
# What has focus, and the words that its name can come from; nothing when that is the page itself. To ask Chrome for the
# name of each control on the way costs more than to press Tab.
REACHED = """() => {
const e = document.activeElement;
if (e === document.body) return null;
const by = id => document.getElementById(id)?.textContent;
const told = (e.getAttribute('aria-labelledby') || '').split(' ').map(by);
const labels = [...(e.labels || [])].map(label => label.textContent);
return [e.type || '', [e.getAttribute('aria-label'), ...told, ...labels, e.textContent, e.title, e.value,
        ...[...e.querySelectorAll('[alt]')].map(image => image.alt)].join(' ')];
}"""
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
