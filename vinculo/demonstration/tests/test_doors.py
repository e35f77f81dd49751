"""One-click logins: only in a demonstration, only on this machine, with nobody between."""

import pytest

from vinculo.directory.roles import STANDARD_ROLES

NEAR = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8000"}


@pytest.fixture
def demo(settings):
    settings.DEMONSTRATION = True


def a_slug(client) -> str:
    page: str = client.get("/demo/", **NEAR).content.decode()
    return page.split("/demo/enter/")[1].split("/", maxsplit=1)[0]


def test_without_a_demonstration_there_is_no_door(world, client, settings):
    settings.DEMONSTRATION = False
    assert client.get("/demo/", **NEAR).status_code == 404
    for role in STANDARD_ROLES:
        assert client.post(f"/demo/enter/{role.code.replace('_', '-')}/", **NEAR).status_code == 404


@pytest.mark.parametrize(
    "far",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"HTTP_HOST": "testserver"},
        {"HTTP_X_FORWARDED_FOR": "192.0.2.7"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=192.0.2.7"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_VIA": "1.1 proxy"},
    ],
)
def test_from_elsewhere_or_through_a_proxy_there_is_no_door(world, demo, client, far):
    slug = a_slug(client)
    assert client.get("/demo/", **(NEAR | far)).status_code == 404
    assert client.post(f"/demo/enter/{slug}/", **(NEAR | far)).status_code == 404


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_each_kind_of_person_has_a_door_with_a_sentence(world, demo, client, host):
    page = client.get("/demo/", **(NEAR | {"HTTP_HOST": host, "REMOTE_ADDR": "::1"}))
    assert page.status_code == 200
    assert page.content.decode().count("cast-door") >= 5


def test_one_click_and_one_is_in(world, demo, client):
    answer = client.post(f"/demo/enter/{a_slug(client)}/", **NEAR)
    assert answer["Location"] == "/"
    assert "_auth_user_id" in client.session


def test_a_link_does_not_sign_anybody_in(world, demo, client):
    assert client.get(f"/demo/enter/{a_slug(client)}/", **NEAR).status_code == 405


def test_an_unknown_person_is_a_404(world, demo, client):
    assert client.post("/demo/enter/nobody/", **NEAR).status_code == 404


def test_the_door_page_shows_the_way_only_in_a_demonstration(world, client, settings):
    for there in (True, False):
        settings.DEMONSTRATION = there
        assert ('href="/demo/"' in client.get("/accounts/login/", **NEAR).content.decode()) is there
