"""What surely tells a download of LexisNexis from any other file: several kinds of its lines."""

from collections import defaultdict
from collections.abc import Sequence

from annotator.formats.archives.covers import is_cover
from annotator.formats.archives.lines import number, template, tidy
from annotator.formats.archives.profile import Profile

_SURE = 3  # kinds of signs that have to be there
_LONGEST = 200  # code points of a line that can be a sign
_LONGEST_MARK = 44  # code points of one that numbers an article
_COVER = 2000  # lines


class Signs:
    """The signs of several profiles, each kept with the place of its profile among them."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._profiles = profiles
        self._lines: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        self._labels: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        self._begins: list[tuple[int, str]] = []
        for place, profile in enumerate(profiles):
            self._begins += [(place, mark.line) for mark in profile.begins]
            for kind, marks in (("body", profile.body), ("ends", profile.ends)):
                for mark in marks:
                    name = mark.prefix.rstrip(": ")
                    found = self._lines[mark.line] if mark.line else self._labels[name]
                    found.append((place, kind))
            for label in profile.labels:
                if label.role in {"words", "load_date"}:
                    for name in label.names:
                        self._labels[name].append((place, label.role))

    def are_in(self, texts: Sequence[str]) -> bool:
        """Tell whether lines bear signs of several kinds: marks, counts of words, days of loading.

        The cover of a download is sign enough.
        """
        seen: defaultdict[int, set[str]] = defaultdict(set)
        for raw in texts:
            text = tidy(raw) if len(raw) <= _LONGEST * 2 else ""
            if not text or len(text) > _LONGEST:
                continue
            for place, kind in (*self._lines.get(text, ()), *self._kinds(text)):
                seen[place].add(kind)
                if len(seen[place]) >= _SURE:
                    return True
        bare = [text for text in map(tidy, texts[:_COVER]) if text]
        return any(is_cover(bare, one) for one in self._profiles)

    def _kinds(self, text: str) -> Sequence[tuple[int, str]]:
        """Return what a line that holds a number is: a mark that counts articles counts twice."""
        name, colon, value = text.partition(":")
        if colon:
            told = any(c.isdigit() for c in value)
            kinds = self._labels.get(name.rstrip(), ())
            return [one for one in kinds if told or one[1] == "body"]
        if len(text) > _LONGEST_MARK or not any(c.isdigit() for c in text):
            return ()
        found: list[tuple[int, str]] = []
        for place, mark in self._begins:
            said = template(mark).match(text)
            if said and number(said["n"]) <= number(said["total"]):
                found += [(place, "begins"), (place, "numbered")]
        return found
