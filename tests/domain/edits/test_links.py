"""Links and actors."""

import pytest
from memory import Memory, put
from msgspec.structs import replace

from annotator.domain.annotation import Link, make_link
from annotator.domain.codebook import Code
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.links import AddLink, ArchiveActor, PutActor, RemoveLink
from annotator.domain.errors import UserError
from annotator.domain.people import Actor


def ends(memory: Memory) -> list[str | None]:
    return [one.target_annotation or one.target_actor for one in memory.find(Link)]


def test_a_link_is_tied_and_untied(memory: Memory) -> None:
    assert memory.do(AddLink(annotation="q", type="said_by", to="s")) == "Said by linked"
    assert memory.do(AddLink(annotation="q", type="said_by", actor="mayor")) == "Said by linked"
    assert ends(memory) == ["s", "mayor"]
    link = make_link("q", "said_by", to="s")
    assert memory.do(RemoveLink(link.id)) == "Said by unlinked"
    assert ends(memory) == ["mayor"]


def test_where_only_one_is_allowed_the_new_link_takes_the_old_ones_place(memory: Memory) -> None:
    memory.do(Tag(id="c2", article="a", code="cue", fragments=((0, 1),)))
    memory.do(AddLink(annotation="q", type="cue", to="c"))
    memory.do(AddLink(annotation="q", type="cue", to="c2"))
    assert ends(memory) == ["c2"]


def test_tying_the_same_link_again_changes_nothing(memory: Memory) -> None:
    quote = memory.need(Code, "quote")
    two = replace(quote.links[0], maximum=2)
    memory.do(put(replace(quote, links=(two, *quote.links[1:]))))
    memory.do(AddLink(annotation="q", type="said_by", to="s"))
    memory.do(AddLink(annotation="q", type="said_by", actor="mayor"))
    memory.do(AddLink(annotation="q", type="said_by", to="s"))
    assert ends(memory) == ["s", "mayor"]


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (
            AddLink(annotation="gone", type="cue", to="c"),
            "There is no annotation gone in this project.",
        ),
        (AddLink(annotation="q", type="is", actor="mayor"), "Quote has no link “is”."),
        (AddLink(annotation="q", type="target", to="q"), "can't be linked to itself"),
        (AddLink(annotation="q", type="cue", to="s"), "“Cue” of Quote can't end at source."),
        (AddLink(annotation="q", type="cue"), "A link ends at one annotation or one actor."),
        (RemoveLink("gone"), "There is no link gone in this project."),
        (ArchiveActor("gone"), "There is no actor gone in this project."),
        (PutActor(Actor(id="x", name="")), "An actor needs a name."),
    ],
)
def test_what_makes_no_sense_is_refused(
    memory: Memory, edit: AddLink | RemoveLink | ArchiveActor | PutActor, sentence: str
) -> None:
    with pytest.raises(UserError, match=sentence):
        memory.do(edit)


def test_a_colleagues_annotation_is_linked_and_unlinked_by_nobody_else(memory: Memory) -> None:
    memory.do(AddLink(annotation="q", type="cue", to="c"))
    link = memory.find(Link)[0]
    for edit in (AddLink(annotation="q", type="said_by", to="s"), RemoveLink(link.id)):
        with pytest.raises(UserError, match=r"colleague's\. Only its coder can change it"):
            memory.do(edit, coder="ben")


def test_actors_are_added_changed_archived_and_offered_again(memory: Memory) -> None:
    actor = Actor(id="p", name="Peskov")
    assert memory.do(PutActor(actor)) == "Actor Peskov added"
    assert memory.do(PutActor(replace(actor, role="government"))) == "Actor Peskov changed"
    assert memory.do(ArchiveActor("p")) == "Actor Peskov archived"
    assert memory.need(Actor, "p").archived
    assert memory.do(ArchiveActor("p", archived=False)) == "Actor Peskov offered again"
    assert not memory.need(Actor, "p").archived
