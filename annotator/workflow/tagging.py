"""Making annotations and moving their boundaries: from a code and a place to an edit.

Positions are code points of the article's text. What can't be done is a `UserError` that says
what to do instead.
"""

from collections.abc import Callable, Sequence

import msgspec

from annotator.analysis.reported_words import reported_words
from annotator.analysis.segmentation import Unit
from annotator.domain.annotation import Annotation, AnyPlaced
from annotator.domain.codebook import Code, Codebook, Scope
from annotator.domain.edits.annotations import SetFragments, Tag
from annotator.domain.edits.articles import Exclude
from annotator.domain.edits.base import Edit, Together
from annotator.domain.edits.links import AddLink
from annotator.domain.errors import UserError
from annotator.domain.ids import new_id
from annotator.domain.record import Fragment
from annotator.domain.visibility import Visibility
from annotator.workflow.automatic_links import (
    Owner,
    guessed_place,
    is_linked,
    is_near,
    linked_from,
    reports,
)
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.reading_order import overlapping, standing_at
from annotator.workflow.word_edges import moved_edge

Place = tuple[int, int]
"""Start and end of a stretch of the text."""
Neighbour = Callable[[int, int], int]
"""Returns the position one character on from another, forward (1) or back (-1)."""


class Tagged(msgspec.Struct, frozen=True):
    """What tagging comes to: the annotation to select, and the edit that makes it.

    Without an edit the annotation is there already. `place` is where it stands; nothing for the
    whole article. `linked` is the annotation that it is, or was before, linked from.
    """

    annotation: str
    edit: Edit | None = None
    place: Place | None = None
    linked: str = ""


class TaggingPlace(msgspec.Struct, frozen=True, kw_only=True):
    """Where somebody is in an article when they tag: caret, selection, selected annotation.

    `owner` is the annotation from which they linked last.
    """

    article: OpenArticle
    caret: int
    selection: Place | None = None
    selected: Annotation | None = None
    owner: str = ""

    def place(self, code: Code | None = None) -> Place | None:
        """Return the selection, or else the quotation or sentence at the caret.

        Of a sentence that reports what somebody says, a code that is linked to the source or the
        cue gets the reported words alone.
        """
        if self.selection is not None:
            return trimmed(self.article.text, self.selection)
        segments = self.article.segments
        quotation = segments.unit_at(Unit.QUOTATION, self.caret)
        sentence = segments.unit_at(Unit.SENTENCE, self.caret)
        if quotation is None and sentence is not None and code is not None and reports(code):
            said = reported_words(self.article.text, sentence, self.article.language)
            return said or sentence
        return quotation or sentence


def tag(
    at: TaggingPlace, codebook: Codebook, visibility: Visibility, code: Code, *, again: bool = False
) -> Tagged:
    """Apply a code to the place at hand, or to the whole article if the code is for that.

    Where one's own annotation of this code stands at the very place, that is it; `again` makes a
    second one. Beside a quote its source or cue is looked for, and linked: also one that is there
    already, for another quote.
    """
    article = at.article

    def own(place: Place | None) -> AnyPlaced | None:
        here = standing_at(article.in_order, place)
        return next((one for one in here if one.code == code.id and visibility.is_own(one)), None)

    if code.scope is Scope.ARTICLE:
        mine = own(None)
        return Tagged(mine.id) if mine is not None else _made(article, code, None)
    owner = _owner_at(at, codebook, visibility, code)
    if owner is not None and at.selection is None:
        if owner.held and not again:
            return _there(article, article.annotations[owner.held], owner)
        place, existing = _beside(at, owner, visibility, code, again=again)
    else:
        place = at.place(code)
        if place is None:
            raise UserError("Nothing to tag here: put the caret into a sentence.")
        existing = None if again else own(place)
        if owner is not None and not is_near(article, owner.annotation, *place):
            owner = None
    if existing is not None:
        return _there(article, existing, owner)
    return _made(article, code, place, owner)


