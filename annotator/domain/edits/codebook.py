"""The codebook: its codes change one by one or as a whole, and its version rises."""

from collections.abc import Iterator

import msgspec
from msgspec import structs

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code, Codebook, CodeState, Field, Moved
from annotator.domain.draft import Draft
from annotator.domain.errors import UserError
from annotator.domain.project_info import PROJECT_ID, ArticleVariable, ProjectInfo
from annotator.domain.wording import counted


class PutCode(msgspec.Struct, frozen=True):
    """Add a code, or change the one that has the same id."""

    code: Code

    def plan(self, draft: Draft) -> str:
        """Keep the code; refused when annotations have answers that it no longer takes."""
        known = draft.get(Code, self.code.id) is not None
        draft.put(self.code)
        return f"Code {self.code.name} {'changed' if known else 'added'}"


class RetireCode(msgspec.Struct, frozen=True):
    """Offer a code no longer, or again; what was tagged with it stays."""

    code: str
    retired: bool = True

    def plan(self, draft: Draft) -> str:
        """Set the state."""
        code = draft.need(Code, self.code)
        state = CodeState.RETIRED if self.retired else CodeState.ACTIVE
        draft.put(structs.replace(code, state=state))
        return f"Code {code.name} {'retired' if self.retired else 'taken up again'}"


class MoveCode(msgspec.Struct, frozen=True):
    """Put a code below another one (or nothing, at the top) and `before` a code there, or last."""

    code: str
    parent: str = ""
    before: str = ""

    def plan(self, draft: Draft) -> str:
        """Give the codes new places in their order."""
        moved = structs.replace(draft.need(Code, self.code), parent=self.parent)
        if self.code == self.before or stands_below(draft, moved, self.code):
            raise UserError("A code can't stand below itself.", remedy="Choose another place.")
        others = sorted(draft.find(Code), key=lambda one: (one.position, one.id))
        order = [one for one in others if one.id != self.code]
        ids = [one.id for one in order]
        at = ids.index(self.before) if self.before in ids else len(order)
        order.insert(at, moved)
        for position, one in enumerate(order):
            draft.put(structs.replace(one, position=position))
        return f"Code {moved.name} moved"


def stands_below(draft: Draft, code: Code, above: str) -> bool:
    """Tell whether a code stands below another one (an id), however deep."""
    seen: set[str] = set()
    parent = code.parent
    while parent and parent not in seen:
        if parent == above:
            return True
        seen.add(parent)
        found = draft.get(Code, parent)
        parent = found.parent if found else ""
    return False


class ReplaceCodebook(msgspec.Struct, frozen=True):
    """Take over another codebook; codes that it lacks are deleted, or retired when in use."""

    codebook: Codebook

    def plan(self, draft: Draft) -> str:
        """Put its codes and title in place of the project's."""
        kept = {code.id for code in self.codebook.codes}
        retired = 0
        for code in draft.find(Code):
            if code.id in kept:
                continue
            if draft.find(Annotation, code=code.id):
                parent = code.parent if code.parent in kept else ""
                draft.put(structs.replace(code, state=CodeState.RETIRED, parent=parent))
                retired += code.state is CodeState.ACTIVE
            else:
                draft.remove(code)
        for position, code in enumerate(self.codebook.codes):
            fields = _with_moved(draft.get(Code, code.id), code)
            draft.put(structs.replace(code, position=position, fields=fields))
        if self.codebook.title or self.codebook.description:  # a table of codes has neither
            info = draft.need(ProjectInfo, PROJECT_ID)
            draft.put(
                structs.replace(
                    info,
                    codebook_title=self.codebook.title,
                    codebook_description=self.codebook.description,
                )
            )
        left = f", {counted(retired, 'code')} that it lacks retired" if retired else ""
        return f"Codebook replaced{left}"


def _with_moved(old: Code | None, new: Code) -> tuple[Field, ...]:
    """Return a code's fields that know, too, what answers became before it came from elsewhere."""
    known = {field.id: field.moved for field in old.fields} if old is not None else {}
    return tuple(
        structs.replace(
            field, moved=(*field.moved, *moved_besides(known.get(field.id, ()), field.moved))
        )
        for field in new.fields
    )


def moved_besides(moved: tuple[Moved, ...], others: tuple[Moved, ...]) -> Iterator[Moved]:
    """Yield what became of those answers of which the others say nothing."""
    there = {(type(one.was), one.was) for one in others}
    return (one for one in moved if (type(one.was), one.was) not in there)


class SetProjectTitle(msgspec.Struct, frozen=True):
    """Rename the project."""

    title: str

    def plan(self, draft: Draft) -> str:
        """Set the title."""
        draft.put(structs.replace(draft.need(ProjectInfo, PROJECT_ID), title=self.title))
        return "Project renamed"


class SetVariables(msgspec.Struct, frozen=True):
    """Set the metadata variables that the project has beside the standard ones."""

    variables: tuple[ArticleVariable, ...]

    def plan(self, draft: Draft) -> str:
        """Replace the list."""
        info = draft.need(ProjectInfo, PROJECT_ID)
        draft.put(structs.replace(info, variables=self.variables))
        return "Variables changed"
