"""Projects with odd texts and labels, and what of them comes back from another program's file."""

import re
import tempfile
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import projects
from hypothesis import strategies as st

from annotator.domain.annotation import GOLD_LAYER, Annotation, Link
from annotator.domain.article import merged_ranges, normalised
from annotator.domain.edits.articles import NewArticle
from annotator.domain.people import Actor, Coder
from annotator.domain.record import Record
from annotator.formats.folders import files_of
from annotator.formats.incoming import Found, Incoming, ReadOptions, Told
from annotator.formats.selection import Selection
from annotator.store.project import Project
from annotator.workflow.exporting import export

CONTROLS = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f]")
"""A file with many of these is taken for none of text."""
Key = tuple[Any, ...]
Pieces = tuple[tuple[int, int], ...]
NONE: Mapping[str, str] = {}
HANDLES = (("ana",), ("ana", "Béa"), ("ana-maria", "Béa", "lea 2"))


@st.composite
def labelled_projects(draw: st.DrawFn) -> projects.Material:
    """Generate projects of one to three articles, each with a text of its own."""
    coders = [Coder(id=f"c{n}", handle=one) for n, one in enumerate(draw(st.sampled_from(HANDLES)))]
    actors = [projects._actor(draw, n) for n in range(draw(st.integers(0, 1)))]
    articles: list[NewArticle] = []
    records: list[Record] = [*coders, *actors]
    for n in range(draw(st.integers(1, 4))):
        words = CONTROLS.sub("", normalised(draw(projects.texts)))
        text = f"{words}{n}{draw(st.sampled_from(('', ' ', '.')))}"
        found = projects._article(draw, n)
        article = msgspec.structs.replace(found, text=text.removeprefix("\ufeff"), excluded=())
        articles.append(article)
        records.extend(projects._on(draw, article, coders, actors, 1))
    return projects.Material(tuple(articles), tuple(records))


class OneLabel(msgspec.Struct, frozen=True):
    """A label with all that can come back of it."""

    record: Annotation
    text: str
    whose: str
    pieces: Pieces

    def key(self, pieces: Pieces) -> Key:
        """Return where it stands, of what code, and whose it is."""
        return self.text, self.whose, self.record.code, pieces


class Came(msgspec.Struct, frozen=True):
    """Texts, labels with answers and notes, and links between labels and to actors."""

    texts: set[str]
    labels: list[OneLabel]
    links: list[tuple[str, OneLabel, OneLabel]]
    actors: Counter[Any]
    """Links to actors: their types, where they start, and the actors' names."""


Stand = Callable[[OneLabel], Pieces | None]
"""Gives the pieces that a format has of a label; None of a label that it hasn't."""


def of_project(project: Project) -> Came:
    """Return what a project holds; gold is the layer `gold_`, as it comes back from elsewhere."""
    texts = {one.id: project.article_text(one.id) for one in project.articles()}
    kinds = (Coder, Actor, Annotation, Link)
    records = [one for kind in kinds for one in project.find(kind)]
    return _came(texts, records)


def of_files(found: Iterable[Found]) -> Came:
    """Return what was read of files; nothing in them may have been refused."""
    every = [one for one in found if not isinstance(one, Told)]
    assert [str(one) for one in every if not isinstance(one, Incoming)] == []
    read = [one for one in every if isinstance(one, Incoming)]
    texts = {one.article.id: one.article.text for one in read}
    return _came(texts, [record for one in read for record in one.records])


def _came(texts: dict[str, str], records: Sequence[Record]) -> Came:
    handles = {one.id: one.handle for one in records if isinstance(one, Coder)}
    labels = {
        one.id: OneLabel(
            one,
            texts[one.article],
            f"{GOLD_LAYER}_" if one.layer == GOLD_LAYER else handles[one.coder],
            tuple((piece.start, piece.end) for piece in merged_ranges(one.fragments)),
        )
        for one in records
        if isinstance(one, Annotation)
    }
    links = [
        (one.type, labels[one.annotation], labels[one.target_annotation])
        for one in records
        if isinstance(one, Link) and one.target_annotation is not None
    ]
    names = {one.id: one.name for one in records if isinstance(one, Actor)}
    actors = Counter(
        (one.type, start.key(start.pieces), names[one.target_actor])
        for one in records
        if isinstance(one, Link) and one.target_actor is not None
        for start in [labels[one.annotation]]
    )
    return Came(set(texts.values()), list(labels.values()), links, actors)


def answers(one: OneLabel) -> dict[str, str]:
    """Return what was answered, in words that compare: without blanks around free words."""
    found: dict[str, str] = {}
    for name, value in one.record.values.items():
        said = sorted(value) if isinstance(value, list) else value
        if said != [] and str(said).strip():
            found[name] = str(said).strip()
    return dict(sorted(found.items()))


def whole(one: OneLabel) -> Pieces:
    """Take labels as they are, those of whole articles too."""
    return one.pieces


def on_text(one: OneLabel) -> Pieces | None:
    """Take labels that stand in the text."""
    return one.pieces or None


def counted_labels(came: Came, stand: Stand, said: Callable[[OneLabel], Any]) -> Counter[Any]:
    """Count labels by place, code, maker and what is said of them."""
    return Counter(
        (one.key(pieces), repr(said(one)))
        for one in came.labels
        if (pieces := stand(one)) is not None
    )


def counted_links(came: Came, stand: Stand) -> Counter[Any]:
    """Count links by type and by what they tie, within the layers of an article."""
    return Counter(
        (kind, start.key(first), end.key(last))
        for kind, start, end in came.links
        if start.whose == end.whose and start.record.id != end.record.id
        if (first := stand(start)) is not None and (last := stand(end)) is not None
    )


class Exported:
    """One generated project, and what comes back of it from each format."""

    def __init__(self, project: Project, folder: Path) -> None:
        self._project = project
        self.folder = folder
        self.held = of_project(project)

    def written(self, format_id: str, name: str, options: Mapping[str, str] = NONE) -> Path:
        """Export the project, and return where it went."""
        path = self.folder / name
        export(self._project, path, format_id, Selection(options=options))
        return path

    def back(
        self, format_id: str, name: str, options: Mapping[str, str] = NONE, *used: str
    ) -> Came:
        """Export the project, and return what the format's own reader gives of it."""
        path = self.written(format_id, name, {one: options[one] for one in used})
        files, _ = files_of([path])
        wanted = ReadOptions(codebook=projects.CODEBOOK)
        return of_files(
            one for file in files for one in file.format.importer.read(file.path, wanted)
        )


@contextmanager
def exported(material: projects.Material) -> Generator[Exported]:
    """Make the project."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with projects.make_project(folder / "one.annotator", material) as one:
            yield Exported(one, folder)
