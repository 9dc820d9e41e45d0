"""Finds the words that say who speaks, before an English reporting verb."""

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.english_words import (
    ADVERB,
    AUXILIARY,
    BOUNDARY,
    DETERMINER,
    FORMS,
    PREPOSITION,
    PRONOUN,
    has_verb,
    is_abbreviation,
    is_day,
    is_finite,
)
from annotator.analysis.suggest.lexicon import small
from annotator.analysis.suggest.paragraph import Paragraph

LONGEST = 34  # tokens of a source, and
LONGEST_INSERTION = 26  # of what stands between its commas
_ALONE = frozenset(["some", "many", "most", "others", "both", "all", "another", "one"])
_AROUND = frozenset(").'’-")
WITHIN = frozenset("'’&().-%$")
_LEADING = frozenset(["and", "but", "yet", "meanwhile"])
_JOINTS = frozenset([".", "of", "-", "&", "’s", "'s"])
_RELATIVE = frozenset(["who", "which", "that"])
_SUBORDINATING = small("en", "subordinating")
_UNSAID = small("en", "unsaid")


def before(p: Paragraph, low: int, cue: int, *, nested: bool = False) -> Range | None:
    """Return the tokens of the noun phrase that ends just before the cue, not before `low`.

    That of a verb before "to" is looked for, too, unless that verb itself is `nested` so.
    """
    end = _before_adverbs(p, low, cue)
    if end <= low:
        return None
    if p.lower[end - 1] == "to":
        return None if nested else _of_infinitive(p, low, end - 1)
    if end - low > 3 and p.words[end - 1] == p.words[end - 3] == "," and p.lower[end - 2] in ADVERB:
        end -= 3  # "Critics, however, argue"
    head = end
    if p.words[end - 1] in ",–—-)":
        whole = _from_the_start(p, low, end)
        if whole is not None:
            return whole
        insertion = _insertion(p, low, end)
        if insertion is None:
            return None
        head, end = insertion
    if p.lower[head - 1] in PRONOUN and head == end:
        return head - 1, end
    first = _leading(p, low, _reach(p, low, head), head)
    return (first, end) if first is not None and _names(p, first, head, end) else None


def _of_infinitive(p: Paragraph, low: int, to: int) -> Range | None:
    """Return the subject of the verb before "to": "Lee went on to say"."""
    verb = to - 1
    if verb > low and p.lower[verb] in ("on", "out", "able", "likely"):
        verb -= 1
    if p.lower[verb] in _UNSAID:
        return None
    plain = verb > low and p.words[verb][0].isalpha() and p.words[verb].islower()
    if not plain or not is_finite(p, verb) or p.lower[verb] in AUXILIARY:
        return None
    return before(p, low, verb, nested=True)


def _before_adverbs(p: Paragraph, low: int, cue: int) -> int:
    end = cue
    while end > low:
        word = p.lower[end - 1]
        small = p.words[end - 1][0].islower() or not word[0].isalpha()
        adverb = (small and (word in ADVERB or word in AUXILIARY)) or is_day(word)
        by_ending = word.endswith("ly") and small
        if not (adverb or by_ending or (word == "on" and end < cue)):
            break
        end -= 1
    return end


def _from_the_start(p: Paragraph, low: int, end: int) -> Range | None:
    """Return all from the sentence's beginning: "Cory Lee, 22, of Flint, Mich., said"."""
    if end - low > LONGEST or p.words[end - 1] != ",":
        return None
    comma = p.words.index(",", low, end)
    if comma == end - 1:
        return None
    begins = p.words[low][0].isupper() and p.lower[low] not in PREPOSITION
    if not begins or p.lower[low] in BOUNDARY or comma - low > 8 or p.is_quoted(comma):
        return None
    if has_verb(p, low, comma):
        return None
    return low, end - 1


