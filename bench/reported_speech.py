"""News in which people are quoted, in the orders that papers use, and who said what by which word.

English and German, the same in every run. A pattern's braces are filled: `s` with the words that
name the source, `c` with the reporting word, `a` and `b` with what is said. What stands in `[…]` is
the quote, in as many pieces as there are brackets.
"""

import random
import re
from collections.abc import Iterator
from typing import NamedTuple

from annotator.domain.edits.articles import NewArticle

Range = tuple[int, int]
OPENING = "“„"
"""How a quotation begins."""
DIRECT, INDIRECT, MIXED = 1, 2, 3
"""The answers to the field *Type*, as the digits that give them."""


class Statement(NamedTuple):
    """What somebody is said to have said, as ranges of code points of the article."""

    pieces: tuple[Range, ...]
    cue: Range
    source: Range
    name: str
    """The person's name, whatever words stand for it here."""
    kind: int


class Person(NamedTuple):
    """Somebody who is quoted: the name, and what the text calls them next."""

    name: str
    words: tuple[str, ...]


class _Language(NamedTuple):
    tag: str
    people: tuple[Person, ...]
    patterns: tuple[tuple[str, int], ...]
    verbs: tuple[str, ...]
    sayings: tuple[str, ...]
    clauses: tuple[str, ...]
    scraps: tuple[str, ...]
    between: tuple[str, ...]


_ENGLISH = _Language(
    "en",
    (
        Person("Maria Keller", ("Maria Keller", "Keller", "the mayor", "she")),
        Person("Jan Brody", ("Defence Minister Jan Brody", "Brody", "the minister", "he")),
        Person("Amira Haddad", ("Amira Haddad, who runs the clinic,", "Haddad", "Dr. Haddad")),
        Person("Northgate Terminals", ("the operator, Northgate Terminals,", "Northgate")),
        Person("the union’s spokesman", ("a spokesman for the union", "the spokesman")),
    ),
    (
        ("[“{a},”] {s} {c}.", DIRECT),
        ("[“{a},”] {c} {s}.", DIRECT),
        ("[“{a},”] {s} {c} on Monday.", DIRECT),
        ("{S} {c}: [“{a}.”]", DIRECT),
        ("[“{a},”] {s} {c}. [“{b}.”]", DIRECT),
        ("[“{a},”] {c} {s}, [“and {i}.”]", DIRECT),
        ("{S} told reporters [that {i}].", INDIRECT),
        ("{S} {c} [that {i}].", INDIRECT),
        ("According to {s}, [{i}].", INDIRECT),
        ("{S} {c} the plan was [“{x}”].", MIXED),
        ("After the meeting, {s} {c}: [“{a}.”]", DIRECT),
        ("[“{a}?”] asked {s}.", DIRECT),
    ),
    ("said", "added", "insisted", "argued"),
    (
        "We have waited for this for years",
        "Nobody in this town was asked",
        "The money is there and it will be spent",
        "It is too early to speak of success",
        "People want to know what happens to the water",
    ),
    (
        "the harbour would stay open",
        "the price of bread had doubled",
        "no decision had been taken",
        "the talks were going well",
    ),
    ("a gift to the largest firms", "long overdue", "not worth the paper"),
    (
        "The vote is due in the spring.",
        "Last year the council had put it off twice.",
        "Traffic on the coast road has grown by a third.",
        "Few of the shops along the quay had opened.",
    ),
)
_GERMAN = _Language(
    "de",
    (
        Person("Petra Lindner", ("Petra Lindner", "Lindner", "die Ministerin", "sie")),
        Person("Karl Oswald", ("Bürgermeister Karl Oswald", "Oswald", "der Bürgermeister")),
        Person("Hafenbetriebe Nord", ("die Hafenbetriebe Nord", "das Unternehmen")),
    ),
    (
        ("[„{a}“], {c} {s}.", DIRECT),
        ("[„{a}“], {c} {s} am Montag.", DIRECT),
        ("{S} {c}: [„{a}.“]", DIRECT),
        ("[„{a}“], {c} {s}, [„{b}.“]", DIRECT),
        ("[„{a}“], {c} {s}. [„{b}.“]", DIRECT),
        ("{S} {c}, [{i}].", INDIRECT),
        ("Am Abend {c} {s}: [„{a}.“]", DIRECT),
    ),
    ("sagte", "erklärte", "betonte"),
    (
        "Wir haben lange auf diesen Tag gewartet",
        "Niemand in der Stadt wurde gefragt",
        "Das Geld ist da und es wird ausgegeben",
    ),
    ("dass der Hafen offen bleibe", "dass noch nichts entschieden sei"),
    ("längst überfällig",),
    (
        "Die Abstimmung ist für das Frühjahr geplant.",
        "Der Verkehr an der Küste hat zugenommen.",
        "Im vergangenen Jahr war das Vorhaben zweimal vertagt worden.",
    ),
)
_LANGUAGES = (_ENGLISH, _ENGLISH, _GERMAN)
_TOLD, _ACCORDING, _ASKED = "told reporters", "According to", "asked"
_FIXED = (_TOLD, _ACCORDING, _ASKED)
_SLOT = re.compile(r"\{(\w)\}|\[|\]")


