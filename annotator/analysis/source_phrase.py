"""Finds the words that name a source, before or after a reporting word."""

import re
from collections.abc import Sequence

from annotator.analysis.cues import Token, list_language, role, span
from annotator.analysis.ranges import Range
from annotator.analysis.source_name import is_capital, is_title

_LONGEST = 16  # words of a source
_LONGEST_UNMARKED = 3  # words, when neither a capital nor an article begins it
_INITIAL = re.compile(
    r"(?:[^\W\d_]|mr|mrs|ms|dr|prof|gen|lt|col|sen|rep|gov|st|capt|sgt|rev|m|mme)"
)
_INVERSIONS = ("-", "-t-")  # between a French verb and its subject
_NOUNS_IN_LY = frozenset(("family", "ally", "assembly", "supply", "reply", "monopoly", "daily"))
_FEWEST_BESIDE = 2  # words, when the last is a part of the verb
_ARTICLES = 3  # letters; a lone determiner as short as this names nobody


def source_before(text: str, words: Sequence[Token], cue_first: int, language: str) -> Range | None:
    """Return the noun phrase that ends just before the cue, or None when there is none for sure."""
    end = _before_adverbs(text, words, cue_first, language)
    if end == 0:
        return None
    reach = end
    if "," in _gap(text, words, end):
        insertion = _insertion(text, words, end)
        if insertion is None:
            return None
        reach = insertion
        if words[insertion].form in role(language, "relative"):
            end = insertion
    first = _reach_back(text, words, reach, language)
    while first < end - 1 and words[first].form in _leading(language):
        first += 1
    if end - first == 1 and words[first].form in role(language, "relative"):
        return _antecedent(text, words, first)
    return span(words, first, end) if _names(text, words[first:end], language) else None


def source_after(text: str, words: Sequence[Token], first: int, language: str) -> Range | None:
    """Return the noun phrase that starts at the token `first`, just after a cue.

    A day may stand between them: "a déclaré mercredi la préfète".
    """
    first = _past_adverbs(text, words, _past_days(text, words, first, language), language)
    if first >= len(words) or not _adjoins(text, words, first):
        return None
    end = max(first + 1, _name_with_particle(text, words, first, language))
    if words[first].form not in role(language, "pronoun"):
        while end < len(words):
            named = _name_goes_on(text, words, end, language)
            if named == end and not _goes_on(text, words, first, end, language):
                break
            end = max(named, end + 1)
    end = _with_apposition(text, words, first, end, language)
    end = _without_verbs_part(words, first, end, language)
    stops = words[first].form in role(language, "stop") - role(language, "determiner")
    valid = not stops and _names(text, words[first:end], language)
    return span(words, first, end) if valid else None


def source_with_preposition(
    text: str, words: Sequence[Token], cue_first: int, cue_after: int, language: str
) -> Range | None:
    """Return what follows a preposition beside a cue: "aus Kreisen hieß es", "hieß es im Amt"."""
    prepositions = role(language, "preposition")
    first = cue_first
    while first > 0 and (first == cue_first or _adjoins(text, words, first)):
        first -= 1
        if words[first].form in prepositions:
            named = first + 1 < cue_first and _names(text, words[first + 1 : cue_first], language)
            return span(words, first + 1, cue_first) if named else None
    if cue_after < len(words) and words[cue_after].form in prepositions:
        return source_after(text, words, cue_after + 1, language)
    return None


def _written(text: str, word: Token) -> str:
    return text[word.start : word.end]


def _past_adverbs(text: str, words: Sequence[Token], first: int, language: str) -> int:
    """Return where the words go on after adverbs: "räumte auch Brandmüller ein"."""
    after = first
    while after < len(words) and words[after].form in role(language, "adverb"):
        after += 1
    follows = after < len(words) and _adjoins(text, words, after)
    return after if follows and begins_noun_phrase(text, words[after], language) else first


def _name_with_particle(text: str, words: Sequence[Token], first: int, language: str) -> int:
    """Return where a name ends that particles begin, "von der Heydt", or `first` without one."""
    after, particles = first, role(language, "particle")
    while (
        after < len(words) and words[after].form in particles and text[words[after].start].islower()
    ):
        after += 1
    known = first < after < len(words) and all(
        _adjoins(text, words, one) for one in range(first + 1, after + 1)
    )
    day = after < len(words) and words[after].form in role(language, "day")
    named = known and not day and text[words[after].start].isupper()
    return after + 1 if named else first


