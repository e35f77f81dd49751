"""One run of the benchmark, from the fill to the last figure."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from vinculo.benchmark import fill, importing, interface, measuring, place, processes, works, world
from vinculo.benchmark.browser import Browser
from vinculo.benchmark.report import Report
from vinculo.benchmark.serving import Site, serving

Tell = Callable[[str], None]


def prepare(tickets: int, ready: Callable[[], None], tell: Tell) -> None:
    """Fill the database unless it holds that many tickets from before."""
    if place.is_kept(tickets):
        tell(f"The database holds {tickets:,} tickets from before.")
        return
    place.drop()
    ready()
    world.build()
    fill.fill(fill.order(tickets), processes=min(2, os.cpu_count() or 1), tell=tell)


def run(
    tickets: int,
    machine: dict[str, Any],
    *,
    rounds: int,
    clients: int,
    creations: int,
    processes: int | None,
    tell: Tell,
) -> Report:
    """Start the server, measure everything, stop it."""
    report = Report(
        tickets, machine | {"postgresql": place.facts(), "web_processes": processes or "as served"}
    )
    found = works.sample(rounds + measuring.WARM)
    keys = {email: world.key(email) for email in (world.AGENT, world.USER, world.MANAGER)}
    place.let_go()
    with serving(web_processes=processes) as site:
        report.start = round(site.start, 2)
        report.memory["idle"] = memory(site)
        browsers = {email: Browser(site.port) for email in keys}
        for email, browser in browsers.items():
            browser.sign_in(email, keys[email].password)
        agent, user, manager = browsers.values()
        program = Browser(site.port, token=keys[world.AGENT].token)
        wanted = [
            *works.agents(agent, found), *works.persons(user, manager, found), *works.replies(agent, found),
            *interface.calls(program, found),
        ]  # fmt: skip
        measuring.measure(report, wanted, rounds=rounds, tell=tell)
        measuring.create(report, site, clients=clients, each=creations, tell=tell)
        report.memory |= {"worked": memory(site), "database": database_memory(site)}
    importing.measure(report, tell=tell)
    return report


def memory(site: Site) -> float:
    """Bytes of web, worker and supervisor."""
    return float(processes.memory(site.own()))


def database_memory(site: Site) -> float:
    """Bytes of PostgreSQL; 0 when it runs elsewhere."""
    return float(processes.memory(site.database()))
