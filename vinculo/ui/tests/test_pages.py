"""The gallery, the look that a person chose, and the pages that tell of a fault."""

import json
import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client, RequestFactory

from vinculo.ui import views
from vinculo.ui.faults import fault
from vinculo.ui.tags import register

pytestmark = pytest.mark.urls("vinculo.ui.tests.urls")
ROOM = Path(views.__file__).parent
REFERENCE = (ROOM.parents[1] / "docs" / "ui.md").read_text("utf-8")


@pytest.fixture
def browser(static_files: None) -> Client:
    return Client(headers={"accept-language": "es"})


def test_the_gallery_is_not_for_strangers(browser: Client) -> None:
    assert browser.get("/ui/").status_code == 404


@pytest.mark.parametrize("page", ["", "door", "portal"])
def test_a_demonstration_shows_every_component(browser: Client, settings: LazySettings, page: str) -> None:
    settings.DEMONSTRATION = True
    answer = browser.get("/ui/", {"page": page})
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "<script>alert" not in text
    assert ' style="' not in text
    assert not re.search(r"<script(?![^>]* src=)", text)
    assert not re.search(r'\son(click|load|error|submit)="', text.replace("&#x27;", ""))


def test_every_tag_is_in_the_gallery_and_in_the_reference() -> None:
    """`look`, `sprite` and `htmx_config` make the frame; the rest is shown and told."""
    shown = "".join(path.read_text("utf-8") for path in (ROOM / "templates").rglob("*.html"))
    for name in register.tags:
        if name.startswith("end"):
            continue
        assert re.search(rf"{{% {name}\b", shown), f"{name} is not shown"
        assert f"`{name}`" in REFERENCE or f"{{% {name} " in REFERENCE, f"{name} is not in docs/ui.md"
    for name in register.filters:
        assert name in REFERENCE, f"the filter {name} is not in docs/ui.md"


def test_the_chosen_look_is_written_by_the_server(browser: Client, settings: LazySettings) -> None:
    settings.DEMONSTRATION = True
    answer = browser.post("/ui/look/", {"theme": "dark", "density": "dense", "next": "/ui/"})
    assert answer.headers["Location"] == "/ui/"
    text = browser.get("/ui/").content.decode()
    assert 'data-theme="dark"' in text
    assert 'data-density="dense"' in text
    browser.post("/ui/look/", {"theme": "auto"})
    assert "data-theme" not in browser.get("/ui/").content.decode().split(">", 2)[1]


def test_the_look_leads_nowhere_else(browser: Client) -> None:
    answer = browser.post("/ui/look/", {"theme": "<b>", "next": "https://example.org/"})
    assert answer.headers["Location"] == "/"
    assert not answer.cookies.get("theme") or answer.cookies["theme"].value == ""


def test_a_forged_cookie_changes_nothing(browser: Client, settings: LazySettings) -> None:
    settings.DEMONSTRATION = True
    browser.cookies["theme"] = 'dark" onload="x'
    assert "onload" not in browser.get("/ui/").content.decode()


def test_a_refusal_of_a_part_leaves_the_page_as_it_is(static_files: None) -> None:
    request = RequestFactory().post("/x/", headers={"HX-Request": "true"})
    answer = fault(request, 422, "No", "Falta el «motivo».", "Volver")
    assert answer.headers["HX-Reswap"] == "none"
    assert json.loads(answer.headers["HX-Trigger"])["vinculo:toast"]["value"] == "Falta el «motivo»."
    assert not answer.content


def test_a_failure_asks_nothing_of_the_database(static_files: None) -> None:
    """No database is open in this test, and none is asked for."""
    answer = views.server_error(RequestFactory().get("/queue/"))
    text = answer.content.decode()
    assert answer.status_code == 500
    assert re.search(r'class="ref">[0-9a-f]{8}<', text)
    assert 'href="/queue/"' in text
