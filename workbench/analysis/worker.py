"""Reckons in a process of its own, so that no page waits on a model and none is lost with it.

Importing the model's libraries costs seconds: the process stays warm. Long work is done in
steps; after each it can be stopped. A process that dies is one sentence, and the next question
gets a fresh one. Run as ``python -m workbench.analysis.worker`` this module is that process.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import numpy as np

from workbench import errors
from workbench.analysis.cluster import GroupSettings, Watch, Workers
from workbench.analysis.consensus import Consensus
from workbench.analysis.describe import Description, Known, Overlap, Share
from workbench.analysis.encode import QUIET_AND_OFFLINE
from workbench.analysis.hints import Differing
from workbench.analysis.models import ModelCard
from workbench.analysis.suggest import Examples
from workbench.analysis.vectors import Floats, Vectors, Whole
from workbench.analysis.verbs import Verbs, examples_message
from workbench.analysis.wire import Message, read_message, write_message

#: So many texts are encoded before somebody else gets a turn.
BATCH = 32
#: By so much the process gives way: beside a busy program it still has a third of its share.
_NICE = 4
_REPLACED = (
    "The model was changed while this was worked out; nothing was changed in the study. Ask again."
)
_LOST = (
    "The process that works out vectors and groups has stopped before it answered; nothing was "
    "changed. Try again: a new one is started."
)


@dataclass(frozen=True, slots=True)
class Grouped:
    """What a grouping found.

    Attributes:
        consensus: The tree and what stability is worked out from.
        places: Shape (n, 2), where each segment lies on the map, in [-1, 1].
    """

    consensus: Consensus
    places: Floats


@dataclass(frozen=True, slots=True)
class ToRead:
    """A passage to be read, and what is known of the examples it is read with.

    Attributes:
        vector: Shape (d,), the passage's vector.
        text: Its words.
        before: Shape (c,), how probable each code is after the codes before; None without any.
        own: Places of the examples that stand on the passage: they teach nothing about it.
        tried: Places of those that tell how sure a code must be, in order.
        documents: Shape (n,), the document of each example, from 0.
    """

    vector: Vectors
    text: str
    before: Floats | None
    own: Whole
    tried: Whole
    documents: Whole


@dataclass(frozen=True, slots=True)
class Reading:
    """How a passage is read.

    Attributes:
        chances: Shape (c,), how probable each code is.
        margin: What a code must lead by to be offered.
    """

    chances: Floats
    margin: float


class Reckoner:
    """Asks one warm process; several threads may share it and are served in turn.

    Args:
        folder: The folder of a model; None for the packaged one.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self._is_retired = False
        self._turns = _Turns()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Reckoner:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def process_id(self) -> int | None:
        """The process that reckons, or None before the first question and after the last."""
        return None if self._process is None else self._process.pid

    def model(self) -> ModelCard:
        """Return which model it is; the first time it is loaded, which takes seconds.

        Raises:
            WorkbenchError: The model is missing, damaged or not what it should be.
        """
        return ModelCard(**self._ask(Message({"verb": "model"})).told)

    def encode(self, texts: Sequence[str], watch: Watch | None = None) -> Vectors:
        """Return a unit row for each text; one of nothing for a text without words.

        Args:
            texts: n texts.
            watch: Told how many are done after each batch; a no stops the work.

        Returns:
            Shape (n, dimension).

        Raises:
            ComputationStoppedError: The watch said no, or the process was lost.
            WorkbenchError: The model is missing, damaged or not what it should be.
        """
        order = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
        found: list[Vectors] = []
        for at in range(0, max(len(order), 1), BATCH):
            if watch is not None and not watch(at, len(texts)):
                raise errors.ComputationStoppedError(
                    "Reading the passages was stopped; the study is as it was."
                )
            batch = [texts[place] for place in order[at : at + BATCH]]
            answer = self._ask(Message({"verb": "encode", "texts": batch}))
            found.append(answer.arrays["vectors"])
        rows = np.concatenate(found)
        placed = np.empty_like(rows)
        placed[order] = rows
        return placed

    def group(
        self,
        vectors: Vectors,
        texts: Sequence[str],
        documents: Sequence[str],
        settings: GroupSettings | None = None,
        workers: Workers | None = None,
        watch: Watch | None = None,
    ) -> Grouped:
        """Return what `cluster.group` finds, and where `plane.place_segments` puts it."""
        told = {
            "verb": "group",
            "texts": list(texts),
            "documents": list(documents),
            "settings": asdict(settings or GroupSettings()),
            "workers": asdict(workers or Workers()),
        }
        found = self._ask(Message(told, {"vectors": vectors}), watch).arrays
        consensus = Consensus(found["leaves"], found["merges"], found["heights"], found["runs"])
        return Grouped(consensus, found["places"])

    def describe(
        self, vectors: Vectors, groups: Whole, known: Known, phrases: int = 5
    ) -> tuple[Description, ...]:
        """Return what `describe.describe` tells; names and codes must be texts or numbers."""
        plain = {
            "texts": list(known.texts),
            "participants": list(known.participants),
            "questions": list(known.questions),
            "codes": [list(codes) for codes in known.codes],
            "names": sorted(known.names),
        }
        told = {"verb": "describe", "known": plain, "phrases": phrases}
        answer = self._ask(Message(told, {"vectors": vectors, "groups": groups}))
        return tuple(_description(one) for one in answer.told["groups"])

    def read(self, examples: Examples, asked: ToRead) -> Reading:
        """Return how probable each code is for a passage, and how sure a code must be.

        It is what `suggest.learn_without`, `suggest.probabilities` and `sureness.margin_of` find.
        """
        told = examples_message("read", examples)
        arrays = {
            **told.arrays,
            "asked": asked.vector[None, :],
            "own": asked.own,
            "tried": asked.tried,
            "documents": asked.documents,
        }
        if asked.before is not None:
            arrays["before"] = asked.before[None, :]
        answer = self._ask(Message({**told.told, "asked": [asked.text]}, arrays))
        return Reading(answer.arrays["chances"][0], answer.told["margin"])

    def differ(self, examples: Examples, documents: Whole) -> tuple[Differing, ...]:
        """Return the codings that `hints.read_differently` finds."""
        asked = examples_message("differ", examples)
        arrays = {**asked.arrays, "documents": documents}
        found = self._ask(Message(asked.told, arrays)).told["codings"]
        return tuple(Differing(**one) for one in found)

    def close(self) -> None:
        """End the process, whatever it is doing; a later question starts another."""
        process, self._process = self._process, None
        if process is not None:
            _end(process)

    def retire(self) -> None:
        """End the process for good: another model is read with, and no answer may mix the two."""
        self._is_retired = True
        self.close()

    def refuse_retired(self) -> None:
        """Refuse an answer of several questions, of which another model may have read some.

        Raises:
            ComputationStoppedError: The model was changed since the first of them.
        """
        if self._is_retired:
            raise errors.ComputationStoppedError(_REPLACED)

    def _ask(self, asked: Message, watch: Watch | None = None) -> Message:
        with self._turns.mine():
            process = self._running()
            try:
                answer = _converse(process, asked, watch or _go_on)
            except (OSError, ValueError, KeyError, TypeError):
                answer = None
            if answer is None:
                self.close()
                _end(process)
                raise errors.ComputationStoppedError(_REPLACED if self._is_retired else _LOST)
        if "refused" in answer.told:
            raise _refusal(answer.told)
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        """Return the process, a fresh one if there is none or it has died."""
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            folder = "" if self.folder is None else str(self.folder.absolute())
            self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                [sys.executable, "-P", "-m", "workbench.analysis.worker", folder],
                cwd=Path(__file__).parent,  # a person's own folder may go; this one stays
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=os.environ | QUIET_AND_OFFLINE,
            )
        if self._is_retired:
            self.close()
            raise errors.ComputationStoppedError(_REPLACED)
        return self._process


