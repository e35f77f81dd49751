"""The `vinculo` command; `python -m vinculo` is the same."""

import signal
import sys
from types import FrameType


def main() -> None:
    """Run the command line."""
    from vinculo.config.cli import run

    signal.signal(signal.SIGTERM, end)
    sys.exit(run())


def end(number: int, frame: FrameType | None) -> None:
    """End in order when asked to: what was opened is closed, the embedded PostgreSQL is let go."""
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
