"""Which links of a codebook lead to who speaks, and whose words name them.

Nothing in a codebook says so by itself: it is found by the links' types, and by what ends where.
"""

from annotator.domain.codebook import ACTOR_END, ANY_CODE, Code, Codebook, LinkRule

SPEAKER_LINKS = (
    *("said_by", "by", "speaker", "person", "organization", "organisation", "holder"),
    "told_by",
)
"""The types of links that lead to who says it, the usual ones first."""
TARGET_LINKS = ("target", "to", "addressee", "about")
"""The types of links that lead to whom it is about, the usual ones first."""
IDENTITY = "is"
"""The type of the link that says which actor an annotation's words are."""


def identities(code: Code) -> list[LinkRule]:
    """Return the links that say which actor an annotation of a code is."""
    only = [rule for rule in code.links if rule.ends == (ACTOR_END,)]
    named = [rule for rule in only if rule.type == IDENTITY]
    return named or [rule for rule in only if rule.type not in (*SPEAKER_LINKS, *TARGET_LINKS)][:1]


def names_who_speaks(codebook: Codebook, code: Code) -> bool:
    """Tell whether the words of a code are of somebody who speaks, and not only spoken of.

    So it is where a link to who speaks can end at them, as at a quote's source; and where the
    codebook asks of nothing who says it, so that those who are named are all that are heard. Of a
    code that asks itself who says it, as of a hero who tells it so, those who are named are spoken
    of.
    """
    asking = [
        (one, rule)
        for one in codebook.without_headings()
        for rule in one.links
        if rule.type in SPEAKER_LINKS
    ]
    if any(one.id == code.id for one, _ in asking):
        return False
    return not asking or any(code.id in rule.ends or ANY_CODE in rule.ends for _, rule in asking)
