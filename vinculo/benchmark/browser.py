"""A browser's manners without a browser: one connection that stays, cookies, and forms sent as they came."""

from __future__ import annotations

import http.client
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from vinculo.benchmark.counting import PROCESSOR, STATEMENTS
from vinculo.benchmark.serving import HOST

STALE = 2.0
"""Seconds after which a server may have closed a connection that nobody used."""


class Unexpected(Exception):
    """A page that is not what the benchmark came for; measuring it would mean nothing."""


@dataclass(frozen=True)
class Answer:
    """What came back, and how long it took from the first byte sent to the last one read (ms)."""

    status: int
    ms: float
    body: bytes
    statements: int
    processor: float
    location: str


@dataclass
class Form:
    """A form of a page: where it goes and what it holds before anybody types."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class Browser:
    """One person's browser."""

    def __init__(self, port: int, *, token: str = "") -> None:
        self.connection = http.client.HTTPConnection(HOST, port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.token = token
        self.used = 0.0

    def get(self, path: str, *, expect: int = 200) -> Answer:
        """Ask for a page. Raises `Unexpected` for another status."""
        return self._ask("GET", path, None, {}, expect)

    def post(self, path: str, fields: dict[str, str], *, expect: int = 302) -> Answer:
        """Send a form as a browser does, and do not follow where it leads."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://{HOST}:{self.connection.port}",
        }
        return self._ask("POST", path, urlencode(fields).encode(), headers, expect)

    def send(self, method: str, path: str, body: bytes, *, key: str = "", expect: int = 200) -> Answer:
        """Call the API with the token."""
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        if key:
            headers["Idempotency-Key"] = key
        return self._ask(method, path, body, headers, expect)

    def sign_in(self, email: str, password: str) -> None:
        """Enter by the door that people use."""
        form = form_to(self.get("/accounts/login/"), "/accounts/login/")
        self.post("/accounts/login/", {**form.fields, "login": email, "password": password})

    def _ask(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str], expect: int
    ) -> Answer:
        if self.cookies and not self.token:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if time.monotonic() - self.used > STALE:
            self.connection.close()  # the next request opens it again
        begun = time.perf_counter()
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        content = response.read()
        ms = (time.perf_counter() - begun) * 1000
        self.used = time.monotonic()
        for line in response.headers.get_all("Set-Cookie") or []:
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
        if response.status != expect:
            raise Unexpected(
                f"{method} {path} answered {response.status} instead of {expect}: {_gist(content)}"
            )
        location = urlsplit(response.headers.get("Location", ""))
        return Answer(
            response.status, ms, content, int(response.headers.get(STATEMENTS, 0)),
            float(response.headers.get(PROCESSOR, 0)),
            location.path + (f"?{location.query}" if location.query else ""),
        )  # fmt: skip


def form_to(answer: Answer, action: str) -> Form:
    """The form of a page that goes to `action` (or back to the page itself). Raises `Unexpected` without one."""
    reader = _Forms()
    reader.feed(answer.body.decode())
    for form in reader.forms:
        if form.action == action:
            return form
    raise Unexpected(
        f"The page has no form to {action}, only {sorted({form.action for form in reader.forms})}."
    )


class _Forms(HTMLParser):
    """Reads the forms of a page: hidden and text fields, chosen options, first radio buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        name = held.get("name", "")
        if tag == "form":
            self.forms.append(Form(held.get("action", "")))
        elif not self.forms:
            return
        elif tag == "input" and name:
            self._input(name, held)
        elif tag == "textarea" and name:
            self.forms[-1].fields[name] = ""
        elif tag == "select":
            self._select = name
        elif (
            tag == "option"
            and self._select
            and ("selected" in held or self._select not in self.forms[-1].fields)
        ):
            self.forms[-1].fields[self._select] = held.get("value", "")

    def _input(self, name: str, held: dict[str, str]) -> None:
        kind = held.get("type", "text")
        if kind in ("checkbox", "submit", "button", "image", "file") and "checked" not in held:
            return
        if kind == "radio" and "checked" not in held:
            self.forms[-1].fields.setdefault(name, held.get("value", ""))
            return
        self.forms[-1].fields[name] = held.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""


def _gist(content: bytes) -> str:
    return " ".join(content[:4000].decode(errors="replace").split())[-300:]
