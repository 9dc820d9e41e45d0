"""What a record must fulfil before it is kept."""

from collections.abc import Callable
from typing import Any

from annotator.domain.annotation import Annotation, Decision, Link
from annotator.domain.article import Article, Status
from annotator.domain.codebook import ACTOR_END, Code, Scope
from annotator.domain.errors import UserError
from annotator.domain.kinds import kind_name
from annotator.domain.people import Actor, Coder
from annotator.domain.record import Fragment, Record
from annotator.domain.rules_codebook import check_code, check_value
from annotator.domain.state import State


def check_record(state: State, record: Record) -> None:
    """Raise a `UserError` when a record contradicts itself, the codebook or other records."""
    for kind, check in _CHECKS.items():
        if isinstance(record, kind):
            check(state, record)


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


def _check_article(state: State, article: Article) -> None:
    try:
        text = state.text(article.text_sha256)
    except KeyError:
        raise UserError("The article's text is missing.", where=f"article {article.id}") from None
    if len(text) != article.length:
        raise UserError("The article's length is wrong.", where=f"article {article.id}")
    check_fragments(article.excluded, article.length)


def _check_annotation(state: State, annotation: Annotation) -> None:
    where = f"annotation {annotation.id}"
    article = _need(state, Article, annotation.article, where)
    code = _need(state, Code, annotation.code, where)
    _need(state, Coder, annotation.coder, where)
    if bool(annotation.fragments) != (code.scope is Scope.SPAN):
        wanted = "a stretch of text" if code.scope is Scope.SPAN else "the whole article"
        raise UserError(f"{code.name} is applied to {wanted}.", where=where)
    if annotation.fragments:
        check_fragments(annotation.fragments, article.length)
        text = state.text(article.text_sha256)
        if annotation.texts != tuple(text[f.start : f.end] for f in annotation.fragments):
            raise UserError("The annotation's text is not what stands there.", where=where)
    for name, value in annotation.values.items():
        check_value(code, name, value, where)


def _check_link(state: State, link: Link) -> None:
    where = f"link {link.type} of annotation {link.annotation}"
    annotation = _need(state, Annotation, link.annotation, where)
    code = _need(state, Code, annotation.code, where)
    rule = code.link_rule(link.type)
    if rule is None:
        raise UserError(f"{code.name} has no link “{link.type}”.", where=where)
    if (link.target_annotation is None) == (link.target_actor is None):
        raise UserError("A link ends at one annotation or one actor.", where=where)
    end = ACTOR_END
    if link.target_annotation is not None:
        target = _need(state, Annotation, link.target_annotation, where)
        if target.article != annotation.article:
            raise UserError("A link stays within one article.", where=where)
        end = target.code
    elif link.target_actor is not None:
        _need(state, Actor, link.target_actor, where)
    if end not in rule.ends and "*" not in rule.ends:
        raise UserError(f"“{rule.name}” of {code.name} can't end at {end}.", where=where)


def _check_coder(state: State, coder: Coder) -> None:
    if not coder.handle.strip() or coder.handle != coder.handle.strip():
        raise UserError("A coder needs a handle without spaces around it.", where="coder")
    if coder.handle.casefold() in ("gold", "all"):
        raise UserError(
            f"“{coder.handle}” is a reserved word.", where="coder", remedy="Choose another."
        )
    same = [one for one in state.find(Coder) if one.handle.casefold() == coder.handle.casefold()]
    if any(one.id != coder.id for one in same):
        raise UserError(
            f"The handle {coder.handle} is taken.", where="coder", remedy="Choose another."
        )


def _check_actor(_state: State, actor: Actor) -> None:
    if not actor.name.strip():
        raise UserError("An actor needs a name.", where="actor")


def _check_status(state: State, status: Status) -> None:
    _need(state, Article, status.article, "status")
    _need(state, Coder, status.coder, "status")


def _check_decision(state: State, decision: Decision) -> None:
    _need(state, Annotation, decision.annotation, "decision")
    _need(state, Coder, decision.reviewer, "decision")


def _need(state: State, kind: type[Any], record: str, where: str) -> Any:
    found = state.get(kind, record)
    if found is None:
        raise UserError(f"There is no {kind_name(kind)} {record}.", where=where)
    return found


def _check_code(state: State, code: Code) -> None:
    check_code(code)
    for annotation in state.find(Annotation, code=code.id):
        for name, value in annotation.values.items():
            check_value(code, name, value, f"code {code.id}, in use on annotation {annotation.id}")


_CHECKS: dict[type[Record], Callable[[State, Any], None]] = {
    Article: _check_article,
    Annotation: _check_annotation,
    Link: _check_link,
    Coder: _check_coder,
    Actor: _check_actor,
    Code: _check_code,
    Status: _check_status,
    Decision: _check_decision,
}
