"""Commands about this machine: the model that reads words, and what works out groupings."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.answers import print_json, say
from workbench.cli.people import AsJson
from workbench.errors import InvalidActionError

if TYPE_CHECKING:
    from workbench.analysis.models import ModelCard


def model(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="FOLDER", help="Of a model that sentence-transformers wrote."),
    ] = None,
    *,
    packaged: Annotated[
        bool, typer.Option("--packaged", help="Read with the model that came along.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Say which model reads words on this machine, or choose another, which is tried first."""
    from workbench.project.reckoning import WHAT_CHANGES, Reckoning

    if packaged and folder is not None:
        raise InvalidActionError("Name a folder or say --packaged, not both.")
    chosen = packaged or folder is not None
    with closing(Reckoning()) as reckoning:
        card = reckoning.choose_model(folder) if chosen else reckoning.model()
        place = reckoning.model_folder
    if as_json:
        told = {"id": card.name, "dimension": card.dimension, "sha256": card.sha256}
        print_json(told | {"folder": None if place is None else str(place)})
        return
    say(_told(card, place, chosen=chosen))
    if chosen:
        say(WHAT_CHANGES)


def workers(
    backend: Annotated[
        str | None, typer.Argument(metavar="BACKEND", help="loky, on this machine, or dask.")
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Argument(metavar="ADDRESS", help="Of dask's scheduler: tcp://host:8786."),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Say what works out groupings, or choose it: this machine, or a cluster with Dask."""
    from workbench.project import settings

    if backend is not None:
        settings.set_workers(backend, scheduler)
    backend, scheduler = settings.workers()
    if as_json:
        print_json({"backend": backend, "scheduler": scheduler})
    elif scheduler is None:
        say("Groupings are worked out on this machine, by loky.")
    else:
        say(f"Groupings are worked out by the Dask cluster at {scheduler}.")


def _told(card: ModelCard, place: Path | None, *, chosen: bool) -> str:
    return (
        f"Words are {'now ' if chosen else ''}read with {card.name} ({card.dimension:,} numbers a "
        f"passage, weights {card.sha256[:8]}…), "
        f"{'the packaged model' if place is None else f'from {place}'}."
    )
