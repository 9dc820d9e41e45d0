"""What a record must fulfil before it is kept."""

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import structs

from annotator.domain.actor_variables import check_entries
from annotator.domain.annotation import Annotation, Link
from annotator.domain.article import Article
from annotator.domain.bounds import check_bounds, check_text, is_small
from annotator.domain.codebook import ACTOR_END, Code, CodeState, Scope
from annotator.domain.errors import UserError
from annotator.domain.ids import LONGEST_ID, is_unusable_id
from annotator.domain.kinds import KINDS, R, kind_name, referred_to
from annotator.domain.known_answers import KnownAnswers
from annotator.domain.layout import ArticleLayout, check_stretches
from annotator.domain.names import escaped, folded, has_hidden
from annotator.domain.people import RESERVED_HANDLES, Actor, Coder
from annotator.domain.record import Fragment, Record
from annotator.domain.refusals import Refusal
from annotator.domain.rules_codebook import MAXIMUM_DEPTH, check_code, check_value
from annotator.domain.state import State
from annotator.domain.teamwork import Comment
from annotator.domain.timing import MOST, Timing


def check_record(
    state: State, record: Record, old: Record | None = None, *, made_here: bool = False
) -> None:
    """Raise a `UserError` when a record contradicts itself, the codebook or other records.

    `old` is the record that it takes the place of; `made_here` says of an annotation that its
    anchors come from the article's text, that what it refers to is there, and that its answers
    were checked.
    """
    _check_strings_and_bounds(record, old)
    if is_unusable_id(record.id):
        where = f"{kind_name(type(record))} {record.id[:50]!a}"
        remedy = f"Use 1 to {LONGEST_ID:,} characters, no line breaks or other control characters."
        raise UserError("This can't be an id.", where=where, remedy=remedy)
    if made_here and isinstance(record, Annotation):
        _check_scope(_need(state, Code, record.code, record), record)
        return
    _check_references(state, record)
    check = _CHECKS.get(type(record))
    if check is not None:
        check(state, record)
    _check_against(state, record, old)


def _check_against(state: State, record: Record, old: Record | None) -> None:
    """Check what holds for what is new, or for what becomes of something that is there."""
    if isinstance(record, Article) and isinstance(old, Article):
        _check_same_text(state, record, old)
    elif isinstance(record, Article):
        check_text(state.text(record.text_sha256), f"article {record.id}")
    if isinstance(record, Code) and isinstance(old, Code) and record.parent != old.parent:
        _check_below(state, record)
    if isinstance(record, Code) and isinstance(old, Code) and _asks(record) != _asks(old):
        _check_in_use(state, record)
        if record.unit is not old.unit:
            _check_not_used(state, record, old)
    if isinstance(record, Coder) and not (isinstance(old, Coder) and old.handle == record.handle):
        _check_handle(record.handle)


def check_fragments(fragments: tuple[Fragment, ...], length: int) -> None:
    """Raise a `UserError` unless fragments are non-empty, sorted, disjoint and within the text."""
    position = 0
    for fragment in fragments:
        if not 0 <= fragment.start < fragment.end <= length:
            message = f"[{fragment.start}, {fragment.end}) is no stretch of a text of {length}."
            raise UserError(message, where="fragments")
        if fragment.start < position:
            raise UserError("Fragments overlap or are out of order.", where="fragments")
        position = fragment.end


def _check_strings_and_bounds(record: Record, old: Record | None) -> None:
    try:
        encoded = msgspec.json.encode(record)
    except UnicodeEncodeError:
        where = f"{kind_name(type(record))} {record.id!a}"
        message = "It holds half a character (a lone surrogate)."
        raise UserError(message, where=where, remedy="Type it again.") from None
    if isinstance(record, Coder) or not is_small(encoded):
        before = None if old is None else structs.asdict(old)
        check_bounds(structs.asdict(record), _place(record), before)


def _check_references(state: State, record: Record) -> None:
    for reference, ident in referred_to(record):
        _need(state, KINDS[reference.kind].type, ident, record)


