"""Downloads of any archive that somebody has taught the program: known and read by a profile."""

from collections.abc import Iterator
from pathlib import Path

from annotator.domain.errors import UserError
from annotator.formats.archives.articles import articles
from annotator.formats.archives.kept import load, own_profiles
from annotator.formats.archives.lines import tidy
from annotator.formats.archives.profile import Profile
from annotator.formats.archives.sources import SUFFIXES, Source, opened, opened_bytes
from annotator.formats.archives.teaching import preview
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Found, ReadOptions

_LARGEST = 8 * 2**20  # bytes of a document that is looked at whole
_FEWEST_SIGNS = 2  # words of a profile that a file must hold


def read(path: Path, options: ReadOptions) -> Iterator[Found]:
    """Yield the articles that the chosen profile finds in a file, or the refusal."""
    try:
        profile = load(options.profile) if options.profile else _known(path)
        yield from articles(opened(path, options), profile, path.name)
    except UserError as error:
        yield UserError(error.message, where=error.where or path.name, remedy=error.remedy)


def _known(path: Path) -> Profile:
    profile = known(Glimpse(path))
    if profile is None:
        remedy = "Name one with --profile, or teach the program the archive."
        raise UserError("No profile says how the archive’s files are made.", remedy=remedy)
    return profile


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file is surely of an archive that the person has taught the program."""
    return known(glimpse) is not None


def known(glimpse: Glimpse) -> Profile | None:
    """Return the first of a person's own profiles by which a file comes in whole."""
    if glimpse.suffix not in SUFFIXES:
        return None
    source: Source | None = None
    for profile in own_profiles():
        source = source or _looked_at(glimpse)
        if source is None:
            return None
        if _fits(source, profile):
            return profile
    return None


def _looked_at(glimpse: Glimpse) -> Source | None:
    """Return the beginning of a text or page, or the whole of a document, if it can be read."""
    try:
        if glimpse.is_zip or glimpse.is_rtf:
            if glimpse.path.stat().st_size > _LARGEST or (glimpse.is_zip and not glimpse.is_docx):
                return None
            return opened_bytes(glimpse.path.read_bytes(), glimpse.path.name)
        return opened_bytes(glimpse.head, glimpse.path.name)
    except (UserError, OSError):
        return None


def _fits(source: Source, profile: Profile) -> bool:
    """Tell whether a profile's own words are there, and its articles lack nothing."""
    signs = _signs(profile)
    lines = [line.text for line in source.lines]
    seen = sum(any(line.startswith(sign) for line in lines) for sign in signs)
    if not signs or seen < min(len(signs), _FEWEST_SIGNS):
        return False
    found = preview(source, profile).entries
    entries = found[:-1] if len(found) > 1 else found  # the look can end within the last one
    dates = "date" in profile.order or any(one.role == "date" for one in profile.labels)
    lacking = [one for one in entries if set(one.lacks) - (set() if dates else {"date"})]
    return bool(entries) and not lacking


def _signs(profile: Profile) -> set[str]:
    """Return the beginnings of lines that a profile asks for by their words."""
    marks = (*profile.begins, *profile.ends, *profile.body)
    said = {tidy((mark.line or mark.prefix).partition("{")[0]) for mark in marks}
    names = {name for label in (*profile.labels, *profile.sections) for name in label.names}
    return {one for one in (*said, *names, *profile.rights) if one}
