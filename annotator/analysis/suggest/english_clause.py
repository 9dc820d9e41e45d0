"""Where an English reported clause may begin, and where it ends."""

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.english_words import (
    DETERMINER,
    PREPOSITION,
    PRONOUN,
    VERBS,
    is_day,
    is_finite,
    is_subject,
)
from annotator.analysis.suggest.lexicon import small
from annotator.analysis.suggest.paragraph import Paragraph

FAR = 16  # tokens, within which a clause shows its verb and a verb its object
_BEGINNING = small("en", "clause")
_APART = small("en", "apart")
_OBJECT = small("en", "object")
_NO_SUBJECT = frozenset(["that", "what", "who", "there", "you", "it"])
_OVER = small("en", "over")
_WHEN = small("en", "when")
_LONGEST_TITLE = 12  # tokens
_SMALL = small("en", "title")
_ASIDE = small("en", "aside")
_NO_CLAUSE = small("en", "no-clause")
_MARKS = frozenset(",:;.—–-")


def begins_clause(p: Paragraph, first: int, high: int, *, sure: bool = False) -> bool:
    """Tell whether a clause without "that" may begin at a token: a subject, and then a verb.

    After verbs that hardly ever have a mere object (`sure`) no verb need be seen.
    """
    if first >= high:
        return False
    word = p.lower[first]
    if p.is_quoted(first) or is_subject(word) or not _begins_subject(word):
        return p.is_quoted(first) or is_subject(word)
    if word in PREPOSITION and word != "if":
        return _has_clause_after_comma(p, first, high)
    plain = sure and p.count(first, min(high, first + 4)) >= 3 and word not in _OBJECT
    return plain or _shows_verb(p, first + 1, high, sure=sure)


def _shows_verb(p: Paragraph, first: int, high: int, *, sure: bool) -> bool:
    """Tell whether a finite verb follows before the clause is over."""
    for at in range(first, min(high, first + FAR)):
        if is_finite(p, at):
            return True
        if not sure and p.lower[at] in _OVER:
            return False
    return False


def _begins_subject(word: str) -> bool:
    """Tell whether a word in lower case may begin a clause's subject, or what stands before it."""
    if not (word[0].isalnum() or word == "$") or word in _NO_CLAUSE:
        return False
    return (word not in PREPOSITION or word in _BEGINNING) and not (
        word.endswith("ly") or is_day(word)
    )


def _has_clause_after_comma(p: Paragraph, first: int, high: int) -> bool:
    """Tell whether a clause follows a phrase: "said in May, he would leave"."""
    limit = min(high - 1, first + FAR)
    commas = (at for at in range(first + 1, limit) if p.words[at] == ",")
    comma = next(commas, 0)
    return comma > 0 and begins_main_clause(p, comma + 1)


def after_dateline(p: Paragraph, low: int, high: int) -> int:
    """Return where a paragraph's first sentence begins after "LONDON, July 5 (AP) —"."""
    if low > 0 or not (p.words and p.words[0].isupper() and len(p.words[0]) > 2):
        return low
    for at in range(1, min(high, FAR)):
        if p.words[at][0] in "—–-" and not p.is_quoted(at):
            dashes = at + 1
            while dashes < high and p.words[dashes] in "—–-":
                dashes += 1
            return dashes
        if at in p.is_cue:
            return low
    return low


def begins_main_clause(p: Paragraph, first: int) -> bool:
    """Tell whether the main clause may begin at a token, just after a comma."""
    word = p.lower[first]
    if p.is_quoted(first) or word in _ASIDE - DETERMINER or word in _APART:
        return False
    if p.words[first][0].isupper() or word in DETERMINER or word in PRONOUN or word == "even":
        return True
    plural = word.endswith("s") and word[0].isalpha()
    return plural and any(is_finite(p, at) for at in range(first + 1, min(len(p), first + 4)))


def past_adverbials(p: Paragraph, first: int, high: int) -> int:
    """Return where a clause begins after what says when or where: "said on Monday he would"."""
    limit = min(high, first + FAR)
    at = first
    while at < limit and not p.is_quoted(at):
        word = p.lower[at]
        if at > first and is_subject(word) and word not in _NO_SUBJECT:
            return at
        if p.words[at] in ",;:" or at in p.is_cue:
            break
        at += 1
    at = first
    while at < limit and (p.lower[at] in _WHEN or is_day(p.lower[at])):
        at += 1
    return at


