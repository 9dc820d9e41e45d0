"""What was found out of labels and is kept, so that it need not be found out again.

It lies beside the models that were learned, and as those tell nothing that labels don't: no
history, no package and no export has it.
"""

import zlib
from typing import TypeVar

import msgspec

from annotator.domain.learned_models import LearnedModel
from annotator.store.expecting import now_in_words
from annotator.store.project import Project

T = TypeVar("T")
_DIGEST = "digest"
_FAST = 1
"""How hard is tried to make it small."""
_MOST = 1 << 28
"""So many bytes at most a result has: a file that comes from anybody may hold one that swells."""


def keep(project: Project, what: str, coder: str, digest: str, result: object) -> None:
    """Keep a result on a coder (id) for a digest, instead of what was kept of the same kind.

    A project that can only be read keeps nothing.
    """
    if project.read_only:
        return
    data = zlib.compress(msgspec.msgpack.encode(result), _FAST)
    whose = _whose(what, coder)
    facts = {_DIGEST: digest}
    made = LearnedModel(
        id=whose, coder=whose, code=what, made=now_in_words(), facts=facts, data=data
    )
    project.keep_model(made)


def kept(project: Project, what: str, coder: str, kind: type[T]) -> tuple[str, T] | None:
    """Return what is kept of a kind on a coder (id), after its digest; None where nothing is."""
    one = project.model_in_use(_whose(what, coder), what)
    if one is None:
        return None
    try:
        data = zlib.decompressobj().decompress(one.data, _MOST)
        return str(one.facts.get(_DIGEST, "")), msgspec.msgpack.decode(data, type=kind)
    except (zlib.error, msgspec.MsgspecError):
        return None


def _whose(what: str, coder: str) -> str:
    return f"{what} {coder}".strip()