def _owner_at(
    at: TaggingPlace, codebook: Codebook, visibility: Visibility, code: Code
) -> Owner | None:
    owner = linked_from(at.article, codebook, at.selected, code, at.owner)
    if owner is None or not visibility.is_own(owner.annotation):
        return None
    chosen = at.selected is not None and owner.annotation.id == at.selected.id
    if owner.held and at.selection is not None and not chosen:
        return None  # other words, and one is beside the quote: they may be another's
    return owner


def _beside(
    at: TaggingPlace, owner: Owner, visibility: Visibility, code: Code, *, again: bool
) -> tuple[Place, AnyPlaced | None]:
    """Return where the source or the cue of a quote stands, and what is tagged there already."""
    article = at.article
    guessed = guessed_place(article, owner.annotation, owner.rule)
    around = guessed or _paragraph_of(article.text, owner.annotation)
    first, last = _sentences_of(article, owner.annotation)
    linked = {link.target_annotation for link in article.links if link.type == owner.rule.type}
    known = [
        one
        for one in overlapping(article.in_order, around)
        if not again and one.code == code.id and visibility.is_own(one)
        # In a sentence of its own it is another quote's.
        if guessed or one.id not in linked or first <= one.fragments[0].start < last
    ]
    if known and (guessed is not None or len(known) == 1):
        here = min(known, key=lambda one: _distance(one.fragments[0], guessed or around))
        return (here.fragments[0].start, here.fragments[-1].end), here
    if guessed is not None:
        return guessed, None
    hint = f"select the words of the {code.name.lower()} first, then {code.key}"
    if known:
        raise UserError(f"Several are near that may be its {code.name.lower()}: {hint}.")
    raise UserError(f"No {code.name.lower()} found beside it: {hint}.")


def _distance(piece: Fragment, place: Place) -> int:
    return abs(piece.start - place[0]) + abs(piece.end - place[1])


def _paragraph_of(text: str, annotation: Annotation) -> Place:
    first, last = annotation.fragments[0], annotation.fragments[-1]
    return _line(text, first.start)[0], _line(text, last.end)[1]


def _sentences_of(article: OpenArticle, annotation: Annotation) -> Place:
    """Return from where to where the sentences go that an annotation stands in."""
    start, end = annotation.fragments[0].start, annotation.fragments[-1].end
    first = article.segments.unit_at(Unit.SENTENCE, start)
    last = article.segments.unit_at(Unit.SENTENCE, end - 1)
    return first[0] if first else start, last[1] if last else end


def _there(article: OpenArticle, existing: AnyPlaced, owner: Owner | None) -> Tagged:
    """Take what is tagged already, and link it where it isn't."""
    place = (existing.fragments[0].start, existing.fragments[-1].end)
    if owner is None:
        return Tagged(existing.id, place=place)
    source, rule = owner.annotation.id, owner.rule
    if existing.id == source or is_linked(article, owner, existing.id):
        return Tagged(existing.id, place=place, linked=source)
    link = AddLink(annotation=source, type=rule.type, to=existing.id)
    return Tagged(existing.id, link, place, linked=source)


def _made(
    article: OpenArticle,
    code: Code,
    place: Place | None,
    owner: Owner | None = None,
) -> Tagged:
    new, fragments = new_id(), (place,) if place is not None else ()
    made = Tag(id=new, article=article.article.id, code=code.id, fragments=fragments)
    if place is None:
        return Tagged(new, made)
    edits: list[Edit] = [made]
    if owner is not None:
        source, rule = owner.annotation.id, owner.rule
        edits.append(AddLink(annotation=source, type=rule.type, to=new))
        return Tagged(new, Together(edits), place, linked=source)
    return Tagged(new, Together(edits), place)


def repeat(at: TaggingPlace, last: Annotation | None) -> Tagged:
    """Apply the code of an annotation again, with the same answers, to the place at hand."""
    place = at.place()
    if last is None or place is None:
        raise UserError("Nothing to repeat yet: tag something first.")
    new, article = new_id(), at.article.article.id
    made = Tag(id=new, article=article, code=last.code, fragments=(place,), values=last.values)
    return Tagged(new, made, place)


