"""Files of a download that hold only its cover: who asked for what, and a list of the articles."""

from collections.abc import Sequence

from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.formats.archives.labels import Labels
from annotator.formats.archives.lines import ArchiveLine, marked, number, template
from annotator.formats.archives.profile import Profile

_SURE = 4  # kinds of lines of a cover
_FIRST = 400  # lines


def is_cover(texts: Sequence[str], profile: Profile) -> bool:
    """Tell whether a file begins with the cover of a profile's downloads."""
    labels = Labels(profile)
    counts = [template(one) for one in profile.counts]
    kinds: set[str] = set()
    for text in texts[:_FIRST]:
        if labels.is_furniture(text):
            kinds.add(text.partition(":")[0])
        elif any(one.match(text) for one in counts):
            kinds.add("")
    return len(kinds) >= _SURE


def only_a_cover(
    lines: Sequence[ArchiveLine], profiles: Sequence[Profile], where: str
) -> UserError | None:
    """Return what is to be said of a file that holds no article behind its cover."""
    texts = [line.text for line in lines]
    if not any(is_cover(texts, one) for one in profiles):
        return None
    for profile in profiles:
        labels = Labels(profile)
        marks = (*profile.begins, *profile.body, *profile.ends)
        if any(marked(line, marks) or labels.in_head(line.text) for line in lines):
            return None
    total = max(_total(texts, one) for one in profiles)
    listed = f"lists {counted(total, 'document')}" if total else "is the cover of a download"
    message = f"The file only {listed}; no article is in it."
    return UserError(message, where=where, remedy="Import the files that came with it.")


def _total(texts: Sequence[str], profile: Profile) -> int:
    counts = [template(one) for one in profile.counts]
    found = (one.match(text) for text in texts[:_FIRST] for one in counts)
    return next((number(one["total"]) for one in found if one), 0)
