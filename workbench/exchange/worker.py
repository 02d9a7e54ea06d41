"""Reads files in a process of its own, so that no file can take the program down with it.

One process stays warm and reads one file after the other. It may use so much memory and take so
long; when it passes a limit or dies, the file is refused with a sentence, and the next file gets
a fresh process. Run as ``python -m workbench.exchange.worker`` this module is that process.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from workbench.errors import InvalidFileError
from workbench.exchange.reading import (
    FileBytes,
    ReadOptions,
    ReadResult,
    RefusedFile,
    check_size,
    read_file,
)
from workbench.exchange.tables import Table, read_table
from workbench.exchange.wire import (
    Answer,
    Wanted,
    pack_request,
    pack_result,
    read_frame,
    unpack_request,
    unpack_result,
    write_frames,
)

MEMORY_LIMIT = 1 << 30
WALL_CLOCK_LIMIT = 20.0
_WATCH_EVERY = 0.1
_START_LIMIT = 60.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may cost.

    Attributes:
        memory: Bytes of address space, or of resident memory where only that can be watched.
        seconds: Wall-clock time.
    """

    memory: int = MEMORY_LIMIT
    seconds: float = WALL_CLOCK_LIMIT


class Reader:
    """Reads files through one warm process; several threads may share it.

    Args:
        limits: What one file may cost.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._lock = threading.Lock()
        self._process: _Watched | None = None

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def process_id(self) -> int | None:
        """The process that reads, or None before the first file and after the last."""
        return None if self._process is None else self._process.process_id

    def read(self, file: FileBytes, options: ReadOptions | None = None) -> ReadResult:
        """Return what a file holds, or why it was refused; never raises for a bad file."""
        answer = self._answer(file, options or ReadOptions(), "source")
        assert not isinstance(answer, Table)
        return answer

    def table(self, file: FileBytes, encoding: str | None = None) -> Table | RefusedFile:
        """Return the table a file holds, or why it was refused; never raises for a bad file."""
        answer = self._answer(file, ReadOptions(encoding), "table")
        assert isinstance(answer, Table | RefusedFile)
        return answer

    def close(self) -> None:
        """End the process; a later file starts another."""
        with self._lock:
            self._end()

    def _answer(self, file: FileBytes, options: ReadOptions, wanted: Wanted) -> Answer:
        try:
            check_size(file)
        except InvalidFileError as error:
            return _refused(file, error.reason, str(error))
        with self._lock:
            return self._ask(file, options, wanted)

    def _ask(self, file: FileBytes, options: ReadOptions, wanted: Wanted) -> Answer:
        watched = self._running()
        try:
            with watched:
                result = watched.ask(file, options, wanted)
        except (OSError, ValueError, KeyError, TypeError):
            result = None
        if watched.passed is None and result is not None:
            return result
        self._end()
        return _limit_refusal(file, watched.passed, self._limits)

    def _running(self) -> _Watched:
        """Return the process, a fresh one if there is none or it has died."""
        if self._process is not None and not self._process.alive:
            self._end()
        if self._process is None:
            self._process = _Watched(self._limits)
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.end()


class _Watched:
    """A reading process and the thread that kills it when it passes a limit.

    Entered for the time of one request; between requests nothing is limited but memory. The
    process says with an empty frame that it is ready, so that its start is not counted.
    """

    def __init__(self, limits: Limits) -> None:
        self.passed: str | None = None
        self._limits = limits
        self._deadline: float | None = time.monotonic() + _START_LIMIT
        self._ended = threading.Event()
        self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            [sys.executable, "-P", "-m", "workbench.exchange.worker", str(limits.memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},  # each thread would claim memory
        )
        threading.Thread(target=self._watch, name="reading watch", daemon=True).start()
        assert self._process.stdout is not None
        read_frame(self._process.stdout)
        self._deadline = None

    def __enter__(self) -> None:
        self._deadline = time.monotonic() + self._limits.seconds

    def __exit__(self, *_: object) -> None:
        self._deadline = None

    @property
    def process_id(self) -> int:
        """The system's number for the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def ask(self, file: FileBytes, options: ReadOptions, wanted: Wanted) -> Answer | None:
        """Return the answer for one file; None when the process has gone."""
        requests, answers = self._process.stdin, self._process.stdout
        assert requests is not None
        assert answers is not None
        write_frames(requests, pack_request(file, options, wanted))
        head = read_frame(answers)
        text = None if head is None else read_frame(answers)
        return None if head is None or text is None else unpack_result(head, text)

    def end(self) -> None:
        """Kill the process and close its pipes."""
        self._ended.set()
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                _close_quietly(stream)

    def _watch(self) -> None:
        over_memory = _memory_watch(self._process.pid, self._limits.memory)
        while not self._ended.wait(_WATCH_EVERY):
            deadline = self._deadline
            if deadline is not None and time.monotonic() > deadline:
                self.passed = "time"
            elif over_memory():
                self.passed = "memory"
            if self.passed is not None:
                self._process.kill()
                return


def _memory_watch(process_id: int, limit: int) -> Callable[[], bool]:
    """Return a check of a process's memory; where the system limits it, one that finds nothing."""
    if sys.platform == "linux":
        return lambda: False
    import psutil

    process = psutil.Process(process_id)

    def over() -> bool:
        try:
            return bool(process.memory_info().rss > limit)
        except psutil.Error:
            return False

    return over


def _limit_refusal(file: FileBytes, passed: str | None, limits: Limits) -> RefusedFile:
    """Return the refusal for the limit that was passed, or for a process that died."""
    if passed == "time":
        fact = f"was not read within {limits.seconds:g} seconds"
    elif passed == "memory":
        fact = f"needs more than {limits.memory // (1 << 20)} MB of memory to be read"
    else:
        fact = "made the reading process stop"
    return _refused(
        file,
        passed or "crash",
        f"{file.name} {fact}; nothing was imported and the other files go on. "
        "Split it, or save it as plain UTF-8 text.",
    )


def _refused(file: FileBytes, reason: str, message: str) -> RefusedFile:
    return RefusedFile(file.name, len(file.data), reason, message)


def _close_quietly(stream: IO[bytes]) -> None:
    """Close a pipe whose other end has died: what was still to be written is lost on purpose."""
    try:
        stream.close()
    except OSError:
        return


def _limit_memory(limit: int) -> None:
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _result_of(file: FileBytes, options: ReadOptions, wanted: Wanted) -> Answer:
    try:
        if wanted == "table":
            return read_table(file, options.encoding)
        return read_file(file, options)
    except InvalidFileError as error:
        return _refused(file, error.reason, str(error))
    except MemoryError:
        return _refused(
            file,
            "memory",
            f"{file.name} needs more memory than reading may take; nothing was imported. "
            "Split it, or save it as plain UTF-8 text.",
        )
    except Exception:  # noqa: BLE001 - whatever a file provokes must not end the process
        return _refused(
            file,
            "crash",
            f"{file.name} could not be read: it is built in a way this version does not expect. "
            "Save it as plain UTF-8 text.",
        )


def _serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Say that all is ready, then answer requests until the other side closes its end."""
    write_frames(answers, [b""])
    while (head := read_frame(requests)) is not None:
        data = read_frame(requests)
        if data is None:
            return
        write_frames(answers, pack_result(_result_of(*unpack_request(head, data))))


if __name__ == "__main__":
    _limit_memory(int(sys.argv[1]))
    _serve(sys.stdin.buffer, sys.stdout.buffer)
