"""A real server on a clone of the template with the named world in it, and a browser that people sit at.

`visit("elena", phone=True)` gives a page on which Elena has signed in. A page that broke the content-security policy,
asked for something that is not there or ran into an error of its scripts fails the test that used it.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from vinculo.config.testing import clone, drop, template

DESKTOP = {"width": 1360, "height": 860}
PHONE = {"width": 390, "height": 844}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WORLD = "import django; django.setup(); from tests.world import build; build()"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here; `./check` runs it apart from the rest."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)


def program() -> str | None:
    """The browser that CHROMIUM names, or the system's."""
    given = os.environ.get("CHROMIUM")
    return shutil.which(given) if given else next((p for p in map(shutil.which, BROWSERS) if p), None)


@pytest.fixture(scope="session")
def site(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The address of a real `vinculo serve`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with django_db_blocker.unblock():
        name = clone(template(), f"site_{os.getpid()}_journeys")
    url = f"http://localhost:{port}"
    environment = {
        **os.environ,
        "VINCULO_DATABASE": name,
        "VINCULO_URL": url,
        "DJANGO_SETTINGS_MODULE": "vinculo.config.settings",
    }
    subprocess.run([sys.executable, "-c", WORLD], env=environment, check=True)
    command = [sys.executable, "-m", "vinculo", "serve", "--port", str(port)]
    serve = subprocess.Popen(command, env=environment)
    try:
        wait_for(f"{url}/readyz", serve)
        yield url
    finally:
        serve.terminate()
        serve.wait(20)
        with django_db_blocker.unblock():
            drop(name)


def wait_for(url: str, serve: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + 40
    while time.monotonic() < end:
        assert serve.poll() is None, "the server ended before it answered"
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError("the server did not answer within 40 s")


@pytest.fixture(scope="session")
def browser(site: str) -> Iterator[Browser]:
    """One Chromium for the session; it is gone before the server is."""
    found = program()
    if found is None:
        pytest.skip("There is no browser on this machine.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield chromium
        chromium.close()


@dataclass
class Visitors:
    """Who has a page open in this test, and what went wrong on it."""

    site: str
    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def open(
        self,
        name: str | None = None,
        *,
        phone: bool = False,
        look: Literal["light", "dark"] = "light",
        language: str = "es-ES",
        script: bool = True,
    ) -> Page:
        """A page for somebody of the world, or for a visitor who has not signed in."""
        context = self.browser.new_context(
            base_url=self.site,
            viewport=PHONE if phone else DESKTOP,  # type: ignore[arg-type]
            has_touch=phone,
            color_scheme=look,
            locale=language,
            java_script_enabled=script,
            # A busy machine breaks off the dissolve between two pages; Chromium tells that as a fault of the script.
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda said: self.faults.append(f"console: {said.text}") if said.type == "error" else None,
        )
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        if name is not None:
            sign_in(page, name)
        return page


def sign_in(page: Page, name: str) -> None:
    """Sign in as a person of the world."""
    from tests.world import PASSWORD, PEOPLE  # models can be read only once Django is set up

    page.goto("/accounts/login/")
    page.locator('input[name="login"]').fill(f"{name}@{PEOPLE[name][0]}.example")
    page.locator('input[name="password"]').fill(PASSWORD)
    page.locator('form:has(input[name="password"]) button[type="submit"]').first.click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


@pytest.fixture
def visitors(site: str, browser: Browser) -> Iterator[Visitors]:
    """The people of this test; their pages close with it, and no page may have broken."""
    people = Visitors(site, browser)
    yield people
    for context in people.contexts:
        context.close()
    assert not people.faults, "\n".join(people.faults)


@pytest.fixture
def visit(visitors: Visitors) -> Callable[..., Page]:
    """Open a page for somebody: `visit("ana")`, `visit("elena", phone=True)`, `visit()`."""
    return visitors.open


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Assert that a page has no fault that WCAG 2.2 AA knows and a program can find."""
    axe = Axe()

    def check(page: Page) -> None:
        told = axe.run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
        assert told.violations_count == 0, told.generate_report()

    return check


@pytest.fixture
def fits() -> Callable[[Page], None]:
    """Assert that nothing is wider than the window: a page never scrolls sideways."""

    def check(page: Page) -> None:
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.url} is {wide} px wider than the window"

    return check
