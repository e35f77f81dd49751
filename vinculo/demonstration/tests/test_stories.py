"""The stories can be told: every text fills, in every country, and says nothing that the other side would not say."""

from __future__ import annotations

import datetime as dt
import random
import re

import pytest

from vinculo.demonstration.company import CATEGORIES, SERVICES, TEAMS
from vinculo.demonstration.demand import people_of
from vinculo.demonstration.stories import Story, all_stories, read
from vinculo.demonstration.voice import Slots, tidy

CLIENT_OF = {"ES": "almadrona", "CO": "guaranda", "MX": "amaranta"}
NOON = dt.datetime(2026, 5, 6, 17, 5, tzinfo=dt.UTC)
MISMATCH = re.compile(r"\b([Dd]e|[Aa]) el [a-zñ]|  |\{|\}|\bNone\b")


def told() -> list[tuple[str, Story]]:
    return [(country, story) for country in CLIENT_OF for s in all_stories() for story in s.told_in(country)]


def test_there_are_enough_of_them() -> None:
    stories = all_stories()
    assert len(stories) >= 60
    assert {story.service for story in stories} == set(SERVICES)
    assert len({(story.service, story.key) for story in stories}) == len(stories)
    for country in CLIENT_OF:
        assert len([1 for c, _ in told() if c == country]) >= 140


def test_every_story_points_at_what_there_is() -> None:
    for story in all_stories():
        assert story.topic in CATEGORIES, story.key
        assert story.team in ("", *TEAMS), story.key
        for letter in "TDR":
            assert story.variants(letter), (story.key, letter)
        for text in story.variants("Q"):
            assert " || " in text, (story.key, text)


@pytest.mark.parametrize("country", CLIENT_OF)
def test_every_text_fills_and_reads_well(country: str) -> None:
    rng = random.Random(4)
    client = CLIENT_OF[country]
    for held, story in told():
        if held != country:
            continue
        for letter, lines in story.lines.items():
            for line in lines:
                slots = Slots(
                    client=client, requester=people_of(client)[0], at=NOON, service=story.service, rng=rng
                )
                text = slots.fill(line.text)
                assert not MISMATCH.search(text), (story.service, story.key, letter, text)
                if letter == "T":
                    assert 8 < len(text) <= 90, text
                    assert text[0] in "¿«-" or text[0].isupper() or text[0].isdigit(), text


def test_only_spain_says_vosotros() -> None:
    for country, story in told():
        if country == "ES":
            continue
        for lines in story.lines.values():
            for line in lines:
                assert not re.search(r"\b\w+(áis|éis)\b|\bvosotros\b|\bos\b", line.text), (
                    story.key,
                    line.text,
                )


def test_a_story_that_cannot_be_read_names_its_line() -> None:
    with pytest.raises(ValueError, match=r"print.txt, line 2"):
        read("== queue | incident | printers\nnonsense", service="print")


def test_articles_melt_as_they_do_in_speech() -> None:
    assert tidy("la impresora de el almacén") == "la impresora del almacén"
    assert tidy("llama a el turno de él") == "llama al turno de él"
