"""Runs a module as the main program, and ends it when whoever started it is gone.

A server that outlives its command, killed or crashed, would keep its port and the project file.
So the command holds the other end of the server's stdin; when that closes, the server ends. What it
wrote on the way, words of participants perhaps, lies in a folder of its own, which goes with it.
Run as ``python -m workbench.cli.leashed FOLDER MODULE [ARGUMENT]...``.
"""

from __future__ import annotations

import os
import runpy
import shutil
import sys
import threading


def command(folder: str, module_command: list[str]) -> list[str]:
    """Return the command that runs another one, ``[python, ..., "-m", module, ...]``, leashed.

    Args:
        folder: For temporary files; it is taken away with all that is in it.
        module_command: The other one.
    """
    module = module_command.index("-m") + 1
    return [*module_command[:module], __name__, folder, *module_command[module:]]


def run(folder: str, module: str, arguments: list[str]) -> None:
    """Run a module as ``python -m`` does, until it ends or stdin closes."""
    os.environ.update(dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder))
    threading.Thread(target=_end_with_stdin, args=[folder], daemon=True).start()
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _end_with_stdin(folder: str) -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


if __name__ == "__main__":
    run(sys.argv[1], sys.argv[2], sys.argv[3:])
