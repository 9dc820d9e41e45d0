"""What is said of an actor beside the name: kind, role, other names, and where it was last seen."""

from collections.abc import Iterator

from annotator.domain.annotation import AnyPlaced
from annotator.domain.article import Article
from annotator.domain.codebook import Choice, Code, Codebook
from annotator.domain.errors import BusyError
from annotator.domain.people import Actor
from annotator.domain.visibility import Visibility
from annotator.domain.wording import cut
from annotator.store.labelled import LabelledProject
from annotator.store.readable import ReadableProject

SEPARATOR = "  ·  "
_ALIASES = 2
_TITLE = 40
_LOOKED_AT = 20
"""So many of an actor's newest annotations are looked at for one that may be seen."""


def role_choices(codebook: Codebook) -> Iterator[Choice]:
    """Yield the roles that the codebook offers for a source, if it does."""
    code = codebook.code("source")
    field = code.field("role") if code else None
    yield from field.choices if field else ()


def offered_roles(codebook: Codebook) -> Iterator[Choice]:
    """Yield the roles that an actor can still be given."""
    return (one.offering() for one in role_choices(codebook) if not one.retired)


def role_name(codebook: Codebook, role: str) -> str:
    """Return a role as the codebook calls it; what it does not know is given as it is."""
    for choice in role_choices(codebook):
        for one in (choice, *choice.choices):
            if one.id == role:
                return one.name
    return role.replace("_", " ")


def who_it_is(codebook: Codebook, actor: Actor) -> list[str]:
    """Return what an actor is, in words: kind, role, affiliation, other names."""
    others = ", ".join(actor.aliases[:_ALIASES])
    also = f"also {others}" if others else ""
    found = (actor.kind, role_name(codebook, actor.role), actor.affiliation, also)
    return [part for part in found if part]


def last_naming(
    project: LabelledProject, visibility: Visibility, actor: str, code: str = ""
) -> tuple[str, str] | None:
    """Return the newest annotation that names an actor and may be seen, with its article, as ids.

    `code` is the id of the one that it must have, if that matters.
    """
    for one in project.namings(actor, _LOOKED_AT):
        if code in ("", one.annotation.code) and may_see(visibility, one.annotation, one.article):
            return one.annotation.id, one.article
    return None


def may_see(visibility: Visibility, annotation: AnyPlaced, article: str) -> bool:
    """Tell whether an annotation on an article (an id) may be seen."""
    return visibility.is_own(annotation) or visibility.sees_others_on(article)


class LastSeen:
    """Says in which article an actor was last named; looked up once for each."""

    def __init__(self, project: ReadableProject, visibility: Visibility) -> None:
        self._project, self._visibility = project, visibility
        self._known: dict[str, str] = {}

    def words(self, actor: str) -> str:
        """Return where an actor was last named; empty for nowhere that may be seen.

        Empty as well while another program's lock is in the way.
        """
        if actor not in self._known:
            try:
                self._known[actor] = self._found(actor)
            except BusyError:
                return ""
        return self._known[actor]

    def _found(self, actor: str) -> str:
        found = last_naming(self._project, self._visibility, actor)
        article = self._project.get(Article, found[1]) if found else None
        return f"last in “{cut(article.title, _TITLE)}”" if article else ""


def code_words(code: Code, paragraph: int) -> str:
    """Say what an annotation is and in which paragraph it stands."""
    return f"{code.name}{SEPARATOR}¶ {paragraph}"
