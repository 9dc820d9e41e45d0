"""A copy of a project with pseudonyms in it, from which everything else is read as from any other.

It is made anew, not by replacing: neither its history nor anything else ever had the names.
"""

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from msgspec import structs

from annotator.analysis.pseudonyms.naming import Pseudonyms, replacer_for
from annotator.analysis.pseudonyms.replacing import NameTally
from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.batches import batched
from annotator.domain.draft import Progress, no_progress
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import UserError
from annotator.domain.kinds import KINDS, kind_name
from annotator.domain.layout import ArticleLayout
from annotator.domain.people import Actor
from annotator.domain.project_info import ProjectInfo
from annotator.domain.record import Record
from annotator.formats.selection import Selection
from annotator.store.project import Project
from annotator.workflow.pseudonyms.masking import LEFT_OUT, MASKED, Masking

_AT_ONCE = 50  # articles
_LABEL = "Names replaced"


class Masked(msgspec.Struct, frozen=True):
    """What was replaced and left in doubt, and how many articles keep addresses."""

    tally: NameTally
    addresses: int


class Unmasked(msgspec.Struct, frozen=True):
    """A project to export from, a selection of it, and what was replaced, if anything was."""

    project: Project
    selection: Selection
    masked: Masked | None = None


@contextmanager
def with_pseudonyms(
    project: Project, selection: Selection, progress: Progress = no_progress
) -> Generator[Unmasked]:
    """Give what is to be exported, with pseudonyms if they are asked for, until the block ends.

    That is a copy of what is chosen in a temporary folder, or the project as it is. Raise a
    `UserError` for what `replacer_for` refuses, and for texts that are not what they were.
    """
    if selection.pseudonyms is None:
        yield Unmasked(project, selection)
        return
    plain = structs.replace(selection, pseudonyms=None)
    with TemporaryDirectory(prefix="annotator-") as folder:
        path = Path(folder, project.path.name)
        done = masked_copy(project, path, selection.pseudonyms, selection.articles, progress)
        with Project.open(path) as copy:
            yield Unmasked(copy, plain, done)


def masked_copy(
    project: Project,
    path: Path,
    pseudonyms: Pseudonyms,
    articles: Sequence[str] | None = None,
    progress: Progress = no_progress,
) -> Masked:
    """Write a project of these articles (ids; None for all) with pseudonyms to a new file."""
    masking = Masking(replacer_for(pseudonyms, project.find(Actor)), project.codebook())
    wanted = None if articles is None else frozenset(articles)
    chosen = [one for one in project.find(Article) if wanted is None or one.id in wanted]

    def fill(copy: Project) -> None:
        copy.apply(ImportRecords(records=tuple(_shared(project, masking)), label=_LABEL))
        for done, few in enumerate(batched(chosen, _AT_ONCE)):
            progress(done * _AT_ONCE, len(chosen))
            copy.apply(_of_articles(project, masking, few))
        # Last: it may name reviewers, who alone may do some of what was done before.
        copy.apply(ImportRecords(records=(masking.record(project.info()),), label=_LABEL))

    Project.create(path, title=_LABEL, fill=fill).close()
    return Masked(masking.tally, masking.addresses)


def _shared(project: Project, masking: Masking) -> Iterator[Record]:
    """Yield what belongs to no article."""
    for kind in KINDS.values():
        if kind.owner is None and kind.type in MASKED - {Article, ProjectInfo}:
            for one in project.find(kind.type):
                if not masking.is_former(one):
                    yield masking.record(one)


def _of_articles(project: Project, masking: Masking, few: Sequence[Article]) -> ImportRecords:
    new: list[NewArticle] = []
    records: list[Record] = []
    for article in few:
        made, on_it = _of_article(project, masking, article)
        new.append(made)
        records += on_it
    order = {name: n for n, name in enumerate(KINDS)}
    records.sort(key=lambda one: order[kind_name(type(one))])
    return ImportRecords(articles=tuple(new), records=tuple(records), label=_LABEL)


def _of_article(
    project: Project, masking: Masking, article: Article
) -> tuple[NewArticle, list[Record]]:
    """Return an article, and all that is on it."""
    original = project.text(article.text_sha256)
    text = masking.text(original)
    records: list[Record] = []
    for one in _on(project, article):
        if isinstance(one, Annotation):
            _verify(one, original, article)
            records.append(masking.annotation(one, text))
        elif isinstance(one, ArticleLayout):
            records.append(masking.layout(one, text))
        else:
            records.append(masking.record(one))
    return masking.article(article, text), records


def _on(project: Project, article: Article) -> Iterator[Record]:
    for kind in KINDS.values():
        if kind.owner is None or kind.type in LEFT_OUT:
            continue
        if kind.owner.kind == "article":
            yield from project.find(kind.type, **{kind.owner.attribute: article.id})
        else:
            yield from project.on_annotations_of(kind.type, article.id)


def _verify(one: Annotation, text: str, article: Article) -> None:
    if not one.stands_in(text):
        message = f"Annotation {one.id} is not where its text stands."
        remedy = "Run “annotator check” on the project; nothing was written."
        raise UserError(message, where=f"“{article.title}”", remedy=remedy)