class _Turns:
    """A lock that serves first who came first, so that long work in steps starves nobody."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[threading.Event] = deque()

    @contextmanager
    def mine(self) -> Iterator[None]:
        """Wait for one's turn, and pass it on at the end."""
        turn = threading.Event()
        with self._lock:
            self._waiting.append(turn)
            if self._waiting[0] is turn:
                turn.set()
        turn.wait()
        try:
            yield
        finally:
            with self._lock:
                self._waiting.popleft()
                if self._waiting:
                    self._waiting[0].set()


def _converse(process: subprocess.Popen[bytes], asked: Message, watch: Watch) -> Message | None:
    """Ask, answer what it asks between its steps, and return its answer; None when it is gone."""
    assert process.stdin is not None
    assert process.stdout is not None
    write_message(process.stdin, asked)
    while (answer := read_message(process.stdout)) is not None and "step" in answer.told:
        done, of = answer.told["step"]
        write_message(process.stdin, Message({"go": watch(done, of)}))
    return answer


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            _close_quietly(stream)


def _close_quietly(stream: IO[bytes]) -> None:
    """Close a pipe whose other end has died: what was still to be written is lost on purpose."""
    try:
        stream.close()
    except OSError:
        return


def _go_on(_done: int, _all: int) -> bool:
    return True


def _refusal(told: Any) -> errors.WorkbenchError:
    """Return the error that the process met, as the class it has there."""
    if told["refused"] == errors.InvalidFileError.__name__:
        return errors.InvalidFileError(told["reason"], told["message"])
    kinds = (errors.NotFoundError, errors.InvalidActionError, errors.ComputationStoppedError)
    kind = next((k for k in kinds if k.__name__ == told["refused"]), errors.WorkbenchError)
    return kind(told["message"])


def _description(told: dict[str, Any]) -> Description:
    question = told["question"]
    return Description(
        segments=tuple(told["segments"]),
        phrases=tuple(told["phrases"]),
        medoid=told["medoid"],
        boundary=tuple(told["boundary"]),
        participants=tuple(Share(**share) for share in told["participants"]),
        question=None if question is None else Share(**question),
        codes=tuple(Overlap(**overlap) for overlap in told["codes"]),
    )


def _serve(requests: IO[bytes], answers: IO[bytes], verbs: Verbs) -> None:
    """Answer questions until the other side closes its end."""

    def watch(done: int, of: int) -> bool:
        write_message(answers, Message({"step": [done, of]}))
        heard = read_message(requests)
        if heard is None:
            sys.exit()
        return bool(heard.told["go"])

    while (asked := read_message(requests)) is not None:
        write_message(answers, _answered(verbs, asked, watch))


def _answered(verbs: Verbs, asked: Message, watch: Watch) -> Message:
    try:
        return verbs.answer(asked, watch)
    except errors.WorkbenchError as error:
        reason = getattr(error, "reason", "")
        return Message({"refused": type(error).__name__, "message": str(error), "reason": reason})
    except MemoryError:
        text = "This needs more memory than there is; nothing was changed. Choose fewer segments."
        return Message({"refused": "WorkbenchError", "message": text})


def _own_output() -> IO[bytes]:
    """Return a stream to the other side that nothing printed by a library can reach."""
    own = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return own


def _step_back() -> None:
    """Let what a person does come first, where the machine can tell."""
    if hasattr(os, "nice"):
        os.nice(_NICE)


if __name__ == "__main__":
    _step_back()
    _serve(sys.stdin.buffer, _own_output(), Verbs(Path(sys.argv[1]) if sys.argv[1] else None))