def clause_end(p: Paragraph, first: int, high: int) -> int:
    """Return the token before which a reported clause ends that begins at `first`."""
    at = first
    while at < high:
        if p.is_quoted(at):
            at = min(high, p.quotation_at(at)[1])
            if at < high and _breaks_after_quotation(p, at, high):
                return at
            continue
        if p.words[at] == ";" or _breaks(p, first, at, high):
            return at
        at += 1
    while high > first and p.words[high - 1] in ".!?,;:" and not p.is_quoted(high - 1):
        high -= 1
    return high


def _breaks_after_quotation(p: Paragraph, at: int, high: int) -> bool:
    """Tell whether a quotation that ends in a comma ends what is reported: “…,” adding …."""
    if p.words[at - 2] != "," or p.is_quoted(at):
        return False
    return _breaks_after_comma(p, at, high) or p.lower[at] == "without"


def _breaks(p: Paragraph, first: int, at: int, high: int) -> bool:
    if at + 1 >= high:
        return False
    lower, cues = p.lower, p.is_cue
    following = lower[at + 1]
    if p.words[at] == "," and not p.is_quoted(at + 1):
        return _breaks_after_comma(p, at + 1, high)
    if p.words[at] in "—–-" and following in _APART:
        return True
    if lower[at] in ("and", "but") and p.is_quoted(at - 1) and at + 1 in cues:
        return True
    if lower[at] in ("and", "but") and (at - first > 2 or p.is_quoted(at - 1)):
        also = following in ("also", "then", "later") and at + 2 in cues
        return also or (at + 1 in cues and _is_speech(p, at + 1)) or _reports_too(p, at + 1, high)
    return False


def _reports_too(p: Paragraph, at: int, high: int) -> bool:
    """Tell whether another one reports: "… and one in four said"."""
    cue = next((one for one in range(at + 1, min(high, at + 6)) if one in p.is_cue), None)
    if cue is None or not _is_speech(p, cue) or p.words[at][0] in ",;":
        return False
    begins = p.words[at][0].isupper() or p.lower[at] in DETERMINER or p.lower[at] in PRONOUN
    return begins and not any(is_finite(p, one) for one in range(at, cue))


def _is_speech(p: Paragraph, cue: int) -> bool:
    verb = VERBS[p.lower[cue]]
    return (verb.clause or verb.words) and not p.lower[cue].endswith("ing")


def _breaks_after_comma(p: Paragraph, at: int, high: int) -> bool:
    """Tell whether what follows a comma is the writer's own: "…, and she left"."""
    following, cues = p.lower[at], p.is_cue
    if following in _APART or at in cues:
        return True
    if following == "and" and at + 1 < high:
        return at + 1 in cues or _has_subject(p, at + 1, high)
    return following in _ASIDE and not _comes_back(p, at, high)


def _has_subject(p: Paragraph, at: int, high: int) -> bool:
    """Tell whether a pronoun or a noun phrase with a verb soon after begins here."""
    if p.lower[at] in PRONOUN:
        return True
    begins = p.words[at][0].isupper() or p.lower[at] in DETERMINER
    return begins and any(is_finite(p, one) for one in range(at + 1, min(high, at + 7)))


def _comes_back(p: Paragraph, at: int, high: int) -> bool:
    """Tell whether an insertion that begins here ends at another comma."""
    limit = min(high, at + FAR)
    return any(p.words[one] == "," and not p.is_quoted(one) for one in range(at, limit))


def is_title(p: Paragraph, first: int, after: int) -> bool:
    """Tell whether a quotation is what something is called: “Meet the Press”."""
    if after - first > _LONGEST_TITLE or p.words[first - 1] in ",:":
        return False
    body = [word for word in p.words[first:after] if word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in body)
    return capitals > 1 and all(word[0].isupper() or word in _SMALL for word in body)


def trimmed(p: Paragraph, first: int, after: int) -> Range:
    """Leave out signs at either end that belong to no quotation."""
    while first < after and p.words[first] in _MARKS and not p.is_quoted(first):
        first += 1
    while after > first and not p.is_quoted(after - 1):
        word = p.words[after - 1]
        if word not in _MARKS and word not in "!?":
            break
        after -= 1
    return first, after
