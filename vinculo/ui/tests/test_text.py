"""What people type is shown, never obeyed."""

from hypothesis import given
from hypothesis import strategies as st

from vinculo.ui.text import as_message


def test_markup_is_shown_as_it_was_typed() -> None:
    shown = as_message('<script>alert("x")</script><img src=x onerror=alert(1)> & so on')
    assert "<script" not in shown
    assert "<img" not in shown
    assert "&lt;script&gt;" in shown
    assert "&amp; so on" in shown


def test_paragraphs_and_lines_are_kept() -> None:
    assert as_message("one\r\ntwo\r\n\r\n\r\nthree") == "<p>one<br>two</p><p>three</p>"
    assert as_message("") == ""
    assert as_message("\n \n") == ""


def test_addresses_become_links_that_vouch_for_nothing() -> None:
    shown = as_message("Véase https://example.org/a?b=1&c=2.")
    assert '<a href="https://example.org/a?b=1&amp;c=2" rel="nofollow noopener noreferrer">' in shown
    assert shown.endswith("</a>.</p>")
    assert 'href="mailto:ana@example.org"' in as_message("ana@example.org")


def test_a_bracket_stays_with_the_sentence_that_opened_it() -> None:
    assert ">https://es.wikipedia.org/wiki/Nudo_(lazo)</a>" in as_message(
        "https://es.wikipedia.org/wiki/Nudo_(lazo)"
    )
    assert ">https://example.org</a>)" in as_message("(https://example.org)")


def test_only_safe_schemes_are_linked() -> None:
    for evil in (
        "javascript:alert(1)",
        "data:text/html,<b>",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org",
    ):
        assert "<a " not in as_message(evil)


def test_an_address_cannot_break_out_of_its_attribute() -> None:
    shown = as_message("https://example.org/\"onmouseover=alert(1) https://x.org/'><script>")
    assert shown.count("<a ") == 2
    assert "<script" not in shown
    assert '"onmouseover' not in shown


@given(st.text(alphabet=st.sampled_from("<>\"'&:/.@ahtps\n javscript()=[]"), max_size=80))
def test_nothing_but_our_own_tags_comes_out(typed: str) -> None:
    import re

    tags = re.findall(r"<[^>]*>", as_message(typed))
    allowed = re.compile(
        r'</?p>|<br>|</a>|<a href="(https?://|mailto:)[^"<>]*" rel="nofollow noopener noreferrer">', re.I
    )
    assert all(allowed.fullmatch(tag) for tag in tags), tags
