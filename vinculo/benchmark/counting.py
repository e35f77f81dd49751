"""Counts what a request costs; in the chain only when the benchmark starts the server (VINCULO_BENCHMARK=1)."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

STATEMENTS, PROCESSOR = "X-Statements", "X-Processor"
"""Statements of the request, and milliseconds that its thread worked: what a busy machine does not distort."""


class Cost:
    """First of the chain: what sessions, sign-in and the scope ask of the database counts too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        seen = 0

        def count(execute: Callable[..., Any], *asked: Any) -> Any:
            nonlocal seen
            seen += 1
            return execute(*asked)

        begun = time.thread_time()
        with connection.execute_wrapper(count):
            response = self.get_response(request)
        response[STATEMENTS] = str(seen)
        response[PROCESSOR] = f"{(time.thread_time() - begun) * 1000:.2f}"
        return response
