"""A damaged file: refused, or worked with as far as it is sound, never believed."""

import json
import random
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from annotator.cli.main import cli
from annotator.domain.annotation import Annotation
from annotator.domain.kinds import to_values
from annotator.store.project import Project
from rounds import material
from rounds.forked import empty, judged
from rounds.outcome import KEPT, Outcome, WrongError, refused

PAGE = 4096
Damage = Callable[[bytearray, random.Random], None]


def flip_bits(content: bytearray, rng: random.Random) -> None:
    """Flip one bit or a few."""
    for _ in range(rng.choice((1, 1, 1, 8))):
        content[rng.randrange(100, len(content))] ^= 1 << rng.randrange(8)


def change_bytes(content: bytearray, rng: random.Random) -> None:
    """Write something else over a few bytes."""
    length = rng.choice((1, 2, 4, 16, 100))
    at = rng.randrange(100, len(content) - length)
    content[at : at + length] = rng.randbytes(length)


def change_words(content: bytearray, rng: random.Random) -> None:
    """Change a letter in some text that the file holds."""
    places = iter(lambda: rng.randrange(100, len(content)), None)
    at = next(at for at in places if chr(content[at]).isascii() and chr(content[at]).isalnum())
    content[at] = rng.choice(b"abcdefghijklmnopqrstuvwxyz0123456789")


def zero_page(content: bytearray, rng: random.Random) -> None:
    """Empty a page."""
    at = rng.randrange(len(content) // PAGE) * PAGE
    content[at : at + PAGE] = bytes(PAGE)


def swap_pages(content: bytearray, rng: random.Random) -> None:
    """Put two pages in each other's place."""
    one, two = (PAGE * n for n in rng.sample(range(1, len(content) // PAGE), 2))
    content[one : one + PAGE], content[two : two + PAGE] = (
        content[two : two + PAGE],
        content[one : one + PAGE],
    )


def repeat_page(content: bytearray, rng: random.Random) -> None:
    """Put a page over another one."""
    one, two = (PAGE * n for n in rng.sample(range(1, len(content) // PAGE), 2))
    content[one : one + PAGE] = content[two : two + PAGE]


def truncate(content: bytearray, rng: random.Random) -> None:
    """Cut the end off."""
    del content[rng.randrange(1, len(content)) :]


DAMAGES: Sequence[Damage] = (
    *(flip_bits, flip_bits, change_bytes, change_bytes, change_words, change_words),
    *(zero_page, swap_pages, repeat_page, truncate),
)


def damaged_study(seed: int, folder: Path) -> Path:
    """Return a project that was damaged by chance."""
    rng = material.random_of("damage", seed)
    path = material.study(folder)
    content = bytearray(path.read_bytes())
    rng.choice(DAMAGES)(content, rng)
    path.write_bytes(content)
    return path


def damaged(seed: int, folder: Path) -> Outcome:
    """Use a damaged file with each command: it is refused in a line, or gives what is true."""
    place = empty(folder / "work")
    path = damaged_study(seed, place)

    def examine() -> Outcome:
        results = [
            invoked("check", path),
            invoked("info", path),
            *_exported(path, place / "out.jsonl"),
            invoked("package", path, place / "ana.annotator", "--coder", "ana"),
            _merged(path, folder),
        ]
        refusals = [one.output for one in results if one.exit_code]
        return refused(refusals[0].strip().partition("\n")[0]) if refusals else KEPT

    return judged(examine)


def invoked(*arguments: object) -> Result:
    """Run a command; raise when it ends with a traceback, or refuses in more than a line."""
    result = CliRunner().invoke(cli, [str(one) for one in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    if result.exit_code not in (0, 1, 2):
        raise WrongError(f"{arguments[0]} ends with status {result.exit_code}")
    if result.exit_code == 2 and result.stderr.strip().count("\n"):
        raise WrongError(f"{arguments[0]} refuses in several lines: {result.stderr[:200]}")
    return result


def _exported(path: Path, out: Path) -> list[Result]:
    result = invoked("export", path, out)
    if out.exists():
        expect_true(_lines(out), _lines(_sound()[0]), whole=result.exit_code == 0)
    return [result]


def _merged(path: Path, folder: Path) -> Result:
    target = material.colleague(folder, 3)
    result = invoked("merge", target, path)
    with Project.open(target, "ana") as project:
        material.expect_sound(project)
        found = {one.id: to_values(one) for one in project.find(Annotation)}
    wanted = _sound()[1]
    expect_true(found, wanted, whole=False)
    return result


@cache
def _sound() -> tuple[Path, dict[str, Any]]:
    """Return what the sound project gives: an export, and all annotations after merging it."""
    folder = material.scratch()
    path, out = material.study(folder), folder / "out.jsonl"
    invoked("export", path, out)
    target = material.colleague(folder, 3)
    invoked("merge", target, path)
    with Project.open(target, "ana") as project:
        return out, {one.id: to_values(one) for one in project.find(Annotation)}


def _lines(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        for one in article.pop("annotations"):
            found[one["id"]] = one
        found[article["id"]] = article
    return found


def expect_true(found: dict[str, Any], wanted: dict[str, Any], *, whole: bool) -> None:
    """Raise `WrongError` when something differs from what it was, or lacks though none was said."""
    for ident, values in found.items():
        if values != wanted.get(ident):
            raise WrongError(
                f"passed on as sound: {ident}: {_difference(values, wanted.get(ident))}"
            )
    if whole and (missing := wanted.keys() - found.keys()):
        raise WrongError(f"{len(missing)} records are missing without a word: {min(missing)}")


def _difference(found: dict[str, Any], wanted: dict[str, Any] | None) -> str:
    if wanted is None:
        return "nobody made it"
    names = [name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name)]
    return ", ".join(f"{one} is {str(found.get(one))[:60]}" for one in sorted(names))
