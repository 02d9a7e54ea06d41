"""What this machine remembers: who codes here, and which projects were open."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from threading import Lock
from typing import cast

from platformdirs import user_config_path, user_data_path

from workbench.errors import InvalidActionError, StorageError
from workbench.project.names import clean_name
from workbench.store.address import is_address, read_address
from workbench.store.database import Location

#: Set to keep all of the machine's memory in another folder.
HOME_VARIABLE = "WORKBENCH_HOME"
_APP = "thematic-workbench"
_RECENT = 8
#: Two windows that change settings at once change both.
_ALONE = Lock()


def data_folder() -> Path:
    """Return the folder for what the workbench itself makes, such as the sample study."""
    return _folder(user_data_path(_APP, appauthor=False))


def remembered_coder() -> str | None:
    """Return who codes on this machine, if they ever said so."""
    name = _read().get("coder")
    return name if isinstance(name, str) else None


def remember_coder(name: str) -> None:
    """Remember who codes on this machine."""
    _change(coder=clean_name(name, "person"))


def recent_projects() -> list[Location]:
    """Return the projects opened last, newest first: files that are still there, and addresses."""
    recent = _read().get("recent")
    names = cast(list[str], recent) if isinstance(recent, list) else []
    places = [read_address(name) if is_address(name) else Path(name) for name in names]
    return [place for place in places if not isinstance(place, Path) or place.exists()]


def remembered_titles() -> dict[Location, str]:
    """Return what the projects opened last were called then; who is missing never said."""
    titles = _read().get("titles")
    known = cast(dict[str, str], titles) if isinstance(titles, dict) else {}
    return {place: known[str(place)] for place in recent_projects() if str(place) in known}


def remember_project(place: Location, title: str | None = None) -> None:
    """Remember that a project was opened; of an address, all but its password.

    Args:
        place: Where it lies.
        title: What it is called; None keeps what is known.
    """
    whole = str(place.absolute() if isinstance(place, Path) else place)
    others = [str(other) for other in recent_projects() if str(other) != whole]
    recent = [whole, *others][:_RECENT]
    titles = {str(known): name for known, name in remembered_titles().items()}
    if title is not None:
        titles[whole] = title
    kept = {name: titles[name] for name in recent if name in titles}
    _change(recent=recent, titles=kept)


def model_folder() -> Path | None:
    """Return the folder of the model that words are read with; None for the packaged one."""
    folder = _read().get("model")
    return Path(folder) if isinstance(folder, str) else None


def set_model_folder(folder: Path | None) -> None:
    """Remember the folder of a model, or that the packaged one is used."""
    _change(model=None if folder is None else str(folder.absolute()))


def workers() -> tuple[str, str | None]:
    """Return where groupings are worked out: the joblib backend and a scheduler's address."""
    match _read().get("workers"):
        case ["dask", str(scheduler)]:
            return "dask", scheduler
    return "loky", None


def set_workers(backend: str, scheduler: str | None = None) -> None:
    """Remember where groupings are worked out.

    Args:
        backend: "loky" for this machine, "dask" for a cluster.
        scheduler: The cluster's address, as ``tcp://host:8786``.

    Raises:
        InvalidActionError: There is no such backend, or a cluster without an address.
    """
    fits = scheduler is None if backend == "loky" else _is_scheduler(scheduler or "")
    if backend not in ("loky", "dask") or not fits:
        raise InvalidActionError(
            "Groupings are worked out by loky, on this machine and without an address, or by dask "
            "with the address of its scheduler, such as tcp://host:8786."
        )
    _change(workers=[backend, scheduler])


def _is_scheduler(address: str) -> bool:
    return re.fullmatch(r"(tcp|tls)://[^\s/@]+:\d{1,5}", address) is not None


def _file() -> Path:
    return _folder(user_config_path(_APP, appauthor=False)) / "settings.json"


def _folder(usual: Path) -> Path:
    chosen = os.environ.get(HOME_VARIABLE)
    folder = Path(chosen) if chosen else usual
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _read() -> dict[str, object]:
    try:
        return cast(dict[str, object], json.loads(_file().read_text("utf-8")))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise StorageError(f"{_file()} cannot be read. Remove it; it is made anew.") from error


def _change(**settings: object) -> None:
    with _ALONE:
        file = _file()
        fresh = file.with_suffix(f".{os.getpid()}.new")  # no other process writes into it
        fresh.write_text(json.dumps({**_read(), **settings}, indent=2), "utf-8")
        fresh.chmod(0o600)
        fresh.replace(file)
