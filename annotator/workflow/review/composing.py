"""Taking more of a difference than a side: parts of two versions, and what one is linked to."""

from collections.abc import Iterable, Sequence

import msgspec
from msgspec import structs

from annotator.analysis.comparing.match import Match
from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision, Link, gold_id
from annotator.domain.edits.annotations import SetFragments
from annotator.domain.edits.base import Edit, Together
from annotator.domain.edits.review import Settle
from annotator.domain.errors import UserError
from annotator.domain.gold_twice import is_one_thing
from annotator.domain.layers import GOLD, layer_of
from annotator.domain.settings import project_settings
from annotator.domain.visibility import Visibility
from annotator.domain.wording import counted
from annotator.store.project import Project
from annotator.workflow.review.for_all import decided_by
from annotator.workflow.review.settling import decided_for_all, settling_version


class ChosenParts(msgspec.Struct, frozen=True):
    """Of which versions, by their numbers, gold gets its boundary and its answers with links."""

    boundary: int = 0
    answers: int = 0


def choices_of(match: Match) -> list[tuple[Annotation, ...]]:
    """Return the versions to choose from, each of those who have it; the last may be of nobody."""
    if match.versions:
        return match.choices
    found = [(one,) for one in match.annotations if layer_of(one) != GOLD]
    return [*found, ()] if len(match.annotations) == 1 and found else [*found]


def answers_of(match: Match, parts: ChosenParts) -> tuple[Annotation, ...]:
    """Return the version whose answers are chosen, by one who has it; empty where nobody has."""
    choices = choices_of(match)
    return choices[parts.answers][:1] if parts.answers < len(choices) else ()


def composed(
    project: Project,
    visibility: Visibility,
    match: Match,
    parts: ChosenParts,
    reason: str = "",
    linked: Sequence[tuple[Match, Annotation]] = (),
) -> Edit | None:
    """Return the edit that takes the boundary of one version and the answers of another one.

    What is `linked` is taken along, as `with_linked` does it.
    None where there are no such two with text, or where they are one and the same. Raise a
    `UserError` where gold of another thing has that boundary.
    """
    choices = choices_of(match)
    if not (max(parts.boundary, parts.answers) < len(choices)) or parts.boundary == parts.answers:
        return None
    places, answers = choices[parts.boundary], choices[parts.answers]
    if not places or not answers or not places[0].fragments or not answers[0].fragments:
        return None
    rest = (one for group in choices for one in group if one not in answers)
    settle = Settle(
        take=(answers[0].id,),
        alike=tuple(one.id for one in answers[1:]),
        over=tuple(one.id for one in rest),
        reason=reason,
    )
    whole = with_linked(settle, linked, reason)
    decided = decided_for_all(project, visibility, whole, match.article)
    made = structs.replace(answers[0], fragments=places[0].fragments)
    _refuse_beside(project, made, decided_by(decided))
    found = decided.edits if isinstance(decided, Together) else (decided,)
    gold = gold_of(found, answers[0].id)
    spans = tuple((one.start, one.end) for one in places[0].fragments)
    return Together([*found, SetFragments(gold, spans)], f"Taken from two versions{_with(linked)}")


def _refuse_beside(project: Project, made: Annotation, decided: frozenset[str]) -> None:
    """Raise a `UserError` if gold of something else has the text of what is to be made.

    What gold came of, and is `decided` on (ids), gives way by itself.
    """
    threshold = project_settings(project.info().settings).pairing_threshold
    for one in project.find(Annotation, article=made.article):
        if one.layer != GOLD_LAYER or not is_one_thing(one, made, threshold):
            continue
        sources = {word.annotation for word in project.find(Decision, gold=one.id)}
        if sources.isdisjoint(decided):
            message = "Other gold has that text already."
            raise UserError(message, remedy="Decide on that one first, or take a version whole.")


def gold_of(edits: Iterable[Edit], annotation: str) -> str:
    """Return the gold (id) that edits settle an annotation as."""
    settles = (one for one in edits if isinstance(one, Settle))
    found = next((one for one in settles if annotation in (*one.take, *one.alike, *one.over)), None)
    return found.into if found is not None and found.into else gold_id(annotation)


def linked_with(
    matches: Sequence[Match], links: Iterable[Link], taken: Annotation, decided: Iterable[str]
) -> list[tuple[Match, Annotation]]:
    """Return the matches of what a version is linked to, with its coder's label in each.

    What those are linked to comes with them; what is `decided` (ids) is left as it is.
    """
    ends: dict[str, list[str]] = {}
    for link in links:
        if link.target_annotation is not None:
            ends.setdefault(link.annotation, []).append(link.target_annotation)
    of = {one.id: (match, one) for match in matches for one in match.annotations}
    known = {taken.id, *decided}
    found: list[tuple[Match, Annotation]] = []
    waiting = [taken.id]
    while waiting:
        for end in ends.get(waiting.pop(), ()):
            if end not in known:
                known.add(end)
                waiting.append(end)
                found += [of[end]] if end in of else []
    return found


def taking_version_of(match: Match, one: Annotation, reason: str = "") -> Edit:
    """Return the edit that takes one coder's version of a match, and lets the others give way."""
    if match.versions:
        number = match.alike[match.versions.index(one)]
        edit = settling_version(match, number, reason)
        if edit is not None:
            return edit
    others = tuple(each.id for each in match.annotations if each is not one)
    same = others if match.agrees else ()
    return Settle(take=(one.id,), alike=same, over=() if same else others, reason=reason)


def with_linked(edit: Edit, linked: Sequence[tuple[Match, Annotation]], reason: str = "") -> Edit:
    """Return the edit with taking what a version is linked to, all as one step."""
    if not linked:
        return edit
    edits = [taking_version_of(match, one, reason) for match, one in linked]
    first = edit.edits if isinstance(edit, Together) else (edit,)
    return Together([*edits, *first], f"Taken into gold{_with(linked)}")


def _with(linked: Sequence[tuple[Match, Annotation]]) -> str:
    return f" with {counted(len(linked), 'linked label')}" if linked else ""
