"""The `vinculo` command; `python -m vinculo` is the same."""

import sys


def main() -> None:
    """Run the command line."""
    from vinculo.config.cli import run

    sys.exit(run())


if __name__ == "__main__":
    main()