def _name_goes_on(text: str, words: Sequence[Token], at: int, language: str) -> int:
    """Return where "von der Heydt" ends after "Jan", or `at`; "der Zeitung" is another phrase."""
    if words[at].form in role(language, "determiner") or not _adjoins(text, words, at):
        return at
    named = is_capital(_written(text, words[at - 1]))
    return _name_with_particle(text, words, at, language) if named else at


def _without_verbs_part(words: Sequence[Token], first: int, end: int, language: str) -> int:
    """Leave out what belongs to the verb before: "räumte die Senatorin später ein"."""
    if end - first >= _FEWEST_BESIDE and words[end - 1].form in role(language, "separable"):
        end -= 1
    while end - 1 > first and words[end - 1].form in role(language, "adverb"):
        end -= 1
    return end


def _past_days(text: str, words: Sequence[Token], first: int, language: str) -> int:
    """Return where the words go on after a day, if a phrase follows that names somebody."""
    days, small = (
        role(language, "day"),
        role(language, "preposition") | role(language, "determiner"),
    )
    after = first
    while after < len(words):
        step = 1 + (words[after].form in small)
        if after + step > len(words) or words[after + step - 1].form not in days:
            break
        after += step
    follows = after < len(words) and _adjoins(text, words, after)
    return after if follows and begins_noun_phrase(text, words[after], language) else first


def only_adverbs_before(words: Sequence[Token], index: int, language: str) -> bool:
    """Tell whether nothing but adverbs and auxiliaries stand before the token."""
    return all(word.form in role(language, "adverb") for word in words[:index])


def begins_noun_phrase(text: str, word: Token, language: str) -> bool:
    """Tell whether the word is a name, an article, a pronoun, or of a script without capitals."""
    first = text[word.start]
    if first.islower():
        return word.form in role(language, "determiner") | role(language, "pronoun")
    return True


def _before_adverbs(text: str, words: Sequence[Token], end: int, language: str) -> int:
    while end > 0:
        word = words[end - 1]
        by_ending = language == "en" and word.form.endswith("ly")
        adverb = by_ending and text[word.start].islower() and word.form not in _NOUNS_IN_LY
        if adverb or word.form in role(language, "adverb"):
            end -= 1
        elif end > 2 and words[end - 2].form == "on" and word.form.endswith("day"):
            end -= 2  # "Zelensky on Sunday said"
        else:
            break
    return end


def _gap(text: str, words: Sequence[Token], index: int) -> str:
    """Return what stands between a token and the one before it."""
    after = words[index].start if index < len(words) else words[index - 1].end
    return text[words[index - 1].end : after]


def _adjoins(text: str, words: Sequence[Token], index: int) -> bool:
    """Tell whether only white space, or an initial's full stop, parts a token from the last."""
    if index == 0:
        return False
    gap = _gap(text, words, index)
    if gap in _INVERSIONS:
        return True
    return gap.isspace() or (gap == ". " and bool(_INITIAL.fullmatch(words[index - 1].form)))


def _insertion(text: str, words: Sequence[Token], end: int) -> int | None:
    """Return where the insertion between two commas starts whose second comma is at `end`."""
    for index in range(end - 1, 0, -1):
        gap = _gap(text, words, index)
        if "," in gap:
            return index if gap.strip() == "," else None
    return None


def _reach_back(text: str, words: Sequence[Token], end: int, language: str) -> int:
    first = end - 1
    while first > 0 and not _is_relative(text, words, first, language):
        before = words[first - 1]
        if before.form in role(language, "and"):
            if not _joins(text, words, first - 1, language):
                break
        elif before.form in role(language, "boundary"):
            break
        if not _adjoins(text, words, first) and not _lists(text, words, first, end, language):
            break
        first -= 1
    return first


def _is_relative(text: str, words: Sequence[Token], index: int, language: str) -> bool:
    """Tell whether a token begins a relative clause; "der" is an article without a comma."""
    form = words[index].form
    if form not in role(language, "relative"):
        return False
    return form not in role(language, "determiner") or not _gap(text, words, index).isspace()


def _joins(text: str, words: Sequence[Token], conjunction: int, language: str) -> bool:
    """Tell whether "and" joins two names, not two clauses.

    Either all words before it are names and articles, or it stands in "the leaders of X and Y".
    """
    index = conjunction
    while index > 0 and (_adjoins(text, words, index) or _gap(text, words, index) == ", "):
        index -= 1
        if not begins_noun_phrase(text, words[index], language):
            break
    else:
        return index < conjunction
    form = words[index].form
    named = text[words[conjunction + 1].start].isupper()
    links = {"of", "von", "de"} if named and index < conjunction - 1 else set[str]()
    return form in role(language, "boundary") | role(language, "and") | links


