"""A coder's lessons as vectors: the first answer waits for some of them, the rest are read after.

A study may hold hundreds of codings that no model has read. What is known is used at once; of what
is not, the last of each code come first. Vectors of the lessons that are learnt from stay at hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from itertools import compress
from threading import Lock, Thread
from typing import TYPE_CHECKING

from workbench.project.encoding import Watch, are_known, model_of, vectors_of
from workbench.project.lessons import Lesson, Teaching, examples_of
from workbench.project.opened import Opened

if TYPE_CHECKING:
    from workbench.analysis.suggest import Examples
    from workbench.analysis.vectors import Vectors

#: So many lessons are known before the first answer, and so many new ones before a later one.
FIRST, NEW = 128, 16


class Learning:
    """Reads lessons a part at a time; several threads may share it.

    Args:
        opened: The project.
        first: So many lessons are known before the first answer.
    """

    def __init__(self, opened: Opened, first: int = FIRST) -> None:
        self._opened = opened
        self._first = first
        self._turn = Lock()
        self._left: Teaching | None = None
        self._rest: Future[None] | None = None
        self._rows: dict[tuple[str, str], Vectors] = {}

    def known(self, taught: Teaching, watch: Watch | None = None) -> Teaching:
        """Return a teaching with the lessons that are known, after reading some of the others.

        Args:
            taught: With all lessons.
            watch: Told how many are read; a no stops the work.

        Raises:
            ComputationStoppedError: The watch said no, or the process was lost.
            WorkbenchError: The model is missing, damaged or not what it should be.
        """
        texts = [lesson.words for lesson in taught.lessons]
        with self._turn:
            known = self._are_known(texts)
            others = [place for place, is_known in enumerate(known) if not is_known]
            most = max(min(NEW, self._first), self._first - sum(known))
            fresh = [others[n] for n in _last([taught.lessons[place] for place in others], most)]
            if fresh:
                vectors_of(self._opened, [texts[place] for place in fresh], watch)
        for place in fresh:
            known[place] = True
        self._left = None if all(known) else taught
        return replace(taught, lessons=tuple(compress(taught.lessons, known)))

    def examples(self, taught: Teaching, watch: Watch | None = None) -> Examples:
        """Return the lessons of a teaching as vectors; they alone stay at hand.

        Args:
            taught: With the lessons to learn from.
            watch: Told how many are read; a no stops the work.

        Raises:
            ComputationStoppedError: The watch said no, or the process was lost.
            WorkbenchError: The model is missing, damaged or not what it should be.
        """
        return examples_of(lambda texts: self._read(texts, watch), taught.lessons, taught.codes)

    def read_the_rest(self) -> Future[None] | None:
        """Read what `known` left, beside whoever asks; tell when that is done, or what it met."""
        left = self._left
        if left is not None and (self._rest is None or self._rest.done()):
            self._rest = Future()
            Thread(target=self._read_all, args=(left, self._rest), daemon=True).start()
        return self._rest

    def _read_all(self, taught: Teaching, rest: Future[None]) -> None:
        try:
            vectors_of(self._opened, [lesson.words for lesson in taught.lessons])
        except BaseException as error:  # noqa: BLE001 - met again, and told, by whoever asks next
            rest.set_exception(error)
        else:
            rest.set_result(None)

    def _are_known(self, texts: Sequence[str]) -> list[bool]:
        model, held = model_of(self._opened).sha256, self._rows
        others = [text for text in texts if (model, text) not in held]
        kept = set(compress(others, are_known(self._opened, others)))
        return [text in kept or (model, text) in held for text in texts]

    def _read(self, texts: Sequence[str], watch: Watch | None) -> Vectors:
        import numpy as np

        encoder, held = self._opened.reckoning.encoder(), self._rows
        model = encoder.model().sha256
        absent = [text for text in dict.fromkeys(texts) if (model, text) not in held]
        rows = zip(absent, vectors_of(self._opened, absent, watch), strict=True) if absent else ()
        encoder.refuse_retired()
        found = held | {(model, text): row for text, row in rows}
        self._rows = {(model, text): found[model, text] for text in texts}
        return np.stack([found[model, text] for text in texts])


def thinned(taught: Teaching) -> Teaching:
    """Return the last lessons of each code where there are more than can be learnt from.

    Those that tell how sure a code must be are thinned apart from those that came since: they
    stay the same until the next milestone.
    """
    from workbench.analysis.suggest import MOST_EXAMPLES

    tried = set(taught.tried)
    kept: list[int] = []
    for most, places in (
        (MOST_EXAMPLES, sorted(tried)),
        (MOST_EXAMPLES // 4, [n for n in range(len(taught.lessons)) if n not in tried]),
    ):
        kept += [places[n] for n in _last([taught.lessons[place] for place in places], most)]
    return replace(taught, lessons=tuple(taught.lessons[place] for place in sorted(kept)))


def _last(lessons: Sequence[Lesson], most: int) -> list[int]:
    """Return the places of the last lessons of each code, so many in all."""
    import numpy as np

    from workbench.analysis.suggest import thinned as places_kept

    if not lessons:
        return []
    numbers = {code: n for n, code in enumerate(dict.fromkeys(one.coding.code for one in lessons))}
    given = np.array([numbers[one.coding.code] for one in lessons], dtype=np.int64)
    return [int(place) for place in places_kept(given, most)]
