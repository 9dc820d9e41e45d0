"""A program that edits a project until it is killed: `python endless_edits.py PROJECT NUMBER`.

It imports little, so that it starts fast.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from annotator.domain.edits.annotations import SetNote, Tag
from annotator.domain.edits.articles import EditArticle, NewArticle
from annotator.domain.edits.base import Together
from annotator.domain.edits.records import ImportRecords
from annotator.store.project import Project


def edits(project: Project, start: int) -> Iterator[str]:
    """Make edits without end, some small and some large, and yield what each one made."""
    n = start
    while True:
        name = f"annotation-{n}"
        project.apply(Tag(id=name, article="a", code="quote", fragments=((0, 4),)))
        articles = tuple(
            NewArticle(id=f"{name}-{k}", title="T", text=f"{n} {k} " * 200) for k in range(n % 40)
        )
        project.apply(Together([SetNote(name, "noted"), ImportRecords(articles=articles)]))
        yield name
        if n % 3 == 0:
            # Not of the edit that was acknowledged: killed here, it would rightly be undone.
            project.apply(EditArticle(article="a", title=name))
            project.undo()
            project.redo()
            yield name
        n += 1


if __name__ == "__main__":
    for name in edits(Project.open(sys.argv[1], "ana"), int(sys.argv[2])):
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()
