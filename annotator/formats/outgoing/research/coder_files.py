"""Names of files for coders: the handle itself, where every system takes it."""

import re
from collections.abc import Iterable, Mapping

from annotator.domain.names import folded
from annotator.formats.outgoing.stems import is_reserved

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]|^\.+|[. ]+$|^ +')
_NOBODY = "initial_cas"
"""What an article's file is called on which nobody has a label."""


def coder_stems(layers: Iterable[str]) -> Mapping[str, str]:
    """Return a name without ending for each layer; what no file can be called becomes "_"."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for layer in layers:
        bare = _UNSAFE.sub("_", layer) or "_"
        bare = f"{bare}_" if is_reserved(bare) or folded(bare) == _NOBODY else bare
        name, n = bare, 2
        while folded(name) in taken:
            name, n = f"{bare} {n}", n + 1
        taken.add(folded(name))
        found[layer] = name
    return found