def _place(record: Record) -> str:
    """Name a record: by its id where people gave it, links by what they go out from."""
    kind = kind_name(type(record))
    if isinstance(record, Link):
        return f"{kind} {record.type} of annotation {record.annotation}"
    return f"{kind} {record.id}" if isinstance(record, Code | Annotation) else kind


def _check_same_text(state: State, article: Article, old: Article) -> None:
    if article.text_sha256 == old.text_sha256:
        return
    if article.first_text != (old.first_text or old.text_sha256):
        message = "An article's text never changes by itself."
        remedy = "Correct the text, or import the other one as an article of its own."
        raise UserError(message, where=f"article {article.id}", remedy=remedy)
    check_text(state.text(article.text_sha256), f"article {article.id}")


def _check_article(state: State, article: Article) -> None:
    try:
        text = state.text(article.text_sha256)
    except KeyError:
        raise UserError("The article's text is missing.", where=f"article {article.id}") from None
    if len(text) != article.length:
        raise UserError("The article's length is wrong.", where=f"article {article.id}")
    check_fragments(article.excluded, article.length)


def _check_refusal(state: State, refusal: Refusal) -> None:
    article = _need(state, Article, refusal.article, refusal)
    if not refusal.fragments:
        raise UserError("What is refused stands on a stretch of text.", where="refusal")
    check_fragments(refusal.fragments, article.length)


def _check_layout(state: State, layout: ArticleLayout) -> None:
    check_stretches(layout.stretches, _need(state, Article, layout.article, layout).length)


def _check_annotation(state: State, annotation: Annotation) -> None:
    where = _place(annotation)
    article = _need(state, Article, annotation.article, annotation)
    code = _need(state, Code, annotation.code, annotation)
    _check_scope(code, annotation)
    check_fragments(annotation.fragments, article.length)
    if annotation.fragments and not annotation.stands_in(state.text(article.text_sha256)):
        raise UserError("The annotation's text is not what stands there.", where=where)
    for name, value in annotation.values.items():
        check_value(code, name, value, where)


def _check_scope(code: Code, annotation: Annotation, where: str = "") -> None:
    if bool(annotation.fragments) != (code.scope is Scope.SPAN):
        wanted = "a stretch of text" if code.scope is Scope.SPAN else "the whole article"
        where = where or _place(annotation)
        raise UserError(f"{code.name} is applied to {wanted}.", where=where)


def _check_link(state: State, link: Link) -> None:
    where = _place(link)
    annotation = _need(state, Annotation, link.annotation, link)
    code = _need(state, Code, annotation.code, link)
    rule = code.link_rule(link.type)
    if rule is None:
        raise UserError(f"{code.name} has no link “{link.type}”.", where=where)
    if (link.target_annotation is None) == (link.target_actor is None):
        raise UserError("A link ends at one annotation or one actor.", where=where)
    end = _end(state, link, annotation, where)
    if not rule.admits(end):
        raise UserError(f"“{rule.name}” of {code.name} can't end at {end}.", where=where)


def _end(state: State, link: Link, annotation: Annotation, where: str) -> str:
    if link.target_annotation is None:
        return ACTOR_END
    target = _need(state, Annotation, link.target_annotation, link)
    if target.article != annotation.article:
        raise UserError("A link stays within one article.", where=where)
    return target.code


def _check_coder(state: State, coder: Coder) -> None:
    if not coder.handle.strip() or coder.handle != coder.handle.strip():
        raise UserError("A coder needs a handle without spaces around it.", where="coder")
    wanted = folded(coder.handle)
    if wanted in RESERVED_HANDLES:
        raise UserError(
            f"“{coder.handle}” is a reserved word.", where="coder", remedy="Choose another."
        )
    same = [one for one in state.find(Coder) if folded(one.handle) == wanted]
    if any(one.id != coder.id for one in same):
        raise UserError(
            f"The handle {coder.handle} is taken.", where="coder", remedy="Choose another."
        )


def _check_handle(handle: str) -> None:
    """Refuse a new handle with what nobody sees, of nothing that anybody does, or with a comma."""
    if "," in handle:
        message = f"The handle “{escaped(handle)}” has a comma, which stands between handles."
        raise UserError(message, where="coder", remedy="Choose one without.")
    if has_hidden(handle) or not folded(handle):
        message = f"The handle “{escaped(handle)}” has characters that can't be seen."
        remedy = "Type it again, with letters, digits and marks."
        raise UserError(message, where="coder", remedy=remedy)


