"""Every sentence of code and templates has its Spanish, with the same places for values."""

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1] / "vinculo"
LOCALE = PACKAGE / "locale"
LANGUAGES = sorted(place.name for place in LOCALE.glob("es*"))
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")

Sentence = tuple[str, tuple[str, ...]]


def sentences() -> dict[Sentence, str]:
    """Every sentence in the product with its context, and where it is written."""
    found: dict[Sentence, str] = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        if "tests" not in file.parts and "migrations" not in file.parts:
            for sentence, line in read(file.read_bytes()):
                found.setdefault(sentence, f"{file.relative_to(PACKAGE)}:{line}")
    for file in sorted(PACKAGE.rglob("templates/**/*.*")):
        if file.suffix in (".html", ".txt"):
            # What templatize leaves of a template is not indented as Python wants it.
            lines = templatize(file.read_text("utf-8")).splitlines()
            for sentence, line in read("\n".join(line.strip() for line in lines).encode()):
                found.setdefault(sentence, f"{file.relative_to(PACKAGE)}:{line}")
    return found


def read(source: bytes) -> Iterator[tuple[Sentence, int]]:
    """The sentences of one source."""
    for line, message, _, context in extract("python", BytesIO(source), KEYWORDS):
        ids = message if isinstance(message, tuple) else (message,)
        if ids[0]:
            yield (context or "", ids), line


def catalogue(language: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language, domain="django")


def strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def ids(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def test_every_sentence_has_its_spanish() -> None:
    spanish = catalogue("es")
    missing = []
    for (context, said), place in sentences().items():
        found = spanish.get(said if len(said) > 1 else said[0], context or None)
        if found is None or not all(strings(found)) or found.fuzzy:
            missing.append(f"{place}: {said[0]!r}")
    assert not missing, f"{len(missing)} without Spanish:\n" + "\n".join(missing)


def test_a_sentence_in_the_singular_alone_is_not_found_under_its_plural() -> None:
    """gettext looks for what was asked: `ngettext` needs an entry with its plural."""
    spanish = catalogue("es")
    wrong = [
        said[0]
        for context, said in sentences()
        if len(said) > 1 and (found := spanish.get(said[0], context or None)) and len(ids(found)) < 2
    ]
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_places_for_values(language: str) -> None:
    wrong = []
    for message in catalogue(language):
        if not message.id or not any(strings(message)):
            continue
        wanted = set(PLACE.findall(ids(message)[-1]))
        for string in strings(message):
            # A singular may say "one" instead of the number.
            if not set(PLACE.findall(string)) <= wanted or (
                string == strings(message)[-1] and set(PLACE.findall(string)) != wanted
            ):
                wrong.append(f"{ids(message)[0]!r} → {string!r}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_translated_twice(language: str) -> None:
    text = (LOCALE / language / "LC_MESSAGES" / "django.po").read_text("utf-8")
    pattern = re.compile(r'^(?:msgctxt ((?:".*"\n)+))?msgid ((?:".*"\n)+)', re.MULTILINE)
    found = Counter((context, "".join(said.split("\n"))) for context, said in pattern.findall(text))
    twice = [said for (_, said), count in found.items() if count > 1]
    assert not twice, "\n".join(twice)


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_spanish_only_says_what_spain_also_says(language: str) -> None:
    spanish = catalogue("es")
    alone = [
        ids(message)[0]
        for message in catalogue(language)
        if message.id and spanish.get(message.id, message.context) is None
    ]
    assert not alone, alone
