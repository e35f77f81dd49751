"""The one place that reads the time. Only doors (web, job, command) call it; everything else takes `now`."""

import datetime as dt


def now() -> dt.datetime:
    """The present instant in UTC, whole seconds: the clock's rules count in whole seconds."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)
