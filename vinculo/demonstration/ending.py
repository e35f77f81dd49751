"""How an ordinary ticket ends: solved, then confirmed, rejected, reopened or left in silence; at times a late word."""

from __future__ import annotations

import datetime as dt

from vinculo.demonstration import phrases
from vinculo.demonstration.scene import Scene
from vinculo.desk.models import ResolutionCode
from vinculo.kernel.scope import system_actor

SILENCE = dt.timedelta(days=5)
"""How long a solution waits for a word before the product closes the ticket (the setting's usual value)."""

FATES = {"reject": 0.0, "reopen": 0.03, "confirm": 0.5, "thanks": 1.0}
"""Ends that somebody decided beforehand; the others are left to chance."""


def solve(scene: Scene, *, again: bool = False) -> None:
    """Say what was done."""
    code, text = scene.story.solution(scene.rng)
    text = scene.slots.fill(text)
    if again:
        text = "Revisado desde el principio. " + text
    scene.log.resolve(scene.at, by=scene.by, resolution=text, code=code)


def end(scene: Scene, *, late: bool = True) -> None:
    """What the client does with the solution; `late` when a word of thanks may follow after the end."""
    chance = FATES.get(scene.demand.fate, scene.rng.random())
    if scene.ticket.resolution_code == ResolutionCode.NO_ANSWER:
        return fall_silent(scene)
    if chance < 0.028:
        return _come_back(scene)
    if chance < 0.034:
        return _open_again(scene)
    if chance < 0.64:
        return confirm(scene)
    fall_silent(scene)
    if late and (scene.demand.fate == "thanks" or scene.rng.random() < 0.02):
        later = scene.log.at + dt.timedelta(days=scene.rng.uniform(0.5, 6))
        scene.at = scene.client_shift.after(later, scene.rng.uniform(5, 300))
        scene.client_says(scene.say(phrases.LATE_THANKS[scene.country]), bare=True)
    return None


def confirm(scene: Scene) -> None:
    """The client says that it works, in time or never."""
    resolved = scene.log.at
    scene.client_takes(130)
    if scene.at - resolved > SILENCE - dt.timedelta(hours=2):
        return fall_silent(scene)
    if scene.rng.random() < 0.45:
        scene.client_says(scene.say(phrases.CONFIRMS[scene.country]), bare=True)
        scene.at = scene.log.at + dt.timedelta(seconds=scene.rng.randint(8, 70))
    return scene.log.confirm(scene.at, by=scene.client)


def fall_silent(scene: Scene) -> None:
    """Nobody says a word, and after the days agreed the product closes it."""
    at = (scene.ticket.resolved_at or scene.log.at) + SILENCE + dt.timedelta(minutes=scene.rng.uniform(1, 14))
    scene.log.close(at.replace(microsecond=0), by=system_actor())


def _come_back(scene: Scene) -> None:
    """The client rejects the solution; the work begins again, and ends better."""
    scene.client_takes(140)
    own = scene.story.variants("E")
    words = [scene.slots.fill(text) for text in own] or list(phrases.STILL_FAILS[scene.country])
    scene.log.reject(scene.at, by=scene.client, body=scene.rng.choice(words))
    scene.work(scene.rng.uniform(5, 70))
    scene.answer(scene.say(phrases.SORRY))
    scene.work(scene.rng.uniform(30, 400))
    scene.log.note(scene.at, by=scene.by, body=scene.say(phrases.AGAIN_NOTES))
    scene.work(scene.rng.uniform(20, 300))
    solve(scene, again=True)
    if scene.demand.fate == "reject" or scene.rng.random() < 0.12:
        scene.client_takes(100)
        scene.log.reject(scene.at, by=scene.client, body=scene.say(phrases.STILL_FAILS[scene.country]))
        scene.work(scene.rng.uniform(5, 40))
        scene.answer(scene.say(phrases.SORRY_TWICE))
        scene.work(scene.rng.uniform(60, 500))
        solve(scene, again=True)
    confirm(scene)


def _open_again(scene: Scene) -> None:
    """The desk itself finds that it was not solved after all."""
    scene.work(scene.rng.uniform(20, 200))
    scene.log.note(scene.at, by=scene.by, body=scene.say(phrases.REOPEN_NOTES))
    scene.log.reopen(scene.at, by=scene.by)
    scene.work(scene.rng.uniform(3, 30))
    scene.answer(scene.say(phrases.REOPENED))
    scene.work(scene.rng.uniform(30, 300))
    solve(scene, again=True)
    confirm(scene)