def of_sentence(p: Paragraph, low: int, cue: int) -> Range | None:
    """Return the subject of the sentence's main verb: "The mayor left early, saying …"."""
    first = low
    opening = p.lower[low]
    if opening in PREPOSITION or opening in BOUNDARY or opening.endswith(("ed", "ing")):
        comma = next((at for at in range(low, min(cue, low + 20)) if p.words[at] == ","), cue)
        first = comma + 1
    if first >= cue:
        return None
    at = first
    limit = min(cue, first + 14)
    while at < limit and p.words[at] not in ",;" and not p.is_quoted(at) and not is_finite(p, at):
        at += 1
    if at == limit or p.words[at] in ",;":
        at = _run_of_names(p, first, at)
    alone = at == first + 1 and p.lower[first] in ADVERB
    return (first, at) if at > first and p.words[first][0].isalnum() and not alone else None


def before_colon(p: Paragraph, low: int, first: int) -> Range | None:
    """Return the name right before the colon that a quotation at `first` follows."""
    end = first - 1
    begin = end
    while begin > low and (p.words[begin - 1][0].isupper() or p.words[begin - 1] in _JOINTS):
        begin -= 1
    named = begin < end and p.words[begin][0].isupper()
    return (*p.span(begin, end),) if named else None


def _run_of_names(p: Paragraph, first: int, limit: int) -> int:
    """Return where the first run of names ends, at least after one token."""
    at = first + 1 if first < limit else first
    while at < limit and (p.words[at][0].isupper() or p.words[at] in _JOINTS):
        at += 1
    return at


def beside(p: Paragraph, low: int, cue: int) -> Range | None:
    """Return the noun phrase right before a participle: "a tweet saying"."""
    whole = before(p, low, cue)
    if whole is not None:
        return whole
    lowest = max(low, cue - 8)
    for first in range(cue - 1, lowest - 1, -1):
        if p.lower[first] in PREPOSITION or not p.words[first][0].isalnum():
            return None
        if p.lower[first] in DETERMINER:
            return first, cue
    return None


def joins(p: Paragraph, low: int, cue: int) -> bool:
    """Tell whether the verb is a second one: "… and on Monday said"."""
    end = _before_adverbs(p, low, cue)
    return end > low and p.lower[end - 1] in ("and", "but")


def is_subordinate(p: Paragraph, low: int, first: int) -> bool:
    """Tell whether a clause whose subject begins at `first` hangs on another: "While Lee says"."""
    if p.lower[first] in _RELATIVE:
        return False
    if first > low and p.lower[first - 1] in _SUBORDINATING:
        return True
    return any(p.lower[at] in _SUBORDINATING for at in range(low, min(first, low + 3)))


def _insertion(p: Paragraph, low: int, end: int) -> Range | None:
    """Return where the head ends before an apposition, and where the source ends."""
    sign = p.words[end - 1]
    opening = "(" if sign == ")" else sign
    at = end - 2
    while at > low and end - at < LONGEST_INSERTION:
        if p.words[at] == opening and not p.is_quoted(at):
            break
        at -= 1
    if at <= low or p.words[at] != opening or p.is_quoted(at - 1) or p.words[at - 1] == ",":
        return None
    return at, end if sign == ")" else end - 1


def _reach(p: Paragraph, low: int, head: int) -> int:
    """Return how far back the words before `head` may belong to the noun phrase."""
    first = head
    lowest = max(low, head - LONGEST - 1)
    while first > lowest:
        at = first - 1
        if p.is_quoted(at):
            if not _is_part_of_name(p, low, at):
                break
            first = p.quotation_at(at)[0]
        elif _begins_elsewhere(p, low, at, head):
            break
        else:
            first = at
    return first


def _begins_elsewhere(p: Paragraph, low: int, at: int, head: int) -> bool:
    """Tell whether a token belongs to no noun phrase that ends before `head`."""
    word, lower = p.words[at], p.lower[at]
    if not word[0].isalnum():
        return word not in WITHIN or (word == "." and not is_abbreviation(p, at))
    if lower in ("and", "or"):
        return not _joins(p, low, at)
    if lower in BOUNDARY:
        return not word[0].isupper() or at + 1 < head
    return lower == "who" or (lower in AUXILIARY and not word[0].isupper())


