"""Where the texts that come with the workbench lie: the starter codebooks and the sample study.

In a checkout (and so in an editable install) they are folders at its top; a wheel carries them
inside the package, in ``workbench/shipped``.
"""

from __future__ import annotations

from pathlib import Path

from workbench.errors import NotFoundError

_PACKAGE = Path(__file__).resolve().parents[1]
_PLACES = (_PACKAGE / "shipped", _PACKAGE.parent)


def shipped(*parts: str) -> Path:
    """Return the path of a shipped file or folder, for instance ``shipped("codebooks")``.

    Raises:
        NotFoundError: This installation does not hold it.
    """
    for place in _PLACES:
        path = place.joinpath(*parts)
        if path.exists():
            return path
    wanted = "/".join(parts)
    raise NotFoundError(
        f"This installation lacks {wanted}. Install it again: python -m pip install ."
    )
