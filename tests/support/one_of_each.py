"""Records of every kind that refer to one another in every way that they can."""

from annotator.domain.annotation import Annotation, Decision, Verdict, anchored, make_link
from annotator.domain.article import Article, Status, WorkStatus, fingerprint
from annotator.domain.codebook import Choice, Code, Field, FieldType, LinkRule
from annotator.domain.draws import DrawnArticle, drawn_id
from annotator.domain.edits.articles import status_id
from annotator.domain.layout import RoleStretch, StretchRole, layout_of
from annotator.domain.people import Actor, Affiliation, Coder, coder_id
from annotator.domain.project_info import ProjectInfo
from annotator.domain.record import Fragment, Record
from annotator.domain.refusals import Refusal, refusal_id
from annotator.domain.runs import Run, Score, run_id, score_id
from annotator.domain.settings import NextOrder
from annotator.domain.shells import shell_of
from annotator.domain.study import (
    ArticleState,
    Freeze,
    Inclusion,
    PracticeResult,
    Remark,
    Round,
    RoundKind,
    SentBack,
    Settlement,
    inclusion_id,
    practice_result_id,
    sent_back_id,
    settlement_id,
)
from annotator.domain.teamwork import Comment, make_assignment
from annotator.domain.timing import Stretch, timing_of

TEXT = "We will see."
KIND = Field(id="kind", name="Kind", type=FieldType.CHOICE, choices=(Choice("direct", "Direct"),))
QUOTE = Code(
    id="quote",
    name="Quote",
    parent="heading",
    fields=(KIND,),
    links=(LinkRule(type="target", name="About", ends=("actor", "quote")),),
)
ANA = Coder(id=coder_id("ana"), handle="ana")
Q1 = Annotation(
    id="q1",
    article="a",
    code="quote",
    coder=ANA.id,
    values={"kind": "direct"},
    **anchored(TEXT, ((0, 2),)),  # type: ignore[arg-type]
)
Q2 = Annotation(id="q2", article="a", code="quote", coder=ANA.id, **anchored(TEXT, ((3, 7),)))  # type: ignore[arg-type]
TO_Q2 = make_link("q1", "target", to="q2")
TO_MAYOR = make_link("q1", "target", actor="mayor")
STATUS = Status(id=status_id("a", ANA.id), article="a", coder=ANA.id, status=WorkStatus.DONE)
TIMING = timing_of(Stretch("a", "2026-01-31", "ab12", 300_000), ANA.id)
ASSIGNMENT = make_assignment("a", ANA.id, "")
PILOT = Round(id="pilot", name="Pilot", kind=RoundKind.PILOT)
OF_THE_STUDY: tuple[Record, ...] = (
    PILOT,
    Inclusion(id=inclusion_id("a", "pilot"), article="a", round="pilot", probability=0.25),
    PracticeResult(
        id=practice_result_id("a", ANA.id), article="a", coder=ANA.id, score=0.5, passed=False
    ),
    Settlement(id=settlement_id("a"), article="a", reviewer=ANA.id, state=ArticleState.IN_REVIEW),
    SentBack(id=sent_back_id("a", ANA.id), article="a", coder=ANA.id, reviewer=ANA.id),
    Remark(id="r1", asker=ANA.id, coder=ANA.id, text="Why?", at="", article="a", code="quote"),
    Remark(id="r2", asker=ANA.id, coder=ANA.id, text="So.", at=""),
    Freeze(id="f", name="First", coder=ANA.id, at=""),
)
REFUSAL = Refusal(
    id=refusal_id("a", ANA.id, "quote", (Fragment(0, 7),)),
    article="a",
    coder=ANA.id,
    code="quote",
    fragments=(Fragment(0, 7),),
    by="rules 1",
    rule="that",
    score=0.5,
)
DRAWN = DrawnArticle(
    id=drawn_id("a", ANA.id),
    article="a",
    coder=ANA.id,
    by=NextOrder.NOVEL,
    probability=0.25,
    batch=1,
    place=0,
)
AS_IT_CAME: tuple[Record, ...] = (
    layout_of("a", (RoleStretch(0, 2, StretchRole.DATELINE),)),
    Run(id=run_id(ANA.id), coder=ANA.id, name="First run", model="toy", cost=0.5, currency="EUR"),
    Score(id=score_id("q2"), annotation="q2", score=0.75, reason="“said”", by="rules 1"),
    REFUSAL,
    DRAWN,
    *filter(None, [shell_of("Quay sold", {"url": "https://courier.example/quay", "outlet": "C"})]),
)
EACH: tuple[Record, ...] = (
    ProjectInfo(title="Study"),
    ANA,
    Actor(
        id="mayor",
        name="Mayor",
        affiliations=(Affiliation("Town hall", "2019", "2021-05"),),
        values={"age": {"value": 51, "how": "public_record"}},
        unlike={"x": True},
    ),
    Code(id="heading", name="Heading", group=True),
    QUOTE,
    Article(id="a", title="A", text_sha256=fingerprint(TEXT), length=len(TEXT)),
    STATUS,
    TIMING,
    Q1,
    Q2,
    TO_Q2,
    TO_MAYOR,
    Decision(id="d", annotation="q2", reviewer=ANA.id, verdict=Verdict.ACCEPTED, at=""),
    ASSIGNMENT,
    Comment(id="co", annotation="q2", coder=ANA.id, text="?", at=""),
    *OF_THE_STUDY,
    *AS_IT_CAME,
)
