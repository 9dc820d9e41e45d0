"""Who is meant by a pronoun or a role: "sie", "der Minister", "la alcaldesa"."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from annotator.analysis.source_name import PERSON, source_name
from annotator.analysis.suggest.found import FoundStretch
from annotator.analysis.suggest.frame_words import FrameWords
from annotator.analysis.suggest.paragraph import Paragraph

_SHORTEST = 4  # letters of a word that names a role
_LONGEST = 200  # code points of a source that is read
_WHY_UNNAMED = "said by somebody who won’t be named"


class Persons:
    """Remembers, in the order of one text, who was named and as what."""

    def __init__(self, words: FrameWords) -> None:
        self._words = words
        self._roles: dict[str, str] = {}
        self._person = ""
        self._gender = ""
        self._known: dict[str, tuple[str, str]] = {}

    def named(self, text: str, found: Iterable[FoundStretch]) -> list[FoundStretch]:
        """Return what was found in the next paragraph with the names of those meant, if sure."""
        result: list[FoundStretch] = []
        near = bool(self._person)
        for one in found:
            if one.source is None:
                result.append(one)
                continue
            source = text[one.source[0] : min(one.source[1], one.source[0] + _LONGEST)]
            name, described = self._read(source)
            if name:
                self._remember(source, name, described)
                near = True
                result.append(one)
            else:
                meant = self._meant(source, near=near)
                result.append(one._replace(name=meant))
                if described:
                    self._person, self._gender = meant, ""  # somebody else speaks now
        return result

    def _read(self, source: str) -> tuple[str, str]:
        if source not in self._known:
            if source.casefold() in self._words.pronoun:
                self._known[source] = "", ""
            else:
                read = source_name(source, self._words.language)
                person = read.kind == PERSON
                self._known[source] = (read.name, read.description) if person else ("", "")
        return self._known[source]

    def _remember(self, source: str, name: str, described: str) -> None:
        for role in _roles(described):
            known = self._roles.get(role, name)
            same = known == name or known.endswith(" " + name) or name.endswith(" " + known)
            self._roles[role] = max(known, name, key=len) if same else ""
        told = self._told_gender(source)
        differs = bool(told and self._gender) and told != self._gender
        if self._person.endswith(" " + name) and not differs:
            name = self._person
        else:
            self._gender = ""
        self._person = name
        self._gender = told or self._gender

    def _told_gender(self, source: str) -> str:
        words = {word.casefold().strip(",.;") for word in source.split()}
        if words & self._words.feminine or self._is_feminine(words):
            return "" if words & self._words.masculine else "f"
        return "m" if words & self._words.masculine else ""

    def _is_feminine(self, words: set[str]) -> bool:
        return self._words.language == "de" and any(
            word.endswith("in") and len(word) > 5 for word in words
        )

    def _meant(self, source: str, *, near: bool) -> str:
        plain = source.casefold()
        if plain in self._words.pronoun:
            gender = self._told_gender(source)
            if plain in self._words.several or (gender and self._gender and gender != self._gender):
                return ""
            if not (near and gender):
                return ""
            self._gender = gender
            return self._person
        roles = _roles(source)
        return self._role(roles[-1]) if roles and len(source.split()) <= 2 else ""

    def _role(self, role: str) -> str:
        if role in self._roles:
            return self._roles[role]
        if self._words.language != "de":
            return ""
        longer = {name for known, name in self._roles.items() if known.endswith(role)}
        return longer.pop() if len(longer) == 1 else ""


def are_withheld(p: Paragraph, kept: Iterable[FoundStretch], told: Sequence[int]) -> Iterator[bool]:
    """Tell of each stretch, in order, whether its sentence has one of the tokens `told`."""
    sentences, number = p.sentences, 0
    for one in kept:
        while number + 1 < len(sentences) and p.starts[sentences[number + 1][0]] <= one.start:
            number += 1
        first, after = sentences[number]
        at = bisect_left(told, first)
        yield at < len(told) and told[at] < after


def unnamed(one: FoundStretch) -> FoundStretch:
    """Take the name away from a stretch, and say why."""
    return one._replace(name="", why=(*one.why, _WHY_UNNAMED))


def _roles(words: str) -> list[str]:
    """Return the words that may name a role, without articles."""
    plain = (
        word.casefold().strip(",.;()") for word in words.replace("’", " ").replace("'", " ").split()
    )
    return [word for word in plain if len(word) >= _SHORTEST]