def _is_part_of_name(p: Paragraph, low: int, at: int) -> bool:
    """Tell whether a quotation stands within a noun phrase: "the “History” section"."""
    first, after = p.quotation_at(at)
    determined = first > low and (p.lower[first - 1] in DETERMINER)
    return determined and after - first < 8 and at == after - 1


def _joins(p: Paragraph, low: int, at: int) -> bool:
    """Tell whether the "and" at the token stands between two names or nouns."""
    if at <= low or at + 1 >= len(p):
        return False
    listed = at - 1 == low or p.words[at - 2] in ",;“"
    if listed and p.words[at - 1].endswith("s"):
        return True  # "teachers and union officials said"
    names = p.words[at + 1][0].isupper() and p.words[at - 1][0].isupper()
    return names or (p.lower[at + 1] in DETERMINER and at - low < 6)


def _leading(p: Paragraph, low: int, first: int, head: int) -> int | None:
    """Return where the noun phrase begins after prepositional phrases and adverbs."""
    lower = p.lower
    while first < head:
        word = lower[first]
        if word in PREPOSITION:
            if not any(one[0].isupper() for one in p.words[first + 1 : head]):
                return None
            return _last_name(p, low, head)
        adverb = word in ADVERB and p.words[first].islower()
        if not (adverb or word in _LEADING or p.words[first] in _AROUND):
            break
        first += 1
    return first


def _last_name(p: Paragraph, low: int, head: int) -> int:
    """Return where the last run of capitals begins: "On Tuesday Ann Lee said"."""
    first = head - 1
    while first - 1 > low:
        word = p.words[first - 1]
        named = word[0].isupper() or word == "."
        if not named or p.lower[first - 1] in PREPOSITION or is_day(p.lower[first - 1]):
            break
        first -= 1
    return first


def _names(p: Paragraph, first: int, head: int, end: int) -> bool:
    """Tell whether the tokens are a noun phrase that may speak."""
    if first >= head or end - first > LONGEST:
        return False
    if not any(word[0].isalnum() for word in p.words[first:head]):
        return False
    word, single = p.lower[first], head - first == 1
    if single and ((word in DETERMINER and word not in _ALONE) or is_day(word)):
        return False
    if word in ("there", "here") and head - first < 3:
        return False
    return not _is_participle(p, first, head)


def _is_participle(p: Paragraph, first: int, head: int) -> bool:
    word = p.lower[first]
    if first + 1 >= head or not p.words[first].islower():
        return False
    verbal = word.endswith(("ed", "ing")) or word in FORMS
    return verbal and (p.lower[first + 1] in PREPOSITION or p.lower[first + 1] in DETERMINER)


def antecedent(p: Paragraph, source: Range) -> str:
    """Return the name before "who", if the source is that, or ""."""
    relative = source[0]
    if p.lower[relative] != "who" or source[1] - relative > 1 or not relative:
        return ""
    after = relative - 1 if p.words[relative - 1] == "," else relative
    first = after
    while first > max(0, after - LONGEST):
        word = p.words[first - 1]
        initial = word == "." and is_abbreviation(p, first - 1)
        if not (word[0].isupper() or word == "-" or initial):
            break
        first -= 1
    return p.text[slice(*p.span(first, after))] if first < after else ""


def is_speaker(p: Paragraph, source: Range, *, noun: bool) -> bool:
    """Tell whether a noun phrase may well be the subject of a verb that is often something else.

    "The company called …" names something, and "no calls" has a `noun`.
    """
    first, after = source
    if "," in p.words[first:after]:
        after = p.words.index(",", first, after)
    if after <= first:
        return False
    last = p.words[after - 1]
    if p.lower[after - 1] in PRONOUN:
        return True
    if any(p.lower[at] in AUXILIARY for at in range(first + 1, min(after, first + 8))):
        return False
    known = last[0].isupper() or p.lower[first] in DETERMINER or last.endswith("s")
    return known and not (noun and not last[0].isupper() and not last.endswith("s"))


def has_pronoun_ahead(p: Paragraph, source: Range) -> bool:
    """Tell whether words begin with a pronoun and go on, so that they hold a verb."""
    first, after = source
    return after - first > 1 and p.lower[first] in PRONOUN and p.words[first + 1] != ","