def _lists(text: str, words: Sequence[Token], index: int, end: int, language: str) -> bool:
    """Tell whether the comma before a token parts names of a list: "Macron, Merz and Starmer"."""
    if _gap(text, words, index) != ", ":
        return False
    ends_list = any(word.form in role(language, "and") for word in words[index:end])
    names = all(text[word.start].isupper() for word in words[index - 1 : index + 1])
    place = words[index - 2].form in role(language, "preposition") if index > 1 else False
    return ends_list and names and not place


def _leading(language: str) -> frozenset[str]:
    """Return what is no part of a source that it seems to begin."""
    return role(language, "and") | role(language, "adverb") | {"with"}


def _antecedent(text: str, words: Sequence[Token], relative: int) -> Range | None:
    first = relative
    while first > 0 and text[words[first - 1].start].isupper():
        if first < relative and not _adjoins(text, words, first):
            break
        first -= 1
    return span(words, first, relative) if first < relative else None


def _goes_on(text: str, words: Sequence[Token], first: int, index: int, language: str) -> bool:
    form = words[index].form
    if not _adjoins(text, words, index) or form in role(language, "boundary"):
        return False
    if form in role(language, "and"):
        after = words[index + 1 : index + 2]
        return bool(after) and begins_noun_phrase(text, after[0], language)
    if form in role(language, "stop"):
        # A second article goes on with the phrase of the first: "der Sprecher der Regierung".
        determiners = role(language, "determiner")
        return form in determiners and words[first].form in determiners
    return language != "de" or not _ends_after_noun(text, words, index)


def _ends_after_noun(text: str, words: Sequence[Token], index: int) -> bool:
    """Tell whether a German noun is the last of its phrase: a verb or an adverb follows."""
    small = ("determiner", "preposition", "particle")
    if text[words[index].start].isupper() or not text[words[index - 1].start].isupper():
        return False
    return not any(words[index].form in role("de", name) for name in small)


def _with_apposition(text: str, words: Sequence[Token], first: int, end: int, language: str) -> int:
    """Return where ", the Kremlin spokesman" or ", Minister Umerov" ends, if that follows.

    Or a name of several words after a phrase with an article: "the mayor, Maria Keller".
    """
    if end >= len(words) or _gap(text, words, end) != ", ":
        return end
    last = end + 1
    if _begins_apposition(text, words, first, end, language):
        while last < len(words) and _goes_on(text, words, end, last, language):
            last += 1
    elif words[first].form in role(language, "determiner") and text[words[end].start].isupper():
        while last < len(words) and _adjoins(text, words, last):
            after = _name_with_particle(text, words, last, language)
            if after == last and not is_capital(_written(text, words[last])):
                break
            last = max(last + 1, after)
        if last - end == 1:
            return end  # a single one could be anything that comes next
    else:
        return end
    closed = last == len(words) or not _gap(text, words, last).isspace()
    return last if closed else end


def _begins_apposition(
    text: str, words: Sequence[Token], first: int, end: int, language: str
) -> bool:
    """Tell whether a token after a name begins what the name is called besides."""
    if not text[words[first].start].isupper():
        return False
    titled = text[words[end].start].isupper() and is_title(words[end].form, language)
    return titled or words[end].form in role(language, "determiner")


def _names(text: str, phrase: Sequence[Token], language: str) -> bool:
    if not 1 <= len(phrase) <= _LONGEST:
        return False
    forms = [word.form for word in phrase]
    is_name = _name_with_particle(text, phrase, 0, language) > 0
    if not is_name and forms[0] in role(language, "preposition") - role(language, "determiner"):
        return False
    if any(form in role(language, "passive") | role(language, "auxiliary") for form in forms):
        return False
    if forms[-1] in role(language, "and"):
        return False  # "he left and said": whoever said it stands further off
    if len(phrase) == 1 and forms[0] in role(language, "determiner"):
        return len(forms[0]) > _ARTICLES
    known = list_language(language) is not None
    return known and (
        is_name or begins_noun_phrase(text, phrase[0], language) or len(phrase) <= _LONGEST_UNMARKED
    )
