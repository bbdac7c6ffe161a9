"""Starts a process of its own for one of our modules: whatever memory that takes goes when the process ends."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping


def start(
    module: str, *said: str, errors: int | None = None, told: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes] | None:
    """Start a module in a Python process with pipes to its input and from its output.

    `errors` is where its error output goes: to ours where nothing is said. `told` are variables of its environment,
    beside ours. None is returned where there is no Python to start, as in a program that is packed with its Python
    inside. Raises OSError where the system refuses.
    """
    if getattr(sys, "frozen", False) or not sys.executable:
        return None
    # -P: without it a module that lies in the working folder would be imported before Python's own.
    return subprocess.Popen(
        [sys.executable, "-P", "-X", "utf8", "-m", module, *said],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, env={**os.environ, **(told or {})},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )  # fmt: skip
