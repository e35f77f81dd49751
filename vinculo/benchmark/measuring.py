"""The rounds: one request after another, warm; and several people at once who report."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

from vinculo.benchmark import processes, works, world
from vinculo.benchmark.browser import Browser, Unexpected
from vinculo.benchmark.report import Figure, Report
from vinculo.benchmark.serving import Site

Tell = Callable[[str], None]
WARM = 5
"""Requests of each kind before the clock runs."""


def measure(report: Report, wanted: Sequence[works.Work], *, rounds: int, tell: Tell) -> None:
    """Make each kind of request `rounds` times; what the server does not have is noted as absent."""
    for work in wanted:
        try:
            for turn in range(WARM):
                work.ask(turn)
            answers = [work.ask(WARM + turn) for turn in range(rounds)]
        except (Unexpected, StopIteration, ZeroDivisionError) as absent:
            tell(f"{work.label}: {absent}")
            report.absent.append(f"{work.label} ({absent})"[:300])
            continue
        figure = Figure.of(
            work.name, work.label, [answer.ms for answer in answers], [answer.processor for answer in answers],
            statements=max(answer.statements for answer in answers), size=max(len(answer.body) for answer in answers),
        )  # fmt: skip
        report.figures.append(figure)
        tell(f"{figure.label:58} {figure.median:8.1f} ms (web {figure.web:.1f})")


def create(report: Report, site: Site, *, clients: int, each: int, tell: Tell) -> None:
    """Let several clients' people report at once through the portal's form; count tickets and processor time."""
    senders = []
    for number in range(clients):
        browser, key = Browser(site.port), world.key(world.creator(number))
        browser.sign_in(key.email, key.password)
        senders.append(works.creation(browser))
        for turn in range(WARM):
            senders[-1](turn)
    failed: list[Exception] = []

    def run(send: Callable[[int], object]) -> None:
        try:
            for turn in range(each):
                send(turn)
        except Exception as error:  # noqa: BLE001 - told below, in the thread that can
            failed.append(error)

    threads = [threading.Thread(target=run, args=[send]) for send in senders]
    web, database = processes.worked(site.own()), processes.worked(site.database())
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begun
    if failed:
        raise failed[0]
    made = clients * each
    web_ms = (processes.worked(site.own()) - web) * 1000 / made
    database_ms = (processes.worked(site.database()) - database) * 1000 / made
    report.creations = {
        "clients": clients,
        "made": made,
        "per_second": round(made / seconds, 1),
        "processor_ms": round(web_ms + database_ms, 2),
        "web_ms": round(web_ms, 2),
        "database_ms": round(database_ms, 2),
    }
    tell(f"{made:,} creations in {seconds:.1f} s")
