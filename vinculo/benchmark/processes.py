"""Process trees read from /proc: who belongs to whom, how long they worked, how much memory is theirs."""

from __future__ import annotations

import os
from pathlib import Path

PROC = Path("/proc")
TICK = os.sysconf("SC_CLK_TCK")


def tree(root: int) -> list[int]:
    """A process and all its descendants that live."""
    parents: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit() and (fields := _stat(int(entry.name))):
            parents.setdefault(int(fields[1]), []).append(int(entry.name))
    found, rest = [], [root]
    while rest:
        pid = rest.pop()
        found.append(pid)
        rest += parents.get(pid, [])
    return found


def worked(pids: list[int]) -> float:
    """Processor seconds of some processes, and of the children that they have buried."""
    return sum(sum(map(int, fields[11:15])) for pid in pids if (fields := _stat(pid))) / TICK


def memory(pids: list[int]) -> int:
    """Their proportional set size in bytes: pages that several share are counted once."""
    total = 0
    for pid in pids:
        try:
            lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024
    return total


def parent(pid: int) -> int | None:
    """The parent of a process of this machine; None when there is no such process."""
    fields = _stat(pid)
    return int(fields[1]) if fields else None


def name(pid: int) -> str:
    """What the process calls itself."""
    try:
        return (PROC / str(pid) / "comm").read_text().strip()
    except OSError:
        return ""


def _stat(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat after the name in brackets: state, parent, …"""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
