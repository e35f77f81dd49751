"""Signing in and out, a forgotten password, and what is not there."""

import json
import re
from email.message import EmailMessage

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from tests.world import PASSWORD
from vinculo.directory.jobs import send_reset
from vinculo.directory.models import Person
from vinculo.kernel.scope import acting_as, system_actor

LOGIN, RESET = "/accounts/login/", "/accounts/password/reset/"
SPANISH, ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "es-CO,es;q=0.9"}, {"HTTP_ACCEPT_LANGUAGE": "en-GB,en;q=0.9"}


def knock(client: Client, email: str = "elena@lucia.example", password: str = PASSWORD, **more: str):
    return client.post(LOGIN, {"login": email, "password": password, **more}, **SPANISH)


def letter() -> EmailMessage:
    """Run the one job that waits, and return what it mailed."""
    with connection.cursor() as cursor:
        cursor.execute("select task_name, args from procrastinate_jobs where status = 'todo'")
        ((task, arguments),) = cursor.fetchall()
    assert task == "directory.send_reset"
    send_reset(**json.loads(arguments) if isinstance(arguments, str) else arguments)
    return sent()


def sent() -> EmailMessage:
    (message,) = mail.outbox
    return message


def test_the_door_speaks_the_language_of_the_browser(world, client):
    assert "Correo electrónico" in client.get(LOGIN, **SPANISH).content.decode()
    assert "Forgotten password" in client.get(LOGIN, **ENGLISH).content.decode()


def test_the_door_changes_its_language_when_asked(world, client):
    answer = client.post("/accounts/language/", {"language": "en", "next": LOGIN}, **SPANISH)
    assert answer["Location"] == LOGIN
    assert "Forgotten password" in client.get(LOGIN, **SPANISH).content.decode()
    client.post("/accounts/language/", {"language": "xx", "next": "https://evil.example/"})
    assert client.post("/accounts/language/", {"next": "https://evil.example/"})["Location"] == LOGIN


def test_elena_signs_in_and_her_session_is_a_new_one(world, client):
    client.get(LOGIN)
    session = client.session
    session["before"] = "known to somebody else"
    session.save()
    client.cookies[_cookie()] = session.session_key
    answer = knock(client)
    assert answer["Location"] == "/"
    assert client.session.session_key != session.session_key
    assert client.get("/", follow=True).redirect_chain == [("/portal/", 302)]


def _cookie() -> str:
    from django.conf import settings

    return settings.SESSION_COOKIE_NAME


def test_the_address_may_be_written_in_capitals(world, client):
    assert knock(client, "Elena@Lucia.example").status_code == 302


@pytest.mark.parametrize(
    ("email", "password"), [("elena@lucia.example", "no es esta"), ("nadie@lucia.example", PASSWORD)]
)
def test_a_wrong_password_and_an_unknown_address_are_told_alike(world, client, email, password):
    answer = knock(client, email, password)
    page = answer.content.decode()
    assert "Ese correo y esa contraseña no se corresponden." in page
    assert f'value="{email}"' in page
    assert password not in page


def test_after_five_wrong_tries_not_even_the_right_one_opens(world, client):
    for _try in range(5):
        knock(client, password="no es esta")
    page = knock(client).content.decode()
    assert "demasiados intentos con este correo" in page
    assert knock(client, "carlos@albor.example").status_code == 302


def test_a_flood_gets_a_calm_429(world, client):
    answers = [
        client.post(LOGIN, {"login": "x", "password": ""}, **SPANISH).status_code for _try in range(31)
    ]
    assert answers[:30] == [200] * 30
    assert answers[30] == 429
    page = client.post(LOGIN, {"login": "x", "password": ""}, **SPANISH).content.decode()
    assert "Demasiados intentos en poco tiempo" in page


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_signing_in_leads_to_no_foreign_address(world, client, where):
    assert knock(client, next=where)["Location"] == "/"


def test_signing_in_leads_to_where_one_was_going(world, client):
    assert knock(client, next="/portal/cases/")["Location"] == "/portal/cases/"


def test_signing_out_is_an_act_and_not_a_link(world, client):
    client.force_login(world.account("elena"))
    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/portal/").status_code == 200
    page = client.post("/accounts/logout/", follow=True)
    assert page.redirect_chain == [(LOGIN, 302)]
    assert client.get("/portal/").status_code == 302


@pytest.mark.parametrize(
    "address",
    [
        "signup/",
        "email/",
        "confirm-email/",
        "confirm-email/x/",
        "login/code/",
        "login/code/confirm/",
        "3rdparty/",
    ],
)
def test_what_is_not_offered_is_not_there(world, client, address):
    assert client.get(f"/accounts/{address}").status_code == 404
    client.force_login(world.account("elena"))
    assert client.get(f"/accounts/{address}").status_code == 404


