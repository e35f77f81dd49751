"""The web's door: who gets in, what a failed request leaves behind, and what a stream may see."""

import pytest
from django.db import ProgrammingError
from django.test import Client

from tests.world import World
from vinculo.directory.models import ApiToken, Membership, Organisation, Person
from vinculo.kernel.roles import role_name
from vinculo.kernel.scope import acting_as, current_actor, system_actor
from vinculo.kernel.tests.database import standing

pytestmark = pytest.mark.urls("vinculo.kernel.tests.urls")
OUTSIDE = (role_name("app"), "", "")


@pytest.fixture
def visit(world: World):
    """A browser in which somebody has signed in."""

    def signed_in(name: str) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(world.account(name))
        return client

    return signed_in


def name_of_lucia() -> str:
    with acting_as(system_actor()):
        return Organisation.objects.get(slug="lucia").name


def test_a_request_runs_as_its_person_and_leaves_nothing_standing(world: World, visit) -> None:
    said = visit("elena").get("/who/").json()
    elena = world.actor("elena")
    assert said["name"] == "Elena"
    assert said["standing"] == [role_name("client"), str(elena.organisation_id), str(elena.person_id)]
    assert standing() == OUTSIDE
    assert current_actor() is None
    assert visit("sergio").get("/who/").json()["standing"][0] == role_name("supplier")
    assert visit("ana").get("/who/").json()["standing"][:2] == [role_name("everyone"), ""]


def test_no_page_of_somebody_is_kept_on_the_way_or_after_signing_out(world: World, visit) -> None:
    for path in ("/who/", "/write/refusal/", "/person/Nobody/"):
        assert visit("elena").get(path)["Cache-Control"] == "private, no-store", path


def test_nobody_gets_in_without_signing_in(world: World) -> None:
    answer = Client().get("/who/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")
    assert Client().get("/open/").json()["standing"] == list(OUTSIDE)


def test_sign_in_pages_run_outside_the_wall_for_everybody(world: World, visit) -> None:
    assert visit("ana").get("/accounts/who/").json()["standing"] == list(OUTSIDE)


def test_what_ends_well_is_kept(world: World, visit) -> None:
    assert visit("rafael").get("/write/well/").status_code == 200
    assert name_of_lucia() == "Written"


@pytest.mark.parametrize(
    ("ending", "status"),
    [
        ("error", 500),  # an exception has become a response by the time it passes the middleware
        ("500", 500),
        ("503", 503),
        ("aborted", 500),
        ("swallowed", 500),
        ("missing", 404),
        ("forbidden", 403),
        ("denied", 403),
        ("refusal", 409),
    ],
)
def test_what_ends_in_an_error_leaves_nothing_behind(world: World, visit, ending: str, status: int) -> None:
    answer = visit("rafael").get(f"/write/{ending}/")
    assert answer.status_code == status
    assert name_of_lucia() == "Clínica Santa Lucía"
    assert standing() == OUTSIDE
    assert current_actor() is None


def test_a_refusal_is_a_kind_sentence(world: World, visit) -> None:
    answer = visit("rafael").get("/write/refusal/", headers={"referer": "https://elsewhere.example/"})
    assert "Tal como está, esto no se puede hacer." in answer.content.decode()
    assert b"elsewhere.example" not in answer.content


def test_an_account_without_a_role_in_force_is_told_so(world: World, visit) -> None:
    client = visit("elena")
    with acting_as(system_actor()):
        Membership.objects.filter(person=world.people["elena"]).update(active=False)
    assert client.get("/who/").status_code == 403
    assert client.get("/open/").status_code == 403
    with acting_as(system_actor()):
        Person.objects.filter(pk=world.people["marta"].pk).update(active=False)
    assert visit("marta").get("/who/").status_code == 403


def test_what_is_out_of_sight_is_a_404_however_it_is_asked_for(world: World, visit) -> None:
    elena = visit("elena")
    assert elena.get("/person/Marta/").content == b"Marta"
    assert elena.get("/person/Carlos/").status_code == 404
    assert elena.get(f"/person/{world.people['carlos'].pk}/").status_code == 404
    for nonsense in ("Nobody", "1x", "9" * 40, "uuid-what", "'; drop table desk_ticket --"):
        assert elena.get(f"/person/{nonsense}/").status_code == 404, nonsense
    for path in ("/person/a%00b/", "/who/?q=%00"):
        assert elena.get(path).status_code == 400, path


def test_a_stream_runs_outside_the_scope_and_is_denied(world: World, visit) -> None:
    answer = visit("elena").get("/stream/")
    assert answer.status_code == 200
    with pytest.raises(ProgrammingError, match="permission denied"):
        list(answer)


def test_a_stream_that_enters_anew_for_each_chunk_sees_its_own(world: World, visit) -> None:
    said = b"".join(visit("elena").get("/stream-anew/")).decode().split()
    assert "Elena" in said
    assert "Carlos" not in said
    assert standing() == OUTSIDE


def test_a_token_opens_the_door_like_a_session(world: World) -> None:
    from vinculo.directory.actors import token_digest

    ApiToken.objects.create(account=world.account("elena"), name="script", digest=token_digest("letters"))
    bearer = {"authorization": "Bearer letters"}
    assert Client().get("/who/", headers=bearer).json()["name"] == "Elena"
    for wrong in ("Bearer other", "Bearer ", "Basic letters", "letters", "Bearer letters letters"):
        assert Client().get("/who/", headers={"authorization": wrong}).status_code == 302
