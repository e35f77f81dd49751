"""Lines of the log: one event a line for people, or one JSON object a line for machines (VINCULO_LOG=json)."""

import json
import logging
from datetime import UTC, datetime

BARE = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
UNSAFE = {"request", "server_time"}
CONTROL = {code: repr(chr(code))[1:-1] for code in (*range(32), *range(127, 160), 0x2028, 0x2029)}
"""What would begin a line or steer a terminal: an address that somebody made up may hold it."""


class Line(logging.Formatter):
    """Time, level, logger and sentence, then what the caller passed as `extra`, then the traceback."""

    def __init__(self, *, as_json: bool = False) -> None:
        super().__init__()
        self.as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        """Write one record."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        more = {key: str(value) for key, value in vars(record).items() if key not in BARE | UNSAFE}
        trace = self.formatException(record.exc_info) if record.exc_info else ""
        if self.as_json:
            told = {
                "at": at,
                "level": record.levelname,
                "logger": record.name,
                "says": record.getMessage(),
                **more,
            }
            return json.dumps({**told, "trace": trace} if trace else told, ensure_ascii=False)
        tail = "".join(f" {key}={value}" for key, value in more.items())
        said = f"{record.getMessage()}{tail}".translate(CONTROL)
        line = f"{at} {record.levelname.lower():7} {record.name}: {said}"
        return f"{line}\n{trace}" if trace else line
