"""Parts a name from the words around it: "Defense Minister Rustem Umerov" is "Rustem Umerov".

What comes of it is a proposal: capitals and short word lists decide, and whoever codes sees it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from annotator.analysis.cues import LANGUAGES, list_language
from annotator.analysis.cues import role as small_words
from annotator.resources import word_list

PERSON, ORGANISATION, GROUP = "person", "organisation", "group"
_PARTS = re.compile(r"[,;()]|\s[–—-]\s")
_QUOTES = "\"'“”„‟‘’‚«»‹›…"
_POSSESSIVE = re.compile(r".+(?:['’]s|s['’])")
_ELISION = re.compile(r"(?:[dl]|qu)['’](?=\w)", re.IGNORECASE)
_NOBLE = re.compile(r"[dD]['’][^\W\d_a-zß-ÿ]")
_REMEMBERED = 4_096  # words, without signs and capitals
_SHORTEST_ACRONYM = 2
_TITLED, _FULL, _LONE = 3, 2, 1


@dataclass(frozen=True, slots=True)
class SourceName:
    """A source's words taken apart: `name` is what it is called, and empty where it has no name.

    `description` is the rest of the words; `kind` is person, organisation or group.
    """

    name: str
    description: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Run:
    """Words in a row that may be a name; the rest of its part of the phrase is around it."""

    words: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    worth: int


def source_name(words: str, language: str = "") -> SourceName:
    """Take the words that name a source apart.

    `language` is a tag such as "de-AT"; without one the lists of all languages are used.
    """
    lists = _lists(list_language(language) or "")
    parts = [part.split() for part in _PARTS.split(_without_elisions(words))]
    parts = [part for part in parts if part]
    whole = _without_article(words, lists)
    if not parts or _is_list(parts, lists):
        return SourceName("", whole, GROUP if parts else PERSON)
    own = parts[: _own_parts(parts, lists)]
    runs = [(n, run) for n, part in enumerate(own) for run in _runs(part, lists)]
    best = max(runs, key=lambda one: one[1].worth, default=None)
    if best is None or best[1].worth == 0:
        kind = _kind_of(parts[0], lists)
        named = kind == ORGANISATION and any(map(is_capital, whole.split()))
        return SourceName(whole, "", kind) if named else SourceName("", whole, kind)
    at, run = best
    rest = [part if n != at else [*run.before, *run.after] for n, part in enumerate(parts)]
    said = [" ".join(_described(part, lists)) for part in rest]
    return SourceName(_cleaned(" ".join(run.words)), ", ".join(filter(None, said)), PERSON)


def _without_elisions(words: str) -> str:
    """Take away what is elided before nouns, but not in names: "Jean d’Aubigny"."""
    found = words.split()
    if "'" not in words and "’" not in words:
        return " ".join(found)
    named = [False, *(is_capital(word) for word in found)]
    return " ".join(
        word if _NOBLE.match(word) and (after_name or word[0].isupper()) else _ELISION.sub("", word)
        for after_name, word in zip(named, found, strict=False)
    )


def is_title(word: str, language: str) -> bool:
    """Tell whether a word is an office or a trade in a language that has lists."""
    return _lists(language).is_title(word)


def has_role(word: str, role: str, language: str = "") -> bool:
    """Tell whether a word has a role that `titles.txt` tells of, such as "title" or "of".

    `language` is a tag such as "de-AT"; without one the lists of all languages are used.
    """
    return _lists(list_language(language) or "").has(role, word)


class _Lists:
    """The word lists of one language, or of all."""

    def __init__(self, language: str) -> None:
        self._languages = (language,) if language else LANGUAGES
        self.german = language == "de"

    def has(self, name: str, word: str) -> bool:
        """Tell whether a word has a role."""
        return _plain(word) in _titles_of(self._languages, name)

    def ends(self, name: str, word: str) -> bool:
        """Tell whether a word ends as those of a role do."""
        return _plain(word).endswith(_endings(self._languages, name))

    def is_small(self, name: str, word: str) -> bool:
        """Tell whether a word is one of the small ones of a role."""
        return any(_plain(word) in small_words(one, name) for one in self._languages)

    def is_title(self, word: str) -> bool:
        """Tell whether a word is an office or a trade."""
        return self.has("title", word) or self.ends("ending", word)

    def is_body(self, word: str) -> bool:
        """Tell whether a word names an organisation or a place."""
        named = self.has("organisation", word) or self.has("place", word)
        return named or self.ends("body", word) or _is_acronym(word)

    def is_around(self, word: str) -> bool:
        """Tell whether a word stands around a name and is no part of one."""
        return _is_around(self, word)


@cache
def _lists(language: str) -> _Lists:
    return _Lists(language)


@lru_cache(_REMEMBERED)
def _is_around(lists: _Lists, word: str) -> bool:
    if lists.has("honorific", word) or lists.has("group", word):
        return True
    return lists.is_title(word) or lists.is_body(word) or bool(_POSSESSIVE.fullmatch(word))


@cache
def _titles(language: str, name: str) -> frozenset[str]:
    found = [row[2].split() for row in word_list("titles.txt") if row[:2] == (language, name)]
    return frozenset(word for words in found for word in words)


@cache
def _titles_of(languages: tuple[str, ...], name: str) -> frozenset[str]:
    return frozenset(word for one in (*languages, "*") for word in _titles(one, name))


@cache
def _endings(languages: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(sorted({end for one in languages for end in _titles(one, name)}))


@lru_cache(_REMEMBERED)
def _plain(word: str) -> str:
    return word.strip(_QUOTES + ".:").casefold().replace("’", "'")


def _cleaned(words: str) -> str:
    return words.strip(_QUOTES + " :")


@lru_cache(_REMEMBERED)
def is_capital(word: str) -> bool:
    """Tell whether a word is written as names are: "Aubigny", "d’Aubigny"."""
    return word.lstrip(_QUOTES)[:1].isupper() or bool(_NOBLE.match(word))


def _is_acronym(word: str) -> bool:
    plain = word.strip(_QUOTES)
    letters = [c for c in plain if c.isalpha()]
    return len(letters) >= _SHORTEST_ACRONYM and plain.isupper() and "." not in plain


def _runs(part: Sequence[str], lists: _Lists) -> Iterator[_Run]:
    """Yield the capitalised words in a row that are neither titles nor bodies."""
    at = 0
    while at < len(part):
        end = _end_of_run(part, at, lists)
        if at == 0 and end == 0:
            end = _end_after_particles(part, lists)
        if end == at:
            at += 1
            continue
        first = at
        if lists.german and at and part[at - 1].islower() and end - at > 1:
            first += 1  # nouns have capitals, too: "der Arzt Klaus Schmidt"
        worth = _worth(part, first, end, lists)
        yield _Run(tuple(part[first:end]), tuple(part[:first]), tuple(part[end:]), worth)
        at = end


def _end_of_run(part: Sequence[str], first: int, lists: _Lists) -> int:
    end = first
    while end < len(part):
        named = is_capital(part[end]) and not lists.is_around(part[end])
        article = end == 0 and lists.is_small("determiner", part[end])
        if not (named and not article) and not (end > first and _is_within(part, end, lists)):
            break
        end += 1
    return end


def _end_after_particles(part: Sequence[str], lists: _Lists) -> int:
    """Return where a name ends that small words begin: "von der Heydt"; 0 where none does."""
    first = 0
    while first < len(part) and part[first].islower() and lists.is_small("particle", part[first]):
        first += 1
    end = _end_of_run(part, first, lists) if 0 < first < len(part) else 0
    return end if end > first else 0


def _is_within(part: Sequence[str], at: int, lists: _Lists) -> bool:
    """Tell whether a small word stands within a name: "Ursula von der Leyen"."""
    following = part[at + 1 : at + 3]
    if not lists.has("particle", part[at]) or not following:
        return False
    if lists.is_around(following[0]):
        return False
    more = lists.has("particle", following[0]) and len(following) > 1
    return is_capital(following[0]) or (more and is_capital(following[1]))


def _worth(part: Sequence[str], first: int, end: int, lists: _Lists) -> int:
    """Return how surely some words name the source: 0 for not at all."""
    before, after = part[:first], part[end:]
    if after and not _ends_there(after[0], lists):
        return 0  # "Harvard professor": it says more about what follows
    if any(lists.has("for", word) for word in before):
        return 0  # "a spokesman for Keir Starmer"
    last = before[-1] if before else ""
    if any(lists.has("of", word) for word in before) and not (last and lists.is_around(last)):
        return 0  # "the leader of Hezbollah"
    if before and lists.is_small("determiner", last) and (lists.german or end - first == 1):
        return 0  # "der Anwohner", "the Republican"
    if before and (lists.is_around(last) or last.islower()):
        return _TITLED
    return _FULL if end - first > 1 else _LONE


def _ends_there(word: str, lists: _Lists) -> bool:
    names = ("of", "for")
    return (
        any(lists.has(name, word) for name in names)
        or any(lists.is_small(name, word) for name in ("relative", "preposition"))
        or word.isdigit()
    )


def _own_parts(parts: Sequence[Sequence[str]], lists: _Lists) -> int:
    """Return how many parts are about the source itself.

    "a spokesman for the prime minister, Keir Starmer" ends with somebody else's name.
    """
    for n, part in enumerate(parts, 1):
        if any(lists.has("for", word) for word in part[1:]) and lists.is_title(part[-1]):
            return n
    return len(parts)


def _is_list(parts: Sequence[Sequence[str]], lists: _Lists) -> bool:
    """Tell whether several are named: "Macron, Merz and Starmer"."""
    for part in parts:
        for before, word, after in zip(part, part[1:], part[2:], strict=False):
            names = is_capital(before) and is_capital(after)
            if names and lists.is_small("and", word):
                offices = lists.is_title(before) or lists.is_title(after)
                return not offices and not any(map(lists.is_body, part))
    return False


def _kind_of(part: Sequence[str], lists: _Lists) -> str:
    """Guess what words without a name are about, by the noun that the others belong to."""
    head = list(part)
    for at, word in enumerate(part):
        ends = lists.has("of", word) or lists.is_small("preposition", word)
        if at and (ends or lists.is_small("relative", word)):
            # "the ministry of defence": the noun stands before it.
            head = list(part[:at])
            break
    noun = head[-1]
    if lists.has("group", noun) or (
        lists.is_small("determiner", head[0]) and lists.has("many", head[0])
    ):
        return GROUP
    if any(map(lists.is_title, head)) and not lists.is_body(noun):
        return PERSON
    return ORGANISATION if lists.is_body(noun) or any(map(_is_acronym, head)) else PERSON


def _described(part: Sequence[str], lists: _Lists) -> list[str]:
    return [word for word in part if not lists.has("honorific", word)]


def _without_article(words: str, lists: _Lists) -> str:
    """Return words without a definite article before them."""
    cleaned = _cleaned(" ".join(words.split()))
    first, _, rest = cleaned.partition(" ")
    return rest if lists.has("definite", first) and rest else _ELISION.sub("", cleaned, count=1)
