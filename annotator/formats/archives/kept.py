"""A person's own profiles of archives: kept in a folder, given away and taken over as files."""

from collections.abc import Iterator
from pathlib import Path

from annotator.domain.errors import UserError
from annotator.formats.archives.profile import (
    SAFE_NAME,
    SUFFIX,
    Profile,
    built_in,
    check,
    profile_in,
)
from annotator.formats.files.atomic import written_beside
from annotator.formats.files.encodings import bounded_bytes
from annotator.formats.files.strict_json import pretty
from annotator.store.file.user_folder import user_folder

_LARGEST = 2**20  # bytes of a profile's file
_MOST = 200  # profiles of one's own that files are looked at for


def own_folder() -> Path:
    """Return the folder of a person's own profiles."""
    return user_folder() / "archives"


def kept() -> list[str]:
    """Return the names of a person's own profiles."""
    return [path.stem for path in _files()]


def own_profiles() -> Iterator[Profile]:
    """Yield a person's own profiles that can be read."""
    for path in _files():
        try:
            yield read(path)
        except UserError:
            continue  # naming it with --profile says why


def _files() -> list[Path]:
    try:
        return sorted(own_folder().glob(f"*{SUFFIX}"))[:_MOST]
    except OSError:
        return []


def read(path: Path) -> Profile:
    """Return the profile of a file; raise a `UserError` that says why there is none."""
    return profile_in(bounded_bytes(path, _LARGEST), path.name)


def load(given: str) -> Profile:
    """Return a profile by the path of its file, or by the name of one's own or a built-in one."""
    path = Path(given)
    if path.suffix.lower() == SUFFIX and path.exists():
        return read(path)
    if SAFE_NAME.fullmatch(given):
        own = own_folder() / f"{given}{SUFFIX}"
        if own.exists():
            return read(own)
        try:
            return built_in(given)
        except UserError:
            pass
    names = kept()
    remedy = f"There are {', '.join(names)}." if names else "Name its file, such as archive.json."
    raise UserError(f"There is no profile “{given}”.", remedy=remedy)


def save(profile: Profile, path: Path) -> Path:
    """Write a profile to a file that can be given to a colleague, and return the file."""
    check(profile, path.name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with written_beside(path) as (file,):
            file.write(pretty(profile))
    except OSError as error:
        raise UserError(
            f"The profile can’t be written: {error.strerror}.", where=str(path)
        ) from None
    return path


def keep(profile: Profile) -> Path:
    """Keep a profile among one's own, under its name, and return its file."""
    name = "".join(c if SAFE_NAME.fullmatch(c) else "-" for c in profile.name.strip())[:80]
    path = own_folder() / f"{name.strip('. ') or 'archive'}{SUFFIX}"
    return save(profile, path)


def adopted(path: Path) -> Path:
    """Take a colleague's profile into one's own, and return its file there."""
    return keep(read(path))


def forget(name: str) -> None:
    """Drop one of one's own profiles."""
    if name not in kept():
        raise UserError(f"There is no profile “{name}” among your own.")
    try:
        (own_folder() / f"{name}{SUFFIX}").unlink()
    except OSError as error:
        raise UserError(f"The profile can’t be dropped: {error.strerror}.", where=name) from None
