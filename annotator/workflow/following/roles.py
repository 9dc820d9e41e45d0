"""Whose files are for whom: a reviewer takes what is of the study, a coder what is theirs."""

import hashlib

import msgspec

from annotator.domain.people import Coder
from annotator.domain.settings import project_settings
from annotator.domain.state import find_coder
from annotator.store.packaging.reading import PackageFacts
from annotator.store.project import Project


class Role(msgspec.Struct, frozen=True):
    """Who somebody is in a project: a coder's id, empty where they are none yet.

    They take everybody's work where they are a reviewer or the project names none, and `leads`
    tells whether they send others what is assigned and decided.
    """

    coder: str
    takes_all: bool
    leads: bool

    def takes(self, facts: PackageFacts) -> bool:
        """Tell whether a file of this study is for them."""
        return self.takes_all or (bool(self.coder) and facts.coder == self.coder)


def role_of(project: Project, handle: str) -> Role:
    """Return who somebody is in a project."""
    known = find_coder(project, handle) if handle else None
    reviewers = project_settings(project.info().settings).reviewers
    leads = known is not None and known.id in reviewers
    return Role(known.id if known else "", leads or not reviewers, leads)


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A package that is to be in the folder: whose, with which articles (ids), and from whom.

    `is_own` is a coder's own work; others are for a coder, with what was decided.
    """

    coder: str
    articles: frozenset[str]
    is_own: bool

    @property
    def number(self) -> str:
        """Return what stands for its articles."""
        ids = "\n".join(sorted(self.articles))
        return hashlib.sha256(ids.encode()).hexdigest()[:16]


def letters(project: Project, handle: str) -> list[Letter]:
    """Return what somebody sends: their own work, and as a reviewer what is each coder's.

    What has no articles is sent only where something was before: that it is gone.
    """
    role = role_of(project, handle)
    known = project.get(Coder, role.coder) if role.coder else None
    if known is None:
        return []
    found: list[Letter] = []
    touched = project.followed.touched_by(known.id)
    articles = touched if role.leads else set(project.article_ids())
    if touched or not role.leads:
        found.append(Letter(coder=known.handle, articles=frozenset(articles), is_own=True))
    if role.leads:
        others = (one for one in project.find(Coder) if one.id != known.id and not one.archived)
        found += [_for(project, one) for one in others]
    return found


def _for(project: Project, coder: Coder) -> Letter:
    articles = frozenset(project.followed.touched_by(coder.id))
    return Letter(coder=coder.handle, articles=articles, is_own=False)