def moved_boundary(
    article: OpenArticle, annotation: Annotation, edge: str, direction: int, by: Neighbour | None
) -> Edit:
    """Move an annotation's start or end (`edge`) forward (1) or back (-1).

    By a word, or as far as `by` says.
    """
    moved = moved_pieces(article, annotation.fragments, edge, direction, by)
    return SetFragments(annotation.id, moved)


def moved_pieces(
    article: OpenArticle,
    pieces: Sequence[Fragment],
    edge: str,
    direction: int,
    by: Neighbour | None,
    whole: str = "delete the annotation",
) -> tuple[Place, ...]:
    """Return fragments with their start or end moved as `moved_boundary` does.

    `whole` is what to do instead where nothing would be left, of the only fragment.
    """
    index = 0 if edge == "start" else len(pieces) - 1
    fragment = pieces[index]
    position = fragment.start if edge == "start" else fragment.end
    if by is None:
        moved = moved_edge(article.segments, (fragment.start, fragment.end), edge, direction)
    else:
        moved = by(position, direction)
    if moved == position:
        raise UserError("There is nothing further that way.")
    return _with_edge(article, pieces, index, edge, moved, whole)


def with_boundary(
    article: OpenArticle, annotation: Annotation, index: int, edge: str, position: int
) -> Edit:
    """Put the start or end of one of an annotation's fragments at a position."""
    pieces = annotation.fragments
    moved = _with_edge(article, pieces, index, edge, position, "delete the annotation")
    return SetFragments(annotation.id, moved)


def _with_edge(
    article: OpenArticle,
    before: Sequence[Fragment],
    index: int,
    edge: str,
    position: int,
    whole: str,
) -> tuple[Place, ...]:
    old = before[index]
    new = Fragment(position, old.end) if edge == "start" else Fragment(old.start, position)
    pieces = [*before[:index], new, *before[index + 1 :]]
    ends = [p for piece in pieces for p in (piece.start, piece.end)]
    if new.start >= new.end or ends != sorted(ends) or ends[-1] > article.article.length:
        instead = "take this part away" if len(before) > 1 else whole
        raise UserError(f"Nothing would be left of it: {instead} instead.")
    return tuple((p.start, p.end) for p in pieces)


def without_part(
    text: str, annotation: Annotation, caret: int, selection: Place | None
) -> SetFragments:
    """Take the selected words out of an annotation, or else its fragment at the caret."""
    pieces = [(one.start, one.end) for one in annotation.fragments]
    if selection is not None:
        start, end = selection
        cut = [p for a, b in pieces for p in ((a, min(b, start)), (max(a, end), b))]
        left = [whole for a, b in cut if a < b and (whole := trimmed(text, (a, b)))]
        refusal = "None of the selected words are in it."
    else:
        left = [(a, b) for a, b in pieces if not a <= caret <= b]
        refusal = "Go to the part that is to go, or select words of it."
    if not left:
        raise UserError("Nothing would be left of it: delete the annotation instead.")
    if left == pieces:
        raise UserError(refusal)
    return SetFragments(annotation.id, tuple(left))


def excluded_or_not(at: TaggingPlace) -> Edit | None:
    """Leave the selection (or the caret's paragraph) out, or take it in again; None for nothing."""
    article, text = at.article.article, at.article.text
    start, end = at.selection or _line(text, at.caret)
    if start == end:
        return None
    ranges = [(r.start, r.end) for r in article.excluded]
    if any(a < end and start < b for a, b in ranges):
        pieces = [p for a, b in ranges for p in ((a, min(b, start)), (max(a, end), b))]
        ranges = [(a, b) for a, b in pieces if a < b and text[a:b].strip()]
    else:
        ranges.append((start, end))
    return Exclude(article.id, tuple(ranges))


def _line(text: str, position: int) -> Place:
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return start, len(text) if end < 0 else end


def trimmed(text: str, selection: Place) -> Place | None:
    """Return a selection without white space at its ends; None when nothing else is in it."""
    start, end = selection
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
