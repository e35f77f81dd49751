"""Texts with Zipf's frequencies, and words whose number is known."""

from __future__ import annotations

import random
from collections import Counter

from vinculo.benchmark.vocabulary import APART, COMMON, RARE, draws, planted_in, text, words


def test_frequent_words_come_first_and_the_tail_is_long() -> None:
    drawn = Counter(draws())
    assert len(drawn) > 5_000
    assert drawn.most_common(1)[0][0] == words()[0]
    assert 1.7 < drawn[words()[0]] / drawn[words()[1]] < 2.3
    assert all(drawn[word] > 20 for word in COMMON)


def test_planted_words_are_nowhere_else() -> None:
    assert not {*RARE, *APART} & set(draws())


def test_a_text_has_the_length_asked_for_and_is_the_same_every_time() -> None:
    made = [text(random.Random(7), 40, 160, *RARE) for _ in range(2)]
    assert made[0] == made[1]
    assert 42 <= len(made[0].split()) <= 162
    assert all(word in made[0] for word in RARE)


def test_the_rare_pair_is_in_about_fifty_tickets_at_any_size() -> None:
    for size in (1_000, 10_000, 100_000):
        both = sum(planted_in(number, size)[:2] == RARE for number in range(1, size + 1))
        assert 49 <= both <= 51


def test_the_words_that_stand_apart_hardly_ever_meet() -> None:
    planted = [planted_in(number, 10_000) for number in range(1, 10_001)]
    either = sum(any(word in APART for word in held) for held in planted)
    both = sum(all(word in held for word in APART) for held in planted)
    assert either > 5_000
    assert both <= 51
