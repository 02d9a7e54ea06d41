"""A coder's lessons as vectors: the first answer waits for some of them, the rest are read after.

A study may hold hundreds of codings that no model has read. What is known is used at once; of what
is not, the last of each code come first.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from itertools import compress
from threading import Lock, Thread

from workbench.project.encoding import Watch, are_known, vectors_of
from workbench.project.lessons import Lesson, Teaching, examples_of
from workbench.project.opened import Opened

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
            known = are_known(self._opened, texts)
            others = [place for place, is_known in enumerate(known) if not is_known]
            most = max(min(NEW, self._first), self._first - sum(known))
            fresh = [others[n] for n in _last([taught.lessons[place] for place in others], most)]
            if fresh:
                vectors_of(self._opened, [texts[place] for place in fresh], watch)
        for place in fresh:
            known[place] = True
        self._left = None if all(known) else taught
        return replace(taught, lessons=tuple(compress(taught.lessons, known)))

    def read_the_rest(self) -> Future[None] | None:
        """Read what `known` left, beside whoever asks; tell when that is done, or what it met."""
        left = self._left
        if left is not None and (self._rest is None or self._rest.done()):
            self._rest = Future()
            Thread(target=self._read, args=(left, self._rest), daemon=True).start()
        return self._rest

    def _read(self, taught: Teaching, rest: Future[None]) -> None:
        try:
            examples_of(self._opened, taught.lessons, taught.codes)
        except BaseException as error:  # noqa: BLE001 - met again, and told, by whoever asks next
            rest.set_exception(error)
        else:
            rest.set_result(None)


def thinned(taught: Teaching) -> Teaching:
    """Return the last lessons of each code where there are more than can be learnt from."""
    from workbench.analysis.suggest import MOST_EXAMPLES

    places = _last(taught.lessons, MOST_EXAMPLES)
    return replace(taught, lessons=tuple(taught.lessons[place] for place in places))


def _last(lessons: Sequence[Lesson], most: int) -> list[int]:
    """Return the places of the last lessons of each code, so many in all."""
    import numpy as np

    from workbench.analysis.suggest import thinned as places_kept

    if not lessons:
        return []
    numbers = {code: n for n, code in enumerate(dict.fromkeys(one.coding.code for one in lessons))}
    given = np.array([numbers[one.coding.code] for one in lessons], dtype=np.int64)
    return [int(place) for place in places_kept(given, most)]
