"""The options that say which run of a program made the labels of a file."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from pathlib import Path
from typing import Any

import click

from annotator.domain.errors import UserError
from annotator.domain.runs import Run
from annotator.formats.files.encodings import bounded_bytes
from annotator.workflow.importing.as_run import run_named

_OPTIONS: tuple[tuple[str, str, str, str], ...] = (
    ("--model", "model", "MODEL", "Of a run: the model that made the labels."),
    ("--model-version", "version", "VERSION", "Of a run: the model’s version."),
    ("--run-date", "at", "DATE", "Of a run: when it ran, as in 2026-01-31."),
    ("--currency", "currency", "CODE", "Of a run: the currency of its cost, as in EUR."),
    ("--run-note", "note", "WORDS", "Of a run: what else is to be said of it."),
)


def run_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of a run to a command, which gets them as one `run`, None without a name."""

    @wraps(command)
    def with_run(run_name: str, prompt: Path | None, cost: float | None, **rest: Any) -> None:
        said = {name: rest.pop(f"run_{name}") for _, name, _, _ in _OPTIONS}
        command(run=_run(run_name, prompt, cost, said), **rest)

    options: list[Callable[[Callable[..., None]], Callable[..., None]]] = [
        click.option(
            "--run",
            "run_name",
            default="",
            metavar="NAME",
            help="The labels are those of a program: they come in as a run of this name.",
        ),
        click.option(
            "--prompt",
            type=click.Path(path_type=Path, exists=True, dir_okay=False),
            metavar="FILE",
            help="Of a run: what the model was told; its SHA-256 is kept.",
        ),
        click.option("--cost", type=float, metavar="AMOUNT", help="Of a run: what it cost."),
        *(
            click.option(option, f"run_{name}", default="", metavar=metavar, help=words)
            for option, name, metavar, words in _OPTIONS
        ),
    ]
    made: Callable[..., None] = with_run
    for option in reversed(options):
        made = option(made)
    return made


def _run(name: str, prompt: Path | None, cost: float | None, said: dict[str, str]) -> Run | None:
    if not name.strip():
        if prompt is not None or cost is not None or any(said.values()):
            raise UserError("What a run is like needs its name.", remedy="Give it with --run NAME.")
        return None
    run_named(name)
    sha = sha256(bounded_bytes(prompt)).hexdigest() if prompt is not None else ""
    return Run(id="", coder="", name=name.strip(), prompt_sha256=sha, cost=cost, **said)