def test_elena_chooses_a_new_password_by_the_link_of_a_mail(world, client):
    answer = client.post(RESET, {"email": "elena@lucia.example"}, follow=True, **ENGLISH)
    assert "on its way" in answer.content.decode()
    message = letter()
    assert message.to == ["elena@lucia.example"]
    assert message.subject == "Contraseña nueva para Vínculo"  # in her language, not in the browser's
    link = re.search(r"http://localhost:8000(/accounts/password/reset/key/\S+)", message.body)
    assert link is not None
    page = client.get(link[1], follow=True, **SPANISH)
    form = page.redirect_chain[-1][0]
    short = client.post(form, {"password1": "corta", "password2": "corta"}, **SPANISH)
    assert "10 caracteres" in short.content.decode()
    other = client.post(
        form, {"password1": "una frase bien larga", "password2": "otra frase bien larga"}, **SPANISH
    )
    assert "no coinciden" in other.content.decode()
    done = {"password1": "una frase bien larga", "password2": "una frase bien larga"}
    assert "La contraseña está guardada" in client.post(form, done, follow=True, **SPANISH).content.decode()
    assert knock(client).status_code == 200
    assert knock(client, password="una frase bien larga").status_code == 302
    again = Client().get(link[1], follow=True, **SPANISH)
    assert "El enlace ya no sirve" in again.content.decode()


def test_a_changed_password_is_told_by_mail_and_closes_other_sessions(world, client):
    elsewhere = Client()
    for one in (client, elsewhere):
        one.force_login(world.account("elena"))
    form = {"oldpassword": PASSWORD, "password1": "una frase bien larga", "password2": "una frase bien larga"}
    wrong = client.post("/accounts/password/change/", form | {"oldpassword": "no es"}, **ENGLISH)
    assert "La contraseña actual es otra." in wrong.content.decode()
    assert client.post("/accounts/password/change/", form)["Location"] == "/preferences/"
    assert client.get("/portal/").status_code == 200
    assert elsewhere.get("/portal/").status_code == 302
    assert sent().subject == "Se cambió la contraseña de Vínculo"


def test_an_unknown_address_gets_the_same_page_and_no_mail(world, client):
    answer = client.post(RESET, {"email": "nadie@lucia.example"}, follow=True, **SPANISH)
    assert "El enlace va de camino" in answer.content.decode()
    assert mail.outbox == []
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs")
        assert cursor.fetchone() == (0,)


def test_a_closed_account_gets_no_letter(world):
    account = world.account("elena")
    account.is_active = False
    account.save(update_fields=["is_active"])
    send_reset(account_id=account.pk)
    send_reset(account_id=0)
    assert mail.outbox == []


def test_a_mail_server_that_fails_undoes_no_new_password(world, client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    client.force_login(world.account("elena"))
    form = {"oldpassword": PASSWORD, "password1": "una frase bien larga", "password2": "una frase bien larga"}
    assert client.post("/accounts/password/change/", form).status_code == 302
    assert world.account("elena").check_password("una frase bien larga")


def test_a_closed_account_says_so(world, client):
    account = world.account("elena")
    account.is_active = False
    account.save(update_fields=["is_active"])
    assert knock(client)["Location"] == "/accounts/inactive/"
    assert "La cuenta está cerrada" in client.get("/accounts/inactive/", **SPANISH).content.decode()


def test_whoever_left_finds_nothing_to_open_and_can_sign_out(world, client):
    with acting_as(system_actor()):
        Person.objects.filter(pk=world.people["elena"].pk).update(active=False)
    client.force_login(world.account("elena"))
    for url in ("/", "/portal/", "/preferences/"):
        answer = client.get(url, **SPANISH)
        assert answer.status_code == 403
        assert "no tiene ahora ningún rol" in answer.content.decode()
        assert 'href="/accounts/logout/"' in answer.content.decode()


def test_the_password_is_kept_by_argon2(world):
    assert world.account("elena").password.startswith("argon2$")


def test_the_doors_need_no_script_of_their_own(world, client):
    for url in (LOGIN, RESET, "/accounts/password/reset/done/", "/accounts/inactive/"):
        page = client.get(url, **SPANISH).content.decode()
        assert not re.search(r"<script(?![^>]* src=)", page), url
        assert " style=" not in page, url
        assert "<style" not in page, url


def test_whose_session_ended_is_led_to_the_door_and_back_to_the_page(client: Client) -> None:
    act, page = "/tickets/INC-10001/message/", "/tickets/INC-10001/?last=300"
    plain = client.post(act, {"body": "Hola"}, headers={"Referer": f"http://testserver{page}"})
    back = f"{LOGIN}?next=/tickets/INC-10001/%3Flast%3D300"
    assert (plain.status_code, plain["Location"]) == (302, back)
    part = client.post(
        act, {"body": "Hola"}, headers={"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"}
    )
    assert part["HX-Redirect"] == back
    elsewhere = client.post(act, {"body": "Hola"}, headers={"Referer": "https://ajeno.example/x"})
    assert elsewhere["Location"] == f"{LOGIN}?next={act}"
