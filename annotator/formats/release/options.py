"""What can be chosen of a release, and what those choices come to."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date

import msgspec

from annotator.domain.errors import UserError
from annotator.formats.export_options import ExportOption, OptionChoice, OptionKind, RememberedBy
from annotator.formats.selection import Selection

TEXTS = ExportOption(
    id="texts",
    title="With the articles’ texts",
    help="No leaves out every word of the texts; “annotator rehydrate” puts the labels back.",
    kind=OptionKind.FLAG,
    default=True,
)
TITLES = ExportOption(
    id="titles",
    title="With the articles’ titles",
    help="Without the texts, titles can be left out, too.",
    kind=OptionKind.FLAG,
    default=True,
)
_AUTO, _YES, _NO = "auto", "yes", "no"
NOTES = ExportOption(
    id="notes",
    title="Notes and comments",
    help="Notes, comments, reasons and answers in words: they may quote the texts.",
    kind=OptionKind.CHOICE,
    default=_AUTO,
    choices=(
        OptionChoice(_AUTO, "with the texts only"),
        OptionChoice(_YES, "always"),
        OptionChoice(_NO, "never"),
    ),
)
_NUMBERED = "numbered"
CODERS = ExportOption(
    id="coders",
    title="Coders",
    help="As A1, A2, … (programs as M1, …), or by their handles and names.",
    kind=OptionKind.CHOICE,
    default=_NUMBERED,
    choices=(OptionChoice(_NUMBERED, "A1, A2, …"), OptionChoice("handles", "handles and names")),
)
KEY = ExportOption(
    id="key",
    title="Key file",
    help="A CSV file, outside the release, that says which coder is A1: keep it to yourself.",
    kind=OptionKind.TEXT,
    default="",
    remembered_by=RememberedBy.NOBODY,
)


def _words(
    ident: str,
    title: str,
    told: str,
    default: str = "",
    by: RememberedBy = RememberedBy.PROJECT,
) -> ExportOption:
    return ExportOption(
        id=ident, title=title, help=told, kind=OptionKind.TEXT, default=default, remembered_by=by
    )


TITLE = _words("title", "Title", "What the dataset is called; otherwise as the project.")
AUTHORS = _words(
    "authors",
    "Authors",
    "“Berg, Maja (0000-0002-1825-0097); Núñez, Ana”: who is cited, each with an ORCID if known.",
)
VERSION = _words("version", "Version", "The version of the release, as in 1.0.0.", "1.0.0")
DOI = _words(
    "doi", "DOI", "As in 10.5281/zenodo.1234567, once it is known.", by=RememberedBy.NOBODY
)
DATE = _words(
    "date",
    "Date",
    "The day of the release (2025-05-31); else of the last label.",
    by=RememberedBy.NOBODY,
)
URL = _words("url", "Address", "Where the release can be had, as in https://example.org/data.")
ABOUT = _words("description", "Description", "What the dataset is, in a few sentences.")
LABEL_LICENSE = _words(
    "label-licence", "Licence of the labels", "An SPDX identifier, as in CC-BY-4.0."
)
TEXT_LICENSE = _words(
    "text-licence", "Licence of the texts", "An SPDX identifier, if the texts have a licence."
)
OPTIONS = (
    *(TEXTS, TITLES, NOTES, CODERS, KEY, TITLE, AUTHORS, VERSION, DOI, DATE, URL, ABOUT),
    *(LABEL_LICENSE, TEXT_LICENSE),
)

_ORCID = re.compile(r"\(\s*(?:https://orcid\.org/)?((?:\d{4}-){3}\d{3}[\dX])\s*\)\s*$")
_DOI_PATTERN = re.compile(r"10\.\d{4,9}/\S+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_SPDX = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")


class Author(msgspec.Struct, frozen=True):
    """Who is cited."""

    family: str
    given: str = ""
    orcid: str = ""

    @property
    def name(self) -> str:
        """The name as people write it."""
        return f"{self.given} {self.family}".strip()


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """What was chosen of a release, read and checked."""

    texts: bool
    titles: bool
    notes: bool
    numbered: bool
    key: str
    title: str
    authors: tuple[Author, ...]
    version: str
    doi: str
    date: str
    url: str
    description: str
    label_license: str
    text_license: str


def wishes(selection: Selection) -> Wishes:
    """Return what a selection chooses of a release; raise a `UserError` for what is none."""
    texts, notes = selection.flag(TEXTS), selection.words(NOTES)
    doi = selection.words(DOI).strip().removeprefix("https://doi.org/").removeprefix("doi:")
    if doi and not _DOI_PATTERN.fullmatch(doi):
        remedy = "One begins with 10. as in 10.5281/zenodo.1."
        raise UserError(f"“{doi}” is no DOI.", where=DOI.id, remedy=remedy)
    day = selection.words(DATE).strip()
    if day and not _is_day(day):
        remedy = "Write it as in 2025-05-31."
        raise UserError(f"“{day}” is no day.", where=DATE.id, remedy=remedy)
    url = selection.words(URL).strip()
    if url and not re.match(r"https?://[^\s/]+", url):
        remedy = "It begins with https://."
        raise UserError(f"“{url}” is no address.", where=URL.id, remedy=remedy)
    return Wishes(
        texts=texts,
        titles=texts or selection.flag(TITLES),
        notes=notes == _YES or (texts and notes == _AUTO),
        numbered=selection.words(CODERS) == _NUMBERED,
        key=selection.words(KEY).strip(),
        title=" ".join(selection.words(TITLE).split()),
        authors=tuple(_authors(selection.words(AUTHORS))),
        version=" ".join(selection.words(VERSION).split()) or str(VERSION.default),
        doi=doi,
        date=day,
        url=url,
        description=" ".join(selection.words(ABOUT).split()),
        label_license=_license(selection.words(LABEL_LICENSE), LABEL_LICENSE),
        text_license=_license(selection.words(TEXT_LICENSE), TEXT_LICENSE),
    )


def _is_day(said: str) -> bool:
    """Tell whether words are a day as it is written in files, one that there is."""
    with suppress(ValueError):
        return _DAY.fullmatch(said) is not None and bool(date.fromisoformat(said))
    return False


def _authors(said: str) -> list[Author]:
    found: list[Author] = []
    for part in filter(None, (" ".join(one.split()) for one in said.split(";"))):
        orcid = _ORCID.search(part)
        name = part[: orcid.start()].strip() if orcid else part
        family, comma, given = (one.strip() for one in name.partition(","))
        if not comma:
            given, _, family = (one.strip() for one in name.rpartition(" "))
        if not family:
            message = f"“{part}” names no author."
            raise UserError(message, where=AUTHORS.id, remedy=AUTHORS.help)
        found.append(Author(family, given, orcid.group(1) if orcid else ""))
    return found


def _license(said: str, option: ExportOption) -> str:
    ident = said.strip()
    if ident and not _SPDX.fullmatch(ident):
        remedy = f"{option.help} Another one is LicenseRef- and a name."
        raise UserError(f"“{ident}” is no SPDX identifier.", where=option.id, remedy=remedy)
    return KNOWN_LICENSES.get(ident.lower(), (ident, ""))[0] if ident else ""


_CC = "https://creativecommons.org/"
_NAMED = {
    "CC0-1.0": ("Creative Commons Zero 1.0 Universal", f"{_CC}publicdomain/zero/1.0/"),
    "CC-BY-4.0": ("Creative Commons Attribution 4.0", f"{_CC}licenses/by/4.0/"),
    "CC-BY-SA-4.0": (
        "Creative Commons Attribution-ShareAlike 4.0",
        f"{_CC}licenses/by-sa/4.0/",
    ),
    "CC-BY-NC-4.0": (
        "Creative Commons Attribution-NonCommercial 4.0",
        f"{_CC}licenses/by-nc/4.0/",
    ),
    "CC-BY-NC-SA-4.0": (
        "Creative Commons Attribution-NonCommercial-ShareAlike 4.0",
        f"{_CC}licenses/by-nc-sa/4.0/",
    ),
    "CC-BY-ND-4.0": (
        "Creative Commons Attribution-NoDerivatives 4.0",
        f"{_CC}licenses/by-nd/4.0/",
    ),
    "CC-BY-NC-ND-4.0": (
        "Creative Commons Attribution-NonCommercial-NoDerivatives 4.0",
        f"{_CC}licenses/by-nc-nd/4.0/",
    ),
    "ODbL-1.0": ("Open Data Commons Open Database License 1.0", ""),
    "ODC-By-1.0": ("Open Data Commons Attribution License 1.0", ""),
    "PDDL-1.0": ("Open Data Commons Public Domain Dedication and License 1.0", ""),
}
KNOWN_LICENSES: Mapping[str, tuple[str, str]] = {
    ident.lower(): (ident, name) for ident, (name, _) in _NAMED.items()
}
"""By their identifiers in small letters: licences as SPDX writes them, and their names."""
_OWN_LICENSE = "LicenseRef-"


def is_spdx(license_id: str) -> bool:
    """Tell whether a licence is one that SPDX lists, as far as that can be told."""
    return bool(license_id) and not license_id.startswith(_OWN_LICENSE)


def license_name(license_id: str) -> str:
    """Return what a licence is called."""
    return KNOWN_LICENSES.get(license_id.lower(), ("", ""))[1] or license_id


def license_url(license_id: str) -> str:
    """Return where a licence's words are; nothing for one of somebody's own."""
    if not is_spdx(license_id):
        return ""
    known = _NAMED.get(license_id, ("", ""))[1]
    return known or f"https://spdx.org/licenses/{license_id}.html"
