"""Coders under numbers: wherever their names stand."""

from annotator.domain.annotation import Origin
from annotator.domain.codebook import Code, Codebook
from annotator.domain.people import Coder, coder_id
from annotator.domain.runs import Run, run_id
from annotator.formats.companion import Companion, ProjectPart
from annotator.formats.jsonl.lines import AnnotationPart, ArticleLine, CommentPart, LinkPart
from annotator.formats.release.disguise import Disguise

ANA = Coder(id=coder_id("ana"), handle="ana", name="Ana Núñez")
MODEL = Coder(id=coder_id("gpt by ana"), handle="gpt by ana")
RUN = Run(id=run_id(MODEL.id), coder=MODEL.id, name="gpt by ana", model="m-1", note="Ana Núñez ran")
PLAIN = Disguise([ANA, MODEL], [RUN], numbered=True)
RANDOM = "3f2b6c1e-6a53-4c55-9d0a-6f9d7f0f6a11"


def test_notes_that_name_coders_name_their_numbers() -> None:
    said = "ANA and Ana Núñez agree with @ana, banana does not; see gpt by ana."
    assert PLAIN.words(said) == "A1 and A1 agree with @A1, banana does not; see M1."


def test_programs_are_told_from_people() -> None:
    assert (PLAIN.handle("ana"), PLAIN.handle("gpt by ana"), PLAIN.handle("gold")) == (
        "A1",
        "M1",
        "gold",
    )


def test_an_id_that_a_handle_may_be_guessed_from_becomes_another() -> None:
    first = AnnotationPart(id="ana-1", code="quote", layer="ana", coder="ana", origin=Origin.HUMAN)
    second = AnnotationPart(
        id=RANDOM,
        code="quote",
        layer="ana",
        coder="ana",
        links=(LinkPart(type="target", annotation="ana-1"),),
        comments=(CommentPart(coder="ana", text="@ana?", id="c-ana"),),
    )
    line = PLAIN.line(ArticleLine(id="a", text="Text", annotations=(first, second)))
    one, two = line.annotations
    assert one.id not in ("ana-1", "")
    assert two.id == RANDOM
    assert two.links[0].annotation == one.id
    assert two.comments[0].text == "@A1?"
    assert two.comments[0].id not in ("c-ana", one.id)


def test_what_belongs_to_no_article_names_nobody_either() -> None:
    book = Codebook(codes=(Code(id="ana", name="By ana only", definition="Ask Ana Núñez."),))
    project = ProjectPart(settings={"reviewers": [ANA.id], "left_proposals": ["e1"]})
    found = PLAIN.companion(
        Companion(codebook=book, project=project, coders=(ANA, MODEL), actors=(), runs=(RUN,))
    )
    assert [one.handle for one in found.coders] == ["A1", "M1"]
    assert not {ANA.id, MODEL.id} & {one.id for one in found.coders}
    assert found.codebook.codes[0].definition == "Ask A1."
    assert found.codebook.codes[0].id == "ana"
    assert found.project.settings == {"reviewers": [found.coders[0].id]}
    assert found.runs[0].coder == found.coders[1].id
    assert (found.runs[0].name, found.runs[0].note, found.runs[0].model) == ("M1", "A1 ran", "m-1")
