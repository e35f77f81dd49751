"""Processes that belong together end together."""

import ctypes
import os
import signal
import sys

SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


def end_with_parent() -> None:
    """Ask the kernel for SIGTERM when the parent dies, even by kill -9; only below `vinculo serve`, only on Linux.

    VINCULO_SUPERVISED is the parent's number: if another has taken its place, it died before we asked.
    """
    parent = os.environ.get("VINCULO_SUPERVISED")
    if not parent or sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != int(parent):
        os.kill(os.getpid(), signal.SIGTERM)
    os.environ["VINCULO_SUPERVISED"] = str(os.getpid())  # for the children of this one