def articles(count: int, statements: int) -> Iterator[tuple[NewArticle, list[Statement]]]:
    """Yield articles with so many statements each, two in English to one in German."""
    for number in range(count):
        language = _LANGUAGES[number % len(_LANGUAGES)]
        writer = _Writer(language, random.Random(number), number * statements)
        said = [writer.statement(at) for at in range(statements)]
        yield (
            NewArticle(
                id=f"r{number}",
                title=f"{language.between[number % len(language.between)].rstrip('.')} ({number})",
                text=writer.text,
                meta={"language": language.tag, "published": "2026-03-01"},
            ),
            said,
        )


class _Writer:
    """Writes an article, statement by statement, and knows where all of it came to stand."""

    def __init__(self, language: _Language, chance: random.Random, first: int) -> None:
        self.text = ""
        self._language = language
        self._chance = chance
        self._first = first
        self._named = dict.fromkeys(language.people, 0)

    def statement(self, number: int) -> Statement:
        """Write one more statement, and what stands between it and the next."""
        known, chance = self._language, self._chance
        pattern, kind = known.patterns[(self._first + number) % len(known.patterns)]
        person = known.people[chance.randrange(len(known.people))]
        called = person.words[min(self._named[person], len(person.words) - 1)]
        self._named[person] += 1
        words = {
            "s": called,
            "S": called[0].upper() + called[1:],
            "c": chance.choice(known.verbs),
            **dict(zip("ab", chance.sample(known.sayings, 2), strict=True)),
            "i": chance.choice(known.clauses),
            "x": chance.choice(known.scraps),
        }
        found = self._fill(pattern, words)
        self.text += f" {chance.choice(known.between)}" + ("\n\n" if number % 2 else " ")
        return Statement(*found, person.name, kind)

    def _fill(self, pattern: str, words: dict[str, str]) -> tuple[tuple[Range, ...], Range, Range]:
        pieces: list[Range] = []
        places: dict[str, Range] = {}
        begun, at = 0, 0
        for slot in _SLOT.finditer(pattern):
            self._literal(pattern[at : slot.start()], places)
            at = slot.end()
            if slot.group() == "[":
                begun = len(self.text)
            elif slot.group() == "]":
                pieces.append((begun, len(self.text)))
            else:
                name = slot.group(1).casefold()
                places[name] = (len(self.text), len(self.text) + len(words[slot.group(1)]))
                self.text += words[slot.group(1)]
        self._literal(pattern[at:], places)
        return tuple(pieces), places["c"], _bare(self.text, places["s"])

    def _literal(self, words: str, places: dict[str, Range]) -> None:
        for cue in _FIXED:
            if cue in words:
                start = len(self.text) + words.index(cue)
                end = start + len(cue.split()[0] if cue == _TOLD else cue)
                places["c"] = (start, end)
        self.text += words


def _bare(text: str, place: Range) -> Range:
    """Return the place of a name without a clause after it, or the comma that ends an insertion."""
    start, end = place
    clause = text.find(", who ", start, end)
    return start, clause if clause > 0 else end - (text[end - 1] == ",")
