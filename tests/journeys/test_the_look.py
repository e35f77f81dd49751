"""The gallery: what every screen is made of can be seen, reached and pressed by everybody."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]
Check = Callable[[Page], None]
GALLERY = "/ui/"


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_every_component_can_be_used_by_everybody(
    visit: Visit, accessible: Check, fits: Check, *, phone: bool, look: str
) -> None:
    page = visit("ana", phone=phone, look=look)
    page.goto(GALLERY)
    accessible(page)
    fits(page)


def test_nothing_scrolls_sideways_on_the_smallest_screen(visit: Visit, fits: Check) -> None:
    page = visit("ana", phone=True)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(GALLERY)
    fits(page)


def test_ana_walks_the_rows_with_her_keyboard(visit: Visit) -> None:
    page = visit("ana")
    page.goto(GALLERY)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    here = page.locator("[data-row].is-here")
    expect(here).to_have_count(1)
    expect(here).to_be_focused()
    page.keyboard.press("x")
    expect(here.locator("[data-pick]")).to_be_checked()
    expect(page.locator("[data-bulk-count]").first).to_have_text("2")
    reference = here.get_attribute("data-href") or ""
    page.keyboard.press("Enter")
    assert page.url.endswith(reference)


def test_keys_are_letters_inside_a_field_and_silent_when_switched_off(visit: Visit) -> None:
    page = visit("ana")
    page.goto(GALLERY)
    page.locator("#id_subject").first.fill("")
    page.locator("#id_subject").first.press_sequentially("jx?")
    expect(page.locator("#id_subject").first).to_have_value("jx?")
    expect(page.locator("#keys")).not_to_be_visible()
    page.locator("body").press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.locator("#keys [data-keys-switch]").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator("[data-row].is-here")).to_have_count(0)


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_the_theme_is_kept_with_and_without_script(visit: Visit, *, script: bool) -> None:
    page = visit("ana", script=script)
    page.goto(GALLERY)
    page.locator('.g-look button[value="dark"]').click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.goto(GALLERY)
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_what_was_being_written_is_still_there_after_a_reload(visit: Visit) -> None:
    page = visit("ana")
    page.goto(GALLERY)
    page.locator("#composer-body").fill("Elena, ya está repuesto el controlador.")
    page.reload()
    expect(page.locator("#composer-body")).to_have_value("Elena, ya está repuesto el controlador.")


def test_the_private_mode_says_so_before_a_word_is_written(visit: Visit) -> None:
    page = visit("ana")
    page.goto(GALLERY)
    box = page.locator("#composer-body-form")
    expect(box.locator(".composer-private")).not_to_be_visible()
    page.keyboard.press("Shift+N")
    expect(box.locator(".composer-private")).to_be_visible()
    expect(page.locator("#composer-body")).to_be_focused()
    expect(box.get_by_role("button", name="Enviar", exact=True)).not_to_be_visible()


def test_a_dialog_takes_the_focus_and_gives_it_back(visit: Visit) -> None:
    page = visit("ana")
    page.goto(GALLERY)
    opener = page.get_by_role("button", name="Abrir un diálogo")
    opener.click()
    dialog = page.locator("#g-dialog")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    expect(opener).to_be_focused()
