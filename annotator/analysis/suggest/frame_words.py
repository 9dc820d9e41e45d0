"""The words of reporting frames in German, French, Spanish and Arabic, as sets by role."""

from collections.abc import Mapping
from functools import cache

from annotator.analysis import cues
from annotator.resources import word_list

Phrases = Mapping[str, tuple[tuple[str, ...], ...]]
"""Phrases of several words, by their first one, the longest first."""


class Use:
    """How a form reports: flags, as plain numbers because they are asked for at every verb."""

    CLAUSE = 1  # "said that …"
    OBJECT = 2  # "called it “…”"
    PARTICIPLE = 4  # only with an auxiliary
    GERUND = 8  # ", adding that …"
    ASKING = 16  # "asked whether …"
    CLOSING = 32  # only right after a quotation
    FULL = 64  # needs no other part of the verb


class FrameWords:
    """One language's words; every form is in lower case with straight apostrophes."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.verbs: dict[str, int] = {}
        self.parts: dict[str, frozenset[str]] = {}
        self._take_verbs()
        self.accord = self._phrases("accord")
        self.own = self._phrases("own")
        self.heard = self._phrases("heard")
        self.anonymous = self._phrases("anonymous")
        self.after = small(language, "after")
        self.that = small(language, "that")
        self.wh = small(language, "wh")
        self.clitic = small(language, "clitic")
        self.have = small(language, "have")
        self.finite = small(language, "finite")
        self.subordinate = small(language, "subordinate")
        self.subjunctive = small(language, "subjunctive")
        self.plural = small(language, "plural")
        self.several = small(language, "several")
        self.time = small(language, "time")
        self.group = small(language, "group")
        self.genitive = small(language, "genitive")
        self.cut = small(language, "cut")
        self.noun = small(language, "noun")
        self.unit = small(language, "unit")
        self.determiner = small(language, "determiner")
        self.pronoun = small(language, "pronoun")
        self.adverb = small(language, "adverb")
        self.preposition = small(language, "preposition")
        self.day = small(language, "day")
        self.stop = small(language, "stop")
        self.boundary = small(language, "boundary")
        self.relative = small(language, "relative")
        self.passive = small(language, "passive")
        self.particle = small(language, "particle")
        self.feminine = small(language, "feminine")
        self.masculine = small(language, "masculine")
        self.but = small(language, "but")
        self.aside = small(language, "aside")
        self.opinion = small(language, "opinion")
        self.going_on = small(language, "continue")
        self.joins = small(language, "and")
        self.comparing = frozenset(word.split("+")[0] for word in small(language, "as"))
        self.ends_source = self.that | self.wh | self.finite | self.day | self.boundary
        self.breaking = self.joins | {",", ";", "–", "—"}
        self.phrases = frozenset((*self.accord, *self.own, *self.after, *self.heard))
        self.beside_verb = self.clitic | self.adverb
        self.loose = self.going_on | self.joins | self.adverb
        self.other_clause = self.joins | self.boundary | self.cut | self.subordinate
        self.no_apposition = self.ends_source | self.stop | self.preposition | self.adverb
        self.no_verb = (
            self.no_apposition.union(self.accord, self.determiner, self.pronoun, self.relative)
            | self.unit
            | self.loose
            | self.but
            | self.subordinate
            | self.have
            | self.aside
        )

    def _take_verbs(self) -> None:
        language = self.language
        for form, _, *flags in word_list(f"cues-{language}.txt"):
            plain = form.lower()
            if (
                " " in plain
                or plain in small(language, "silent")
                or "source-follows" in flags
                or "impersonal" in flags
            ):
                continue
            if language == "fr" and plain.startswith("s'"):
                plain = plain[2:]
            self._add([plain], Use.CLOSING if "closing" in flags else Use.CLAUSE | Use.FULL)
        self._add(self._forms("regular"), Use.CLAUSE | Use.FULL)
        self._add(small(language, "clause"), Use.CLAUSE | Use.FULL)
        objects = self._forms("object")
        for form in objects:
            self.verbs[form] = Use.OBJECT | Use.FULL
        self._add(
            small(language, "gerund") | gerund_forms(language), Use.GERUND | Use.CLAUSE | Use.FULL
        )
        self._add(self._forms("asking") & self.verbs.keys(), Use.ASKING)
        participles = set(small(language, "participle")) | _pairs(language, _HAVE)
        for infinitive in small(language, "regular") | small(language, "object"):
            participles |= _participles(language, infinitive)
        finite = self._finite_forms()
        for form in participles:
            part = Use.PARTICIPLE | (Use.CLAUSE if form not in objects else Use.OBJECT)
            keeps = self.verbs.get(form, 0) if form in finite else 0
            self.verbs[form.split("+")[-1]] = part | keeps
        self._take_parts()

    def _parted(self) -> set[str]:
        """Return the German verbs of two words in the list of cues: "hielt+dagegen"."""
        if self.language != "de":
            return set()
        rows = (row[0].lower().split() for row in word_list("cues-de.txt"))
        return {"+".join(row) for row in rows if len(row) == 2 and row[1] != "es"}

    def _take_parts(self) -> None:
        """Take verbs whose second part ends their clause, in both orders: "mitteilte"."""
        for pair in small(self.language, "parts") | self._parted():
            form, part = pair.split("+")
            known = self.verbs.get(form, 0)
            whole = form in self._whole()
            self.verbs[form] = known | Use.CLAUSE | Use.FULL if whole else Use.CLAUSE
            self.parts[form] = self.parts.get(form, frozenset()) | {part}
            self.verbs.setdefault(part + form, Use.CLAUSE | Use.FULL)

    @cache  # noqa: B019  (there is one object per language)
    def _whole(self) -> frozenset[str]:
        return frozenset(self._forms("regular") | small(self.language, "clause"))

    def _finite_forms(self) -> frozenset[str]:
        """Return the forms that are finite besides being participles: "il dit"."""
        return frozenset(small(self.language, "clause")) | frozenset(
            form for one in small(self.language, "regular") for form in _finite(self.language, one)
        )

    def _forms(self, role: str) -> set[str]:
        found: set[str] = set()
        for word in small(self.language, role):
            forms = _finite(self.language, word)
            found |= forms or {word}
        return found

    def _add(self, forms: "frozenset[str] | set[str] | list[str]", use: int) -> None:
        for form in forms:
            self.verbs[form] = self.verbs.get(form, 0) | use

    def _phrases(self, role: str) -> Phrases:
        """Return the phrases of a role by their first word, the longest first."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for phrase in small(self.language, role):
            words = tuple(phrase.split("+"))
            found.setdefault(words[0], []).append(words)
        return {first: tuple(sorted(all_, key=len, reverse=True)) for first, all_ in found.items()}


