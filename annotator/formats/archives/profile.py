"""How the files of an archive are made, as data: what begins an article, what its lines mean.

Profiles that come with the program lie in `resources/archives`, a person's own in their folder
(`kept.py`); each is one JSON file, which can be given to a colleague.
"""

import re
from collections.abc import Sequence
from functools import cache

import msgspec
from msgspec import structs

from annotator.domain.errors import UserError
from annotator.formats.files.strict_json import decoded_as
from annotator.resources import resource

SUFFIX = ".json"
_MOST = 400  # entries of a list
_LONGEST = 300  # code points of a mark
SAFE_NAME = re.compile(r"[\w .()+-]{1,80}")
"""What the name of a profile's file can be."""

HEAD_ROLES = (
    *(
        "title",
        "outlet",
        "date",
        "author",
        "section",
        "edition",
        "page",
        "url",
        "published",
        "skip",
    ),
    *("outlet_date", "author_date", "section_date"),
)
"""What a line of an article's head can be that bears no label.

`published` is a date that is kept as it is written; the last ones are two things in one line.
"""


class LineMark(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """What a line must be to mark a place; all that is given must hold.

    `line` is all of it, `prefix` how it begins; in both, `{n}` and `{total}` stand for numbers.
    `blanks` is how many blank lines stand before it, at least; `page` that a page begins with it;
    `style` the name of its make-up. `inside` says that the line is itself the article's first.
    """

    line: str = ""
    prefix: str = ""
    bold: bool = False
    page: bool = False
    blanks: int = 0
    style: str = ""
    inside: bool = False


class FieldLabel(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A field: the `names` that stand before its value, and its `role`.

    A role is a key of metadata, or `title`, `date`, `standfirst`, `dateline`, `caption`,
    `correction`, or `skip` for what is left out. `tail` says that it stands below the body,
    `open`, that paragraphs can follow that belong to it.
    """

    role: str
    names: tuple[str, ...]
    tail: bool = False
    open: bool = False


class Profile(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """How an archive's files are made, in one language of its interface.

    `base` is a profile that it adds to. `begins` and `ends` mark articles, `body` what stands
    above their text. `order` says what the head's lines without a label are; `fixed` that all of
    them are there in every article, `gap` that a blank line ends the head. `labels` are fields,
    `sections` headings that stand alone; `notes` are lines of the head that say something else,
    `furniture` and `rights` beginnings of lines that are no part of anything; `counts` how the
    file states how many articles it has. `abstract` and `full` are the headings of a summary and
    of the text after it. `caps` says that all labels are in capitals.
    """

    id: str
    name: str
    base: str = ""
    archive: str = ""
    language: str = ""
    begins: tuple[LineMark, ...] = ()
    ends: tuple[LineMark, ...] = ()
    body: tuple[LineMark, ...] = ()
    order: tuple[str, ...] = ()
    fixed: bool = False
    gap: bool = False
    labels: tuple[FieldLabel, ...] = ()
    sections: tuple[FieldLabel, ...] = ()
    notes: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    abstract: tuple[str, ...] = ()
    full: tuple[str, ...] = ()
    caps: bool = False
    page_words: tuple[str, ...] = ()
    byline_words: tuple[str, ...] = ()
    languages: dict[str, str] = msgspec.field(default_factory=dict[str, str])


_LISTS = (
    *("begins", "ends", "body", "labels", "sections", "notes", "furniture", "rights", "counts"),
    *("abstract", "full", "page_words", "byline_words"),
)


def profile_in(data: bytes, where: str) -> Profile:
    """Return the profile that a file holds, with its base; or raise a `UserError` that says why."""
    profile = _with_base(decoded_as(data, Profile, where), where)
    check(profile, where)
    return profile


def check(profile: Profile, where: str) -> None:
    """Raise a `UserError` unless a profile can split files."""
    remedy = "Teach the archive again, or ask whoever made the profile."
    if not profile.id.strip() or not profile.name.strip():
        raise UserError("The profile has no name.", where=where, remedy=remedy)
    unknown = [role for role in profile.order if role not in HEAD_ROLES]
    if unknown:
        known = ", ".join(HEAD_ROLES)
        message = f"“{unknown[0]}” is nothing that a head’s line can be."
        raise UserError(message, where=where, remedy=f"It can be {known}.")
    marks = (*profile.begins, *profile.ends, *profile.body)
    if any(not _says_something(mark) for mark in marks):
        raise UserError("One of the profile’s marks is empty.", where=where, remedy=remedy)
    texts = [text for mark in marks for text in (mark.line, mark.prefix, mark.style)]
    texts += [name for one in (*profile.labels, *profile.sections) for name in one.names]
    too_many = any(len(getattr(profile, key)) > _MOST for key in _LISTS)
    if too_many or any(len(text) > _LONGEST for text in texts):
        raise UserError("The profile is too large.", where=where, remedy=remedy)


def _says_something(mark: LineMark) -> bool:
    return bool(mark.line or mark.prefix or mark.style or mark.page or mark.blanks or mark.bold)


def _with_base(profile: Profile, where: str) -> Profile:
    if not profile.base:
        return profile
    if not SAFE_NAME.fullmatch(profile.base):
        raise UserError(f"There is no profile “{profile.base}”.", where=where)
    base = built_in(profile.base)
    changes: dict[str, object] = {
        key: tuple(dict.fromkeys((*getattr(profile, key), *getattr(base, key)))) for key in _LISTS
    }
    changes["labels"] = (*profile.labels, *base.labels)
    changes["sections"] = (*profile.sections, *base.sections)
    for key in ("order", "archive", "language", "caps", "gap", "fixed"):
        changes[key] = getattr(profile, key) or getattr(base, key)
    changes["languages"] = base.languages | profile.languages
    return structs.replace(profile, **changes)


@cache
def built_in(name: str) -> Profile:
    """Return a profile that comes with the program; raise a `UserError` when there is none."""
    try:
        path = resource("archives", name + SUFFIX)
    except FileNotFoundError:
        raise UserError(f"There is no profile “{name}”.") from None
    return profile_in(path.read_bytes(), path.name)


def names_of(labels: Sequence[FieldLabel]) -> dict[str, FieldLabel]:
    """Return labels by each of their names; of several with one name, the first."""
    found: dict[str, FieldLabel] = {}
    for label in labels:
        for name in label.names:
            found.setdefault(name, label)
    return found
