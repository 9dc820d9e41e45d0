"""Names in a shared folder: whose a file is by its name, and what sync clients make of names.

A name decides nothing but whether a file is looked at: what it is, stands in it.
"""

import re
import unicodedata

from annotator.workflow.hand_out import SUFFIX

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_LONGEST_PART = 60

_WORDS = (
    "conflicted copy",  # Dropbox, Nextcloud, ownCloud, Seafile; what follows: other languages
    "conflict",
    "case conflict",
    "konfliktkopie",
    "in konflikt stehende kopie",
    "copie en conflit",
    "en conflit",
    "copia en conflicto",
    "copia in conflitto",
    "cópia em conflito",
    "conflictkopie",
    "conflicterende kopie",
    "kopia powodująca konflikt",
    "kopia z konfliktem",
    "конфликтующая копия",
    "конфликтная копия",
    "ütközött másolat",
    "konfliktní kopie",
    "konflikts kopia",
    "競合コピー",
    "冲突副本",
)
"""What sync clients call a copy that they keep because two people changed a file at a time."""
_OF_CLIENTS = (
    ("Syncthing", re.compile(r"\.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]{7})?$")),
    ("Nextcloud", re.compile(r"_conflict-\d{8}-\d{6}$")),
    ("Resilio Sync", re.compile(r"\.conflict(?:-\d+)?$", re.IGNORECASE)),
    ("Dropbox", re.compile(rf" ?\([^()]*(?:{'|'.join(_WORDS)})[^()]*\)$", re.IGNORECASE)),
    ("Google Drive", re.compile(r" ?\(\d{1,3}\)$")),
    ("iCloud", re.compile(r" \d{1,2}$")),
    ("OneDrive", re.compile(r"-(?:DESKTOP|LAPTOP|PC)-[A-Z0-9-]{3,}$")),
)
"""Endings of a name, without its suffix, that a client appends, each with who is known for it."""
_PASSING = re.compile(
    r"^(?:\.|~|\$)|~$|\.(?:tmp|temp|part|partial|crdownload|download|filepart|!sync|bts)$"
    r"|\.~[0-9a-f]+$",
    re.IGNORECASE,
)
"""Names of what sync clients, browsers and this program have not finished, and hidden files."""


def is_looked_at(name: str) -> bool:
    """Tell whether a file of this name may be a colleague's work that has come."""
    return name.casefold().endswith(SUFFIX) and not _PASSING.search(name)


def conflict_of(name: str) -> tuple[str, str]:
    """Return of which file a sync client made a conflict copy of this name, and which client.

    Two empty texts where it is none, as far as a name can tell.
    """
    stem = unicodedata.normalize("NFC", name[: -len(SUFFIX)])
    for client, ending in _OF_CLIENTS:
        found = ending.search(stem)
        if found and found.start():
            return f"{stem[: found.start()]}{SUFFIX}", client
    return "", ""


def own_name(title: str, coder: str, device: str, *, to: str = "") -> str:
    """Return the name under which a device sends a coder's work, or what is for another coder."""
    parts = [_part(title) or "Study", *(("for", _part(to)) if to else ()), _part(coder), device]
    return f"{'-'.join(parts)}{SUFFIX}"


def is_own_name(name: str, device: str) -> bool:
    """Tell whether a file is one that this device writes."""
    return name.endswith(f"-{device}{SUFFIX}")


def _part(text: str) -> str:
    return _NOT_IN_NAMES.sub("_", text)[:_LONGEST_PART].strip(" .~")
