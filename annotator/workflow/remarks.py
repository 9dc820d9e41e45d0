"""The notes to the lead as threads: what each is about, whose it is, and whether it waits."""

from collections import defaultdict

import msgspec

from annotator.domain.article import Article
from annotator.domain.codebook import Codebook
from annotator.domain.placeless import without_label
from annotator.domain.settings import project_settings
from annotator.domain.study import Remark
from annotator.domain.visibility import Visibility
from annotator.domain.wording import quoted
from annotator.store.project import Project

CODEBOOK_AS_A_WHOLE = "The codebook"


class RemarkThread(msgspec.Struct, frozen=True, kw_only=True):
    """All that one coder (`asker`, an id) asked about one thing, and what was answered, in order.

    It is about an article or a code (ids), or with neither about the codebook as a whole.
    """

    asker: str
    article: str | None
    code: str | None
    remarks: tuple[Remark, ...]

    @property
    def key(self) -> tuple[str, str | None, str | None]:
        """What tells it apart from other threads."""
        return self.asker, self.article, self.code

    @property
    def last(self) -> Remark:
        """What was said last."""
        return self.remarks[-1]

    @property
    def is_open(self) -> bool:
        """Whether nobody has closed it since something was said."""
        return not self.last.closes

    @property
    def waits_for_lead(self) -> bool:
        """Whether whoever asked has spoken last."""
        return self.is_open and self.last.coder == self.asker

    @property
    def said_last(self) -> str:
        """The last words of it."""
        said = next((one.text for one in reversed(self.remarks) if one.text), "")
        return without_label(said)


def sees_all_remarks(project: Project, visibility: Visibility) -> bool:
    """Tell whether somebody sees the notes of others, and not their own alone.

    That is a reviewer; where the project names none, who reviews now, or has nothing to code.
    """
    settings = project_settings(project.info().settings)
    if settings.reviewers:
        return settings.may_review(visibility.coder)
    return visibility.reviewing or not visibility.assigned


def remark_threads(project: Project, visibility: Visibility) -> list[RemarkThread]:
    """Return the threads that may be seen: what is open first, of these what was said last."""
    by_key: defaultdict[tuple[str, str | None, str | None], list[Remark]] = defaultdict(list)
    if sees_all_remarks(project, visibility):
        found = project.find(Remark)
    else:
        found = project.find(Remark, asker=visibility.coder) if visibility.coder else []
    for one in found:
        by_key[one.asker, one.article, one.code].append(one)
    threads = [
        RemarkThread(
            asker=asker,
            article=article,
            code=code,
            remarks=tuple(sorted(said, key=lambda one: (one.at, one.id))),
        )
        for (asker, article, code), said in by_key.items()
    ]
    threads.sort(key=lambda one: (one.last.at, one.last.id), reverse=True)
    return sorted(threads, key=lambda one: not one.is_open)


def about_words(project: Project, codebook: Codebook, article: str | None, code: str | None) -> str:
    """Say what a note is about: "Article “Grain talks”", "Code Quote", "The codebook"."""
    parts: list[str] = []
    if article is not None:
        found = project.get(Article, article)
        parts.append(f"Article {quoted(found.title, 48)}" if found else "An article that is gone")
    if code is not None:
        known = codebook.code(code)
        parts.append(f"Code {known.name if known else code}")
    return ", ".join(parts) or CODEBOOK_AS_A_WHOLE
