"""Processes that belong together end together."""

import ctypes
import os
import signal
import sys

SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


def end_with_parent() -> None:
    """Ask the kernel for SIGTERM when the parent dies, even by kill -9; only below `vinculo serve`, only on Linux."""
    if not os.environ.get("VINCULO_SUPERVISED") or sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM, 0, 0, 0)
    if os.getppid() == 1 and os.environ["VINCULO_SUPERVISED"] != "1":
        os.kill(os.getpid(), signal.SIGTERM)  # it died before we asked