@cache
def frame_words(language: str) -> FrameWords:
    """Return the words of a language; English has frames of its own, and roles of persons here."""
    return FrameWords(language)


_HAVE = ("a", "ha", "s'est")


def _pairs(language: str, firsts: tuple[str, ...]) -> set[str]:
    """Return the second words of the cues of two words that begin so: "a lâché"."""
    rows = (row[0].lower().split() for row in word_list(f"cues-{language}.txt"))
    return {row[1] for row in rows if len(row) == 2 and row[0] in firsts}


@cache
def small(language: str, role: str) -> frozenset[str]:
    """Return a language's words of one role, from `phrases.txt` and `reporting-frames.txt`."""
    rows = word_list("reporting-frames.txt")
    more = (row[2].split() for row in rows if row[:2] == (language, role))
    found = cues.role(language, role).union(*more)
    return found | {word.replace("'", "’") for word in found if "'" in word}


_ENDINGS = {
    ("de", "en"): ("te", "ten", "t", "en", "e"),
    ("fr", "er"): ("e", "ent", "ait", "aient", "a", "era"),
    ("es", "ar"): ("ó", "aron", "a", "an", "aba", "aban", "ará"),
    ("es", "er"): ("ió", "ieron", "e", "en", "ía", "ían"),
    ("es", "ir"): ("ió", "ieron", "e", "en", "ía", "ían"),
}
_PARTICIPLES = {"ar": "ado", "er": "ido", "ir": "ido"}
_GERUNDS = {"ar": "ando", "er": "iendo", "ir": "iendo"}


def _finite(language: str, infinitive: str) -> set[str]:
    """Return the forms of a regular verb; of what is no infinitive, none."""
    if language == "de" and infinitive.endswith(("ern", "eln")):
        stem = infinitive[:-1]
        return {stem + end for end in ("te", "ten", "t", "n", "e")}
    stem, ending = infinitive[:-2], infinitive[-2:]
    ends = _ENDINGS.get((language, ending))
    if ends is None:
        return set()
    if language == "de" and stem.endswith(("t", "d")):
        ends = ("ete", "eten", "et", "en", "e")
    if language == "fr" and stem.endswith(("g", "c")):
        stem_a = stem[:-1] + ("ge" if stem.endswith("g") else "ç")
        return {(stem_a if end[0] == "a" else stem) + end for end in ends}
    if language == "fr" and stem[-2:-1] == "é":
        return {(stem[:-2] + "è" + stem[-1] if end in ("e", "ent") else stem) + end for end in ends}
    if language == "fr" and stem.endswith("el"):
        return {(stem + "l" if end in ("e", "ent") else stem) + end for end in ends}
    return {stem + end for end in ends}


def _participles(language: str, infinitive: str) -> set[str]:
    stem, ending = infinitive[:-2], infinitive[-2:]
    if language == "fr" and ending == "er":
        return {stem + "é"}
    if language == "es" and ending in _PARTICIPLES:
        return {stem + _PARTICIPLES[ending]}
    return set()


def gerund_forms(language: str) -> frozenset[str]:
    """Return the forms of regular verbs that end as "asegurando" and "affirmant" do."""
    found: set[str] = set()
    for word in small(language, "regular"):
        stem, ending = word[:-2], word[-2:]
        if language == "es" and ending in _GERUNDS:
            found.add(stem + _GERUNDS[ending])
        if language == "fr" and ending == "er":
            found.add(stem + "ant")
    return frozenset(found)
