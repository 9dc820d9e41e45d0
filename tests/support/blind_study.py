"""A study of three articles that others have coded, and everything that decides what ben sees."""

from collections.abc import Callable
from pathlib import Path

import msgspec
from hypothesis import strategies as st
from led_project import CODES, WORDS, do, tag
from once import opened_copy

from annotator.domain.annotation import Annotation
from annotator.domain.article import WorkStatus
from annotator.domain.edits.articles import NewArticle, SetStatus
from annotator.domain.edits.base import Edit
from annotator.domain.edits.links import AddLink, PutActor
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.review import AddComment, Settle
from annotator.domain.edits.team import Assign, SetSetting, Unassign
from annotator.domain.layout import RoleStretch, StretchRole
from annotator.domain.people import Actor, coder_id
from annotator.domain.settings import OPEN_SETTING
from annotator.domain.teamwork import Assignment
from annotator.domain.visibility import Visibility
from annotator.store.project import Project

ARTICLES = ("a1", "a2", "a3")
ROLES = {
    "a1": (RoleStretch(0, 2, StretchRole.CAPTION),),
    "a2": (RoleStretch(1, 3, StretchRole.PULL_QUOTE, repeats=True),),
}
BEN = coder_id("ben")


class Facts(msgspec.Struct, frozen=True):
    """What decides which labels ben may see; he has said nothing of the last article."""

    first: WorkStatus
    second: WorkStatus
    assigned: frozenset[str]
    open_labels: bool
    reviewing: bool

    @property
    def statuses(self) -> dict[str, WorkStatus]:
        """Ben's status on each article of which he has said something."""
        return {"a1": self.first, "a2": self.second}

    def visibility(self, *, reviewing: bool | None = None) -> Visibility:
        """Return what ben may see then; as a reviewer or not, whatever he does."""
        return Visibility(
            coder=BEN,
            statuses=self.statuses,
            assigned=self.assigned,
            open_labels=self.open_labels,
            reviewing=self.reviewing if reviewing is None else reviewing,
        )


every_facts = st.builds(
    Facts,
    st.sampled_from(WorkStatus),
    st.sampled_from(WorkStatus),
    st.frozensets(st.sampled_from(ARTICLES)),
    st.booleans(),
    st.booleans(),
)


def _labels(article: str) -> list[tuple[str, list[Edit]]]:
    """Return what each coder has on an article; ana links to ben's, too."""
    ben = [tag(f"{article}-ben-s", article, "source", "three")]
    if article != "a3":
        ben.append(tag(f"{article}-ben", article, "quote", "two three", kind="indirect"))
    ana = [
        tag(f"{article}-ana", article, "quote", "one two", kind="direct"),
        tag(f"{article}-ana-s", article, "source", "five"),
        AddLink(annotation=f"{article}-ana", type="said_by", actor="zoe"),
        AddLink(annotation=f"{article}-ana", type="said_by", to=f"{article}-ben-s"),
        AddComment(id=f"{article}-why", annotation=f"{article}-ana", text="Why so?"),
        SetStatus(article, WorkStatus.DONE),
    ]
    cleo = [
        tag(f"{article}-cleo", article, "quote", "one two three"),
        SetStatus(article, WorkStatus.DONE),
    ]
    lea = [
        Settle(take=(f"{article}-ana",)),
        Settle(over=(f"{article}-ben-s",), reason="Wrong code"),
    ]
    if article == "a3":
        ben, ana[3:4], lea = [], [], lea[:1]
    return [("ben", [*ben]), ("ana", ana), ("cleo", [*cleo]), ("lea", [*lea])]


def blind_study(folder: Path) -> Project:
    """Make the project; ben sits in front of it, and has nothing on the last article."""
    return opened_copy("blind study", _make, folder / "blind.annotator", "ben")


def _make(path: Path) -> Project:
    project = Project.create(path, codebook=CODES)
    project.coder = "lea"
    found = tuple(
        NewArticle(id=i, title=f"Article {i}", text=WORDS, stretches=ROLES.get(i, ()))
        for i in ARTICLES
    )
    project.apply(ImportRecords(articles=found))
    project.apply(PutActor(Actor(id="zoe", name="Zoe")))
    for article in ARTICLES:
        for coder, edits in _labels(article):
            do(project, coder, *edits)
    project.coder = "ben"
    return project


def bring_about(project: Project, apply: Callable[[Edit], object], facts: Facts) -> None:
    """Make the facts true, edit by edit; who reviews is the session's to say."""
    for article, status in facts.statuses.items():
        apply(SetStatus(article, status))
    there = {one.article: one.id for one in project.find(Assignment, coder=BEN)}
    over = tuple(ident for article, ident in there.items() if article not in facts.assigned)
    if over:
        apply(Unassign(over))
    new = tuple((article, "ben") for article in sorted(facts.assigned - there.keys()))
    if new:
        apply(Assign(new))
    if bool(project.info().settings.get(OPEN_SETTING)) != facts.open_labels:
        apply(SetSetting(OPEN_SETTING, value=facts.open_labels or None))


def seen(project: Project, visibility: Visibility, article: str | None = None) -> set[str]:
    """Return the ids of the annotations that may be seen, by the one value alone."""
    found = project.find(Annotation)
    return {one.id for one in found if visibility.sees(one) and article in (None, one.article)}
