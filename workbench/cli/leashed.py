"""Runs a module as the main program, and ends it when whoever started it is gone.

A server that outlives its command, killed or crashed, would keep its port and the project file.
So the command holds the other end of the server's stdin; when that closes, the server ends.
Run as ``python -m workbench.cli.leashed MODULE [ARGUMENT]...``.
"""

from __future__ import annotations

import os
import runpy
import sys
import threading


def command(module_command: list[str]) -> list[str]:
    """Return the command that runs another one, ``[python, ..., "-m", module, ...]``, so."""
    module = module_command.index("-m") + 1
    return [*module_command[:module], __name__, *module_command[module:]]


def run(module: str, arguments: list[str]) -> None:
    """Run a module as ``python -m`` does, until it ends or stdin closes."""
    threading.Thread(target=_end_with_stdin, daemon=True).start()
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _end_with_stdin() -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os._exit(0)


if __name__ == "__main__":
    run(sys.argv[1], sys.argv[2:])