def _check_actor(_state: State, actor: Actor) -> None:
    if not actor.name.strip():
        raise UserError("An actor needs a name.", where="actor")
    check_entries(actor)


def _check_comment(_state: State, comment: Comment) -> None:
    if not comment.text.strip() and not comment.closes:
        raise UserError("A comment needs words.", where="comment")


def _check_timing(_state: State, timing: Timing) -> None:
    if not 0 <= timing.seconds <= MOST:
        raise UserError("A day has no more seconds than its own.", where="timing")


def _need(state: State, kind: type[R], record: str, needed_by: Record) -> R:
    found = state.get(kind, record)
    if found is None:
        message = f"There is no {kind_name(kind)} {record}."
        raise UserError(message, where=_place(needed_by))
    return found


def _check_code(state: State, code: Code) -> None:
    check_code(code)
    where = _place(code)
    # The others matter to a key alone, and looking at them takes long where there are many.
    for other in state.find(Code) if code.key else ():
        same_key = other.key.casefold() == code.key.casefold()
        both_used = CodeState.ACTIVE is code.state is other.state
        if other.id != code.id and same_key and both_used:
            message = f"The key {code.key} is {other.name}'s."
            raise UserError(message, where=where, remedy="Choose another key, or none.")
    _check_depth(state, code)


def _check_depth(state: State, code: Code) -> None:
    above, depth = code, 1
    while above.parent:
        above = _need(state, Code, above.parent, code)
        depth += 1
        if depth > MAXIMUM_DEPTH:
            message = f"Codes stand in at most {MAXIMUM_DEPTH} levels."
            remedy = "Choose another code above it."
            raise UserError(message, where=_place(code), remedy=remedy)


def _check_below(state: State, moved: Code) -> None:
    """Check how deep what stands below a code stands, now that this stands elsewhere."""
    layer = [moved]
    while layer:
        layer = [below for one in layer for below in state.find(Code, parent=one.id)]
        for one in layer:
            _check_depth(state, one)


def _asks(code: Code) -> tuple[object, ...]:
    return code.scope, code.fields, code.links, code.unit


def _check_not_used(state: State, code: Code, old: Code) -> None:
    """Refuse to ask of other units than those that were answered already."""
    used = next(iter(state.find(Annotation, code=code.id)), None)
    if used is not None:
        where = f"code {old.name}, which is in use"
        asked = f"each {old.unit}" if old.is_of_units else "no units"
        message = f"It is asked of {asked}: its labels would be answers to nothing."
        remedy = "Retire it, and make another code that asks of other units."
        raise UserError(message, where=where, remedy=remedy)


def _check_in_use(state: State, code: Code) -> None:
    """Refuse what would leave annotations or links that the code no longer allows.

    Only what has the code is looked at, whatever else is in the project.
    """
    where, known = f"code {code.name}, which is in use", KnownAnswers(code)
    used = state.find(Annotation, code=code.id)
    for annotation in used:
        _check_scope(code, annotation, where)
        for name, value in annotation.values.items():
            if not known.has(name, value):
                known.check(name, value, where)
    links = state.find_among(Link, "annotation", [one.id for one in used]) if used else []
    ends = [one.target_annotation for one in links if one.target_annotation is not None]
    found = state.get_all(Annotation, ends) if ends else {}
    for link in links:
        rule = code.link_rule(link.type)
        end = found[link.target_annotation].code if link.target_annotation in found else ACTOR_END
        if rule is None or not rule.admits(end):
            message = f"A link “{link.type}” to {end} is in the project."
            raise UserError(message, where=where, remedy="Remove such links first.")


_CHECKS: dict[type[Record], Callable[[State, Any], None]] = {
    Article: _check_article,
    Annotation: _check_annotation,
    Link: _check_link,
    Coder: _check_coder,
    Actor: _check_actor,
    Code: _check_code,
    Comment: _check_comment,
    Timing: _check_timing,
    ArticleLayout: _check_layout,
    Refusal: _check_refusal,
}
