"""The projects and files that are measured on: each made once in a run, and copied."""

import random
import shutil
import tempfile
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Self

from annotator.domain.annotation import Annotation, anchored
from annotator.domain.batches import batched
from annotator.domain.codebook import Codebook
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Coder, coder_id
from annotator.domain.record import Record
from annotator.formats.files.codebook import default_codebook
from annotator.store.project import Project
from annotator.workflow.exporting import export
from annotator.workflow.sample import make_sample
from bench.generators import Labels, article_text, marks_on, news
from bench.insight_labels import put_insight_labels
from bench.reported_speech import articles
from bench.sizes import ArticleSize, Sizes
from bench.studies import put_study, study_codebook

CODER = "ana"
OTHER = "ben"
_AT_ONCE = 1_000


class Material:
    """A folder with what the rooms measure on, gone when the run ends."""

    def __init__(self, sizes: Sizes) -> None:
        self.sizes = sizes
        self._folder = tempfile.TemporaryDirectory(prefix="bench-")
        self._path = Path(self._folder.name)
        self._copies = count()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._folder.cleanup()

    def folder(self) -> Path:
        """Return a new, empty folder."""
        made = self._path / str(next(self._copies))
        made.mkdir()
        return made

    def copy(self, path: Path) -> Path:
        """Return a copy to write into, alone in a folder."""
        return Path(shutil.copy(path, self.folder() / path.name))

    def tidy(self) -> None:
        """Remove the copies: a room is done with."""
        for made in self._path.iterdir():
            if made.is_dir():
                shutil.rmtree(made)

    def empty(self) -> Path:
        """Return a project in which nothing is."""
        return self._once("empty", lambda path: _filled(path, lambda _: None))

    def sample(self) -> Path:
        """Return the sample project."""
        return self._once("sample", make_sample)

    def article(self, size: ArticleSize) -> Path:
        """Return a project with the articles `one` and `two`, both of this size."""
        name = f"article-{size.characters}-{size.marks}"
        return self._once(name, lambda path: _filled(path, lambda made: _put_article(made, size)))

    def reported(self) -> Path:
        """Return a project of news in which people are quoted, not coded yet."""
        sizes = self.sizes

        def fill(project: Project) -> None:
            made = tuple(one for one, _ in articles(sizes.reported, sizes.statements))
            project.apply(ImportRecords(articles=made))

        name = f"reported-{sizes.reported}-{sizes.statements}"
        return self._once(name, lambda path: _filled(path, fill))

    def project(self, articles: int, coders: Sequence[str] = (CODER,)) -> Path:
        """Return a project of so many articles, which these coders have labelled."""
        name = f"project-{articles}-{'-'.join(coders)}"

        def fill(project: Project) -> None:
            _put_news(project, range(articles), coders)

        return self._once(name, lambda path: _filled(path, fill))

    def study(self, articles: int) -> Path:
        """Return a project of so many articles that a dozen coders are in the middle of."""

        def fill(project: Project) -> None:
            put_study(project, articles)

        name = f"study-{articles}"
        return self._once(name, lambda path: _filled(path, fill, study_codebook()))

    def insight_labels(self, articles: int) -> Path:
        """Return a project of so many articles whose labels are counted."""

        def fill(project: Project) -> None:
            put_insight_labels(project, articles)

        return self._once(f"insights-{articles}", lambda path: _filled(path, fill))

    def team(self) -> Path:
        """Return a project that two coders have finished."""
        return self.project(self.sizes.team, (CODER, OTHER))

    def lines(self, articles: int) -> Path:
        """Return labelled articles as JSONL, without the codebook beside it."""
        path = self._path / f"lines-{articles}.jsonl"
        if not path.exists():
            with Project.open(self.copy(self.project(articles))) as project:
                export(project, path)
            path.with_name(f"{path.stem}.codebook.json").unlink()
        return path

    def packages(self) -> tuple[Path, list[Path]]:
        """Return a lead's project, and the packages that coders have labelled."""
        sizes = self.sizes
        lead = self._once(
            "lead",
            lambda path: _filled(
                path, lambda made: _put_news(made, range(sizes.packages * sizes.packed), ())
            ),
        )
        made = [self._package(lead, number) for number in range(sizes.packages)]
        return lead, made

    def _package(self, lead: Path, number: int) -> Path:
        coder = f"coder{number}"
        path = self._path / f"{coder}.annotator"
        if path.exists():
            return path
        first = number * self.sizes.packed
        articles = range(first, first + self.sizes.packed)
        with Project.open(lead) as project:
            project.coder = CODER
            project.apply(ImportRecords(records=(Coder(id=coder_id(coder), handle=coder),)))
            project.write_package(path, coder=coder, articles=[f"a{n}" for n in articles])
        with Project.open(path) as theirs:
            theirs.coder = coder
            _put_news(theirs, articles, (coder,), labels_alone=True)
        return path

    def _once(self, name: str, make: Callable[[Path], None]) -> Path:
        path = self._path / f"{name}.annotator"
        if not path.exists():
            make(path)
        return path


def _filled(path: Path, fill: Callable[[Project], None], codebook: Codebook | None = None) -> None:
    def filled(project: Project) -> None:
        project.coder = CODER
        fill(project)

    Project.create(path, codebook=codebook or default_codebook(), fill=filled).close()


def _put_article(project: Project, size: ArticleSize) -> None:
    coder = Coder(id=coder_id(CODER), handle=CODER)
    texts = {name: article_text(size.characters, n) for n, name in enumerate(("one", "two"))}
    articles = tuple(NewArticle(id=i, title=i.title(), text=text) for i, text in texts.items())
    project.apply(ImportRecords(articles=articles, records=(coder,)))
    for name, text in texts.items():
        marks = marks_on(len(text), size.marks)
        records = tuple(
            Annotation(
                id=f"{name}-{number}",
                article=name,
                code=code,
                coder=coder.id,
                **anchored(text, [(start, end)]),  # pyright: ignore[reportArgumentType] - as `Annotation` has them
            )
            for number, (code, start, end) in enumerate(marks)
        )
        project.apply(ImportRecords(records=records))


def _put_news(
    project: Project, numbers: range, coders: Sequence[str], *, labels_alone: bool = False
) -> None:
    known = {one.id for one in project.find(Coder)}
    new = [Coder(id=coder_id(one), handle=one) for one in coders if coder_id(one) not in known]
    if new:
        project.apply(ImportRecords(records=tuple(new)))
    for few in batched(numbers, _AT_ONCE):
        articles: list[NewArticle] = []
        records: list[Record] = []
        for number in few:
            chance = random.Random(number)
            article = news(number, chance)
            articles.append(article)
            records += Labels(coders, chance).on(article)
        brought = () if labels_alone else tuple(articles)
        project.apply(ImportRecords(articles=brought, records=tuple(records)))
