"""Signing in, as everybody does first."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]
Check = Callable[[Page], None]


def test_a_wrong_password_is_told_and_the_address_is_kept(visit: Visit) -> None:
    page = visit()
    page.goto("/accounts/login/")
    page.locator('input[name="login"]').fill("elena@lucia.example")
    page.locator('input[name="password"]').fill("no es esta")
    page.locator('form:has(input[name="password"]) button[type="submit"]').first.click()
    expect(page.locator('input[name="login"]')).to_have_value("elena@lucia.example")
    assert "/accounts/login/" in page.url


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_the_door_can_be_used_by_everybody(
    visit: Visit, accessible: Check, fits: Check, *, phone: bool, look: str
) -> None:
    page = visit(phone=phone, look=look)
    page.goto("/accounts/login/")
    accessible(page)
    fits(page)


def test_elena_signs_in_and_out_again(visit: Visit) -> None:
    page = visit("elena")
    assert "/accounts/login/" not in page.url
    page.goto("/accounts/logout/")
    if page.locator('form[action*="logout"] button, form button[type="submit"]').count():
        page.locator('form[action*="logout"] button, form button[type="submit"]').last.click()
    page.goto("/portal/")
    assert "/accounts/login/" in page.url
