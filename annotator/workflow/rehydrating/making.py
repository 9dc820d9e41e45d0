"""Makes a project of a release without texts, with texts that somebody obtained anew."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from annotator.analysis.wordless.placing import Certainty
from annotator.domain.article import fingerprint
from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.formats.incoming import Incoming, ReadOptions
from annotator.formats.jsonl.records import LinesOfFile
from annotator.formats.labels.questions import written
from annotator.formats.release.lines import WordlessLine
from annotator.formats.release.reading import ReadRelease, read_release
from annotator.store.project import Project
from annotator.workflow.importing.batch import ImportItem
from annotator.workflow.importing.pieces import ImportItems
from annotator.workflow.rehydrating.matching import Matcher, TextMatch
from annotator.workflow.rehydrating.putting_back import PutBackArticle, Questions, put_back
from annotator.workflow.rehydrating.report import LabelToSee, MissingArticle, Rehydrated
from annotator.workflow.rehydrating.texts import texts_in


def rehydrate(
    release: Path, sources: Sequence[Path], out: Path, progress: Progress = no_progress
) -> Rehydrated:
    """Make the project `out` of a release's labels on the texts of files, folders and projects.

    Raise a `UserError` when the release can't be read, no text is any of its articles', or
    something is at `out` already; nothing is made then.
    """
    read = read_release(release)
    report = Rehydrated(articles=len(read.lines))
    matcher = Matcher(read.lines)
    for one in texts_in(sources, progress, lambda error: report.unread.append(str(error))):
        matcher.offer(one)
    matches = matcher.matches()
    if not matches:
        message = "None of the texts is an article of the release."
        remedy = f"It has {counted(len(read.lines), 'article')}; see its data/articles.csv."
        raise UserError(message, where=release.name, remedy=remedy)
    items = list(_items(read, matches, report, written(release)))
    edit = ImportItems(items, [read.companion])
    title = read.companion.project.title
    Project.create(out, title=title, fill=lambda made: _fill(made, edit, progress)).close()
    return report


def _fill(project: Project, edit: ImportItems, progress: Progress) -> None:
    project.apply(edit, progress)


def _items(
    read: ReadRelease, matches: Mapping[int, TextMatch], report: Rehydrated, at: str
) -> list[ImportItem]:
    """Return the articles with their texts as they come in, and count what came of each label."""
    options = ReadOptions(codebook=read.companion.codebook)
    lines = LinesOfFile(options, read.companion)
    questions = Questions(read.companion.coders, at)
    items: list[ImportItem] = []
    for n, line in enumerate(read.lines):
        match = matches.get(n)
        if match is None:
            report.missing.append(_missing(line))
            continue
        done = put_back(line, match.found)
        try:
            article, records = lines.taken(done.line)
        except UserError as error:
            report.unread.append(str(error.at(match.found.where)))
            report.missing.append(_missing(line))
            continue
        incoming = Incoming(
            where=match.found.where,
            article=article,
            records=(*records, *questions.of(line, done, article.id)),
            has_id=True,
            says_excluded=True,
        )
        sha256 = fingerprint(article.text)
        items.append(ImportItem(incoming=incoming, sha256=sha256, excluded=article.excluded))
        report.found[match.by] += 1
        _count(line, done, report)
    return items


def _missing(line: WordlessLine) -> MissingArticle:
    url, labels = str(line.meta.get("url") or ""), len(line.annotations)
    return MissingArticle(article=line.id, title=line.title or "", url=url, labels=labels)


def _count(line: WordlessLine, done: PutBackArticle, report: Rehydrated) -> None:
    report.labels.update(done.how.values())
    report.stretches_lost += done.stretches_lost
    for part in line.annotations:
        how = done.how[part.id]
        if how in (Certainty.DOUBTFUL, Certainty.LOST):
            report.to_see.append(
                LabelToSee(
                    article=line.id,
                    title=line.title or "",
                    annotation=part.id,
                    code=part.code,
                    layer=part.layer,
                    how=how,
                    start=part.start,
                    end=part.end,
                )
            )
