"""What recoding is said to cost is what it costs."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.annotation import Annotation, Link
from annotator.domain.codebook import Choice, Code, Codebook, Field, FieldType, LinkRule
from annotator.domain.edits.annotations import ChangeCode, Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.base import Together
from annotator.domain.edits.links import AddLink, PutActor
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import UserError
from annotator.domain.people import Actor
from annotator.store.project import Project
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.recoding import Losses, losses

YES = (Choice("yes", "Yes"), Choice("no", "No"))
HEARD = Field(id="heard", name="Heard", type=FieldType.CHOICE, choices=YES)
SEEN = Field(id="seen", name="Seen", type=FieldType.CHOICE, choices=YES)
BY = LinkRule(type="by", name="Said by", ends=("claim", "actor"))
BOOK = Codebook(
    codes=(
        Code(id="quote", name="Quote", fields=(HEARD, SEEN), links=(BY,)),
        Code(id="claim", name="Claim", fields=(HEARD,), links=(BY,)),
        Code(id="plain", name="Plain"),
    )
)
TEXT = "one two three four"


def made(path: Path) -> Project:
    project = Project.create(path, codebook=BOOK)
    project.coder = "ana"
    project.apply(ImportRecords(articles=(NewArticle(id="a", title="A", text=TEXT),)))
    project.apply(PutActor(Actor(id="z", name="Z")))
    return project


codes = st.sampled_from(["quote", "claim", "plain"])
answers = st.dictionaries(st.sampled_from(["heard", "seen"]), st.just("yes"))
tagged = st.lists(st.tuples(codes, answers), min_size=1, max_size=4)
links = st.lists(st.tuples(st.integers(0, 3), st.sampled_from([0, 1, 2, 3, "z"])), max_size=6)


def apply_if_allowed(project: Project, edit: AddLink | Tag) -> None:
    try:
        project.apply(edit)
    except UserError:
        return


@given(tagged=tagged, links=links, code=codes, chosen=st.sets(st.integers(0, 3), min_size=1))
@settings(deadline=None, max_examples=40)
def test_as_much_goes_as_is_said(
    tmp_path_factory: pytest.TempPathFactory,
    tagged: list[tuple[str, dict[str, str]]],
    links: list[tuple[int, int | str]],
    code: str,
    chosen: set[int],
) -> None:
    with made(tmp_path_factory.mktemp("p") / "p.annotator") as project:
        for number, (own, values) in enumerate(tagged):
            place = ((number, number + 1),)
            fields = BOOK.codes[("quote", "claim", "plain").index(own)].fields
            kept = {key: value for key, value in values.items() if key in {f.id for f in fields}}
            project.apply(Tag(id=f"t{number}", article="a", code=own, fragments=place, values=kept))
        for start, end in links:
            to, actor = (f"t{end}", "") if isinstance(end, int) else ("", end)
            apply_if_allowed(
                project, AddLink(annotation=f"t{start}", type="by", to=to, actor=actor)
            )
        article = OpenArticle.load(project, "a")
        assert article is not None
        ids = [f"t{number}" for number in sorted(chosen) if number < len(tagged)]
        new = BOOK.code(code)
        assert new is not None
        wanted = [one for one in map(article.annotations.get, ids) if one is not None]
        said = losses(article, BOOK, wanted, new)
        before = (values_in(project), project.find(Link))
        project.apply(Together([ChangeCode(one, code) for one in ids]))
        after = (values_in(project), project.find(Link))
        assert Counter(said.answers) == before[0] - after[0]
        assert len(said.links) == len(before[1]) - len(after[1])
        assert set(said.links) <= {"Said by"}


def values_in(project: Project) -> Counter[str]:
    names = {"heard": "Heard", "seen": "Seen"}
    return Counter(names[key] for one in project.find(Annotation) for key in one.values)


def test_losses_are_said_with_what_is_lost_how_often() -> None:
    assert Losses().words() == ""
    assert Losses(("Type", "Stance", "Type"), ("Cue",)).words() == (
        "3 answers (Type, Stance) and 1 link (Cue)"
    )
