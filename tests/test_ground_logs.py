"""The log: what a stranger puts into an address does not become a line of its own."""

import logging

from vinculo.config.logs import Line


def test_a_made_up_address_neither_begins_a_line_nor_steers_a_terminal() -> None:
    record = logging.LogRecord(
        "vinculo.ui", logging.INFO, "", 0, "404 %s", ("/x\n2026 error false\x1b[31m\x00",), None
    )
    told = Line().format(record)
    assert told.endswith(r"404 /x\n2026 error false\x1b[31m\x00")
    assert told.isprintable()
