"""Edits of every kind, generated to fit a project mostly and to be refused sometimes."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace
from once import opened_copy

from annotator.domain.actor_variables import ActorVariable, ActorVariableType
from annotator.domain.annotation import (
    GOLD_LAYER,
    Annotation,
    Decision,
    Link,
    Origin,
    Verdict,
    carried_id,
    make_link,
)
from annotator.domain.article import Article, WorkStatus, fingerprint
from annotator.domain.codebook import (
    AskedUnit,
    Choice,
    Code,
    Codebook,
    Field,
    FieldType,
    LinkRule,
    Moved,
    ScaleStep,
    Scope,
)
from annotator.domain.edits.actors import (
    MergeActors,
    PartActors,
    PutActors,
    SetActorVariables,
    SplitActor,
)
from annotator.domain.edits.annotations import (
    AddFragment,
    ChangeCode,
    Delete,
    SetFragments,
    SetNote,
    SetValue,
    Tag,
)
from annotator.domain.edits.answers import TakeAnswers
from annotator.domain.edits.articles import (
    EditArticle,
    Exclude,
    NewArticle,
    RemoveArticles,
    SetStatus,
)
from annotator.domain.edits.base import Edit, Together
from annotator.domain.edits.codebook import (
    MoveCode,
    PutCode,
    ReplaceCodebook,
    RetireCode,
    SetProjectTitle,
    SetVariables,
)
from annotator.domain.edits.codebook_adding import AddCodes
from annotator.domain.edits.copies import CarryLabels, LabelToCarry, LinkToCarry
from annotator.domain.edits.correcting import CorrectText, DropLeftOut, PlaceLeftOut
from annotator.domain.edits.drawing import DrawNext
from annotator.domain.edits.links import AddLink, ArchiveActor, PutActor, Relink, RemoveLink
from annotator.domain.edits.people import GiveWork, HandOver, KeepRules
from annotator.domain.edits.places import LeaveOutLabel, LeaveOutNoted, PlaceLabel, PlaceNoted
from annotator.domain.edits.practice import KeepPracticeResult, Practised
from annotator.domain.edits.putting_back import ArticleBefore, PutBack
from annotator.domain.edits.records import BringBack, ImportRecords, PutCoder
from annotator.domain.edits.remarks import AddRemark
from annotator.domain.edits.reshaping import ReshapeField
from annotator.domain.edits.review import AddComment, GiveReason, Settle, Undecide
from annotator.domain.edits.rounds import (
    Include,
    OrderRounds,
    PutRound,
    RemoveRound,
    Repeat,
    TakeOut,
)
from annotator.domain.edits.sampling import KeepSample
from annotator.domain.edits.settlements import LockArticles, SendBack, SetArticleState
from annotator.domain.edits.suggestions import KeepScore, Refuse
from annotator.domain.edits.taking_codebook import AnswersMoved, TakeCodebook
from annotator.domain.edits.team import Assign, SetSetting, Unassign
from annotator.domain.edits.units import AnswerUnit, unit_answer_id
from annotator.domain.kinds import KINDS, from_values
from annotator.domain.people import WITHOUT_VALUE, Actor, Affiliation, Coder, HowKnown
from annotator.domain.placeless import KeptLink, Placeless, noted, place_question_id
from annotator.domain.project_info import ArticleVariable, VariableType
from annotator.domain.record import Fragment, Record
from annotator.domain.refusals import Refused
from annotator.domain.settings import OPEN_SETTING, REASONS_SETTING, NextOrder, project_settings
from annotator.domain.study import ArticleState, Remark, Round, RoundKind
from annotator.domain.teamwork import Assignment, Comment
from annotator.domain.timing import Stretch
from annotator.domain.whose_work import WorkRule
from annotator.store.project import Project
from annotator.store.reading.label_query import LabelQuery
from annotator.workflow.backups.contents import contents
from annotator.workflow.bulk.acts import BulkAct, LinkTo, Recode, Remove, SetAnswer, WriteNote
from annotator.workflow.bulk.batch import Changer
from annotator.workflow.bulk.planning import BulkPlan, planned
from annotator.workflow.codebooks.codes import merge_codes, split_code
from annotator.workflow.visibility import visibility_of

TEXTS = (
    "“We will,” the mayor said, “see.”",
    "a\0b\u2028👩‍👩‍👧\re\u0301 שלום\u00a0x",
    "",
)
KIND = Field(
    id="kind",
    name="Kind",
    type=FieldType.CHOICE,
    choices=(Choice("direct", "Direct"), Choice("other", "Other", choices=(Choice("odd", "Odd"),))),
)
MANY = replace(KIND, id="many", name="Many", type=FieldType.MULTI_CHOICE, default=("odd",))
STANCE = Field(
    id="stance", name="Stance", type=FieldType.SCALE, steps=(ScaleStep(-1), ScaleStep(1))
)
TARGET = LinkRule(type="target", name="About", ends=("actor", "*"))
SAID_BY = LinkRule(type="said_by", name="Said by", ends=("source", "actor"), maximum=1)
QUOTE = Code(id="quote", name="Quote", key="Q", fields=(KIND, MANY), links=(SAID_BY, TARGET))
SOURCE = Code(id="source", name="Source", key="S", parent="people", fields=(KIND, STANCE))
TONE = Code(id="tone", name="Tone", scope=Scope.ARTICLE, fields=(STANCE,), links=(TARGET,))
PEOPLE = Code(id="people", name="People", group=True)
TOPIC = Code(id="topic", name="Topic", fields=(KIND, STANCE), unit=AskedUnit.PARAGRAPH)
BOOK = Codebook(title="One", codes=(PEOPLE, QUOTE, SOURCE, TONE, TOPIC))
OTHER_BOOK = Codebook(
    title="Other", description="Less.", codes=(TONE, replace(QUOTE, links=(TARGET,)))
)
CODERS = ("ana", "ben")
ANSWERS: Sequence[tuple[str, Any]] = (
    *(("kind", "direct"), ("kind", "odd"), ("kind", None), ("kind", "x")),
    *(("many", ["odd", "direct"]), ("many", ("odd",)), ("many", ()), ("many", None)),
    *(("stance", -1), ("stance", 1), ("stance", 7), ("stance", True), ("gone", 1)),
)


def filled(path: Path, *, title: str = "", founder: str = "") -> Project:
    """Make a project that is filled, and open it as ana; one without a founder has no reviewer."""

    def make(path: Path) -> Project:
        project = Project.create(path, title=title, codebook=BOOK, coder=founder)
        project.coder = "ana"
        fill(project)
        return project

    return opened_copy(("filled", title or path.stem, founder), make, path, "ana")


def fill(project: Project) -> None:
    """Import an article `a` with a quote `q` that has a source `s` and a target."""
    article = NewArticle(id="a", title="Mayor waits", text=TEXTS[0], meta={"outlet": "AFP"})
    project.apply(ImportRecords(articles=(article,)))
    project.apply(PutActor(Actor(id="mayor", name="The mayor")))
    project.apply(Tag(id="q", article="a", code="quote", fragments=((0, 10), (27, 33))))
    project.apply(Tag(id="s", article="a", code="source", fragments=((11, 20),)))
    project.apply(SetValue("q", "kind", "direct"))
    project.apply(AddLink(annotation="q", type="said_by", to="s"))
    project.apply(AddLink(annotation="q", type="target", actor="mayor"))


Maker = Callable[[st.DataObject, Project], Edit]


def any_edit(data: st.DataObject, project: Project) -> Edit:
    """Draw an edit of any kind on what the project holds now."""
    return data.draw(st.sampled_from(MAKERS))(data, project)


def _pick(data: st.DataObject, project: Project, kind: type[Record]) -> str:
    return data.draw(st.sampled_from([record.id for record in project.find(kind)] or ["gone"]))


def _own(data: st.DataObject, project: Project) -> str:
    """Draw an annotation, of the coder's own for the most part."""
    coders = [coder.id for coder in project.find(Coder) if coder.handle == project.coder]
    own = [one.id for coder in coders for one in project.find(Annotation, coder=coder)]
    if own and data.draw(st.integers(0, 9)):
        return data.draw(st.sampled_from(own))
    return _pick(data, project, Annotation)


def _ranges(data: st.DataObject) -> tuple[tuple[int, int], ...]:
    points = data.draw(st.lists(st.integers(0, 14), min_size=2, max_size=4, unique=True))
    points.sort()
    return tuple(zip(points[::2], points[1::2], strict=False))


def _new_id(project: Project, kind: type[Record]) -> str:
    """Return an id that no record of any file ever had: deleted ones come back by undoing."""
    return f"{kind.__name__}-{project.path.stem}-{len(project.latest_edits(10_000))}"


def _import(data: st.DataObject, project: Project) -> Edit:
    name = _new_id(project, Article)
    text = data.draw(st.sampled_from(TEXTS)) + project.path.stem
    article = NewArticle(id=name, title=name, text=text, meta={"outlet": "AFP"}, excluded=((0, 0),))
    actor = Actor(id=f"{name}-actor", name="Actor", aliases=("A.", "B."))
    return ImportRecords(articles=(article, replace(article, id=f"{name}-2")), records=(actor,))


def _import_again(data: st.DataObject, project: Project) -> Edit:
    """Draw what an import or a merge does: whole records, a colleague's too."""
    records: list[Record] = [
        replace(one, note="again", values={"kind": "odd"} if one.code == "quote" else {})
        for one in project.find(Annotation)
    ]
    for annotation in project.find(Annotation)[:2]:
        reviewer = project.find(Coder)[0].id
        records.append(
            Decision(
                id=f"decision-{annotation.id}",
                annotation=annotation.id,
                reviewer=reviewer,
                verdict=data.draw(st.sampled_from(Verdict)),
                at="2025-05-19T09:30:00Z",
            )
        )
        if annotation.code == "quote":
            records.append(make_link(annotation.id, "target", to=annotation.id))
    return ImportRecords(records=tuple(records))


def _tag(data: st.DataObject, project: Project) -> Edit:
    code = data.draw(st.sampled_from(project.codebook().codes))
    return Tag(
        id=_new_id(project, Annotation),
        article=_pick(data, project, Article),
        code=code.id,
        fragments=_ranges(data) if code.scope is Scope.SPAN else (),
    )


def _answer_unit(data: st.DataObject, project: Project) -> Edit:
    """Answer for a unit, in a place of its own or where one has answered before."""
    article, coder = _pick(data, project, Article), project.coder
    fragments = data.draw(st.sampled_from((((0, 10),), ((11, 20),), _ranges(data)[:1])))
    values = data.draw(st.sampled_from(({"kind": "direct"}, {"kind": "odd", "stance": 1}, {})))
    return AnswerUnit(
        id=unit_answer_id(article, "topic", coder, fragments),
        article=article,
        code=data.draw(st.sampled_from(("topic", "topic", "topic", "quote"))),
        fragments=fragments,
        values=values,
        none=data.draw(st.booleans()),
    )


def _accept(data: st.DataObject, project: Project) -> Edit:
    made = _tag(data, project)
    assert isinstance(made, Tag)
    origin = data.draw(st.sampled_from((Origin.ACCEPTED, Origin.MENDED)))
    said = KeepScore(annotation=made.id, score=0.75, reason="“said”", by="rules 1")
    return Together((replace(made, origin=origin), said))


def _refuse(data: st.DataObject, project: Project) -> Edit:
    code = data.draw(st.sampled_from(project.codebook().codes))
    places = tuple(Fragment(*one) for one in _ranges(data))
    one = Refused(article=_pick(data, project, Article), code=code.id, fragments=places)
    return Refuse((one, replace(one, by="rules 1"))[: data.draw(st.integers(1, 2))])


def _carry(data: st.DataObject, project: Project) -> Edit:
    """Carry a label to some article, with a link to another that is carried or is there."""
    article, sources = _pick(data, project, Article), [_own(data, project), _own(data, project)]
    ids = [carried_id(one, article) for one in sources]
    places = _ranges(data) if data.draw(st.integers(0, 4)) else ()
    made = dict.fromkeys(zip(ids, sources, strict=True))
    labels = tuple(LabelToCarry(*pair, article, places) for pair in made)
    end = data.draw(st.sampled_from((*ids, _own(data, project))))
    links = (LinkToCarry(ids[0], "said_by", to=end), LinkToCarry(ids[1], "target", actor="mayor"))
    finish = (article,) if data.draw(st.booleans()) else ()
    return CarryLabels(labels=labels, links=links, finish=finish)


def _set_fragments(data: st.DataObject, project: Project) -> Edit:
    return SetFragments(_own(data, project), _ranges(data))


def _add_fragment(data: st.DataObject, project: Project) -> Edit:
    start = data.draw(st.integers(0, 12))
    end = start + data.draw(st.integers(1, 3))
    return AddFragment(_own(data, project), start, end)


def _change_code(data: st.DataObject, project: Project) -> Edit:
    return ChangeCode(_own(data, project), _pick(data, project, Code))


def _relink(data: st.DataObject, project: Project) -> Edit:
    to, actor = data.draw(st.sampled_from((("", "mayor"), (_own(data, project), ""))))
    link_type = data.draw(st.sampled_from(("said_by", "target")))
    return Relink(annotation=_own(data, project), type=link_type, to=to, actor=actor)


def _bulk(data: st.DataObject, project: Project) -> Edit:
    """Draw an act on all annotations that may be changed, as its preview plans it."""
    return bulk_plan(data, project).edit


def bulk_plan(data: st.DataObject, project: Project) -> BulkPlan:
    """Draw an act on all annotations, and plan it for who is coding."""
    me = next((one.id for one in project.find(Coder) if one.handle == project.coder), "")
    book, seen = project.codebook(), visibility_of(project, me, reviewing=True)
    field, value = data.draw(st.sampled_from(ANSWERS))
    to = project.get(Annotation, _own(data, project))
    acts: list[BulkAct] = [
        SetAnswer(field, field, value),
        WriteNote("again", append=data.draw(st.booleans())),
        LinkTo(type="target", name="Target", end="The mayor", actor="mayor"),
        Remove(),
        *(Recode(code) for code in book.usable()),
    ]
    if to is not None:
        by = LinkTo(type="said_by", name="By", end="s", to=to.id, to_code=to.code)
        acts.append(replace(by, to_article=to.article))
    act = data.draw(st.sampled_from(acts))
    numbers = project.labels.found(LabelQuery(), book, seen).numbers
    review = project_settings(project.info().settings).may_review(me)
    who = Changer(visibility=seen, may_review=review)
    return planned(project, book, who, act, numbers)


def _set_value(data: st.DataObject, project: Project) -> Edit:
    field, value = data.draw(st.sampled_from(ANSWERS))
    if value is not None and not data.draw(st.integers(0, 3)):
        return TakeAnswers(_own(data, project), {field: value})
    return SetValue(_own(data, project), field, value)


def _set_note(data: st.DataObject, project: Project) -> Edit:
    return SetNote(_own(data, project), data.draw(st.sampled_from(("", "n", "\0"))))


def _delete(data: st.DataObject, project: Project) -> Edit:
    count = data.draw(st.integers(1, 3))
    return Delete(tuple({_own(data, project): None for _ in range(count)}))


def _add_link(data: st.DataObject, project: Project) -> Edit:
    type_ = data.draw(st.sampled_from(("target", "said_by")))
    annotation = _own(data, project)
    if data.draw(st.booleans()):
        return AddLink(annotation=annotation, type=type_, actor=_pick(data, project, Actor))
    return AddLink(annotation=annotation, type=type_, to=_pick(data, project, Annotation))


def _bring_back(data: st.DataObject, project: Project) -> Edit:
    link = make_link(_own(data, project), "said_by", actor=_pick(data, project, Actor))
    return BringBack((Actor(id="3", name="Cid"),), (link,), "1 label brought back")


def _remove_link(data: st.DataObject, project: Project) -> Edit:
    return RemoveLink(_pick(data, project, Link))


def _put_actor(data: st.DataObject, project: Project) -> Edit:
    name = data.draw(st.sampled_from(("Ann", "Bob", "")))
    return PutActor(Actor(id=data.draw(st.sampled_from(("1", "2"))), name=name, aliases=(name,)))


def _archive_actor(data: st.DataObject, project: Project) -> Edit:
    return ArchiveActor(_pick(data, project, Actor), archived=data.draw(st.booleans()))


def _put_actors(data: st.DataObject, project: Project) -> Edit:
    how = data.draw(st.sampled_from(HowKnown))
    known = {"age": {"how": how.value}} if how in WITHOUT_VALUE else {"age": {"value": 40}}
    held = (Affiliation("Navy", "2019", data.draw(st.sampled_from(("", "2021-05")))),)
    actor = Actor(id=data.draw(st.sampled_from("12")), name="Cy", values=known, affiliations=held)
    return PutActors((actor,))


def _merge_actors(data: st.DataObject, project: Project) -> Edit:
    kept = project.get(Actor, _pick(data, project, Actor)) or Actor(id="gone", name="Gone")
    gone = tuple(_pick(data, project, Actor) for _ in range(data.draw(st.integers(1, 2))))
    return MergeActors(replace(kept, aliases=("A.",)), gone)


def _split_actor(data: st.DataObject, project: Project) -> Edit:
    actor = _pick(data, project, Actor)
    links = [one.id for one in project.find(Link, target_actor=actor)]
    new = Actor(id=_new_id(project, Actor), name="Split off")
    return SplitActor(actor, new, tuple(links[: data.draw(st.integers(0, 2))]))


def _part_actors(data: st.DataObject, project: Project) -> Edit:
    pair = _pick(data, project, Actor), _pick(data, project, Actor)
    return PartActors(*pair, different=data.draw(st.booleans()))


def _set_actor_variables(data: st.DataObject, project: Project) -> Edit:
    kind = data.draw(st.sampled_from(ActorVariableType))
    return SetActorVariables((ActorVariable("age", "Age", kind, ("old", "young")),))


def _set_status(data: st.DataObject, project: Project) -> Edit:
    article, status = _pick(data, project, Article), data.draw(st.sampled_from(WorkStatus))
    millis = data.draw(st.sampled_from((0, 5_000, 90_000)))
    mark = data.draw(st.sampled_from(("ab12", "cd34")))
    worked = (Stretch(article, "2026-01-31", mark, millis),) if millis else ()
    score = data.draw(st.sampled_from((None, 0.25, 1)))
    practised = None if score is None else Practised(score=score, passed=score == 1)
    return SetStatus(article, status, worked, practised)


def _keep_result(data: st.DataObject, project: Project) -> Edit:
    return KeepPracticeResult(_pick(data, project, Article), Practised(score=0.5, passed=False))


def _exclude(data: st.DataObject, project: Project) -> Edit:
    return Exclude(_pick(data, project, Article), _ranges(data))


def _edit_article(data: st.DataObject, project: Project) -> Edit:
    meta = data.draw(
        st.dictionaries(st.sampled_from(("outlet", "page")), st.sampled_from(("", "x", 0, None)))
    )
    return EditArticle(article=_pick(data, project, Article), meta=meta, title="New")


def _remove_articles(data: st.DataObject, project: Project) -> Edit:
    return RemoveArticles((_pick(data, project, Article),))


def _put_code(data: st.DataObject, project: Project) -> Edit:
    frame = Code(id="frame", name="Frame", key=data.draw(st.sampled_from("FQ")), fields=(KIND,))
    smaller = replace(QUOTE, fields=(KIND,))
    asking = replace(TOPIC, unit=data.draw(st.sampled_from((AskedUnit.FREE, AskedUnit.SENTENCE))))
    codes = (frame, QUOTE, smaller, replace(TONE, key="T"), asking)
    return PutCode(data.draw(st.sampled_from(codes)))


def _retire_code(data: st.DataObject, project: Project) -> Edit:
    return RetireCode(_pick(data, project, Code), retired=data.draw(st.booleans()))


def _replace_codebook(data: st.DataObject, project: Project) -> Edit:
    return ReplaceCodebook(data.draw(st.sampled_from((BOOK, OTHER_BOOK))))


def _add_codes(data: st.DataObject, project: Project) -> Edit:
    extra = Code(id="extra", name="Extra", key="Q")
    return AddCodes(data.draw(st.sampled_from((OTHER_BOOK.codes, (extra,)))))


def _reshape_field(data: st.DataObject, project: Project) -> Edit:
    """Draw that a choice is merged into another one or split, or that one becomes several."""
    smaller = replace(KIND, choices=(Choice("other", "Other"), Choice("by_heart", "By heart")))
    merged = Moved("direct", "other"), Moved("odd", "other")
    split = Moved("direct", data.draw(st.sampled_from(("by_heart", None)))), Moved("odd", "other")
    several = replace(KIND, type=FieldType.MULTI_CHOICE)
    field, moved = data.draw(
        st.sampled_from(((smaller, merged), (smaller, split), (several, ()), (KIND, ())))
    )
    code = data.draw(st.sampled_from(("quote", "source", "topic")))
    return ReshapeField(code, field, moved, "Kind changed")


def _merge_codes(data: st.DataObject, project: Project) -> Edit:
    book = project.codebook()
    codes = st.sampled_from([one.id for one in book.codes])
    dropping = data.draw(st.sampled_from(((), ("stance",))))
    return merge_codes(book, data.draw(codes), data.draw(codes), dropping)


def _split_code(data: st.DataObject, project: Project) -> Edit:
    book = project.codebook()
    asked = [one.id for one in book.codes if one.field("kind") is not None]
    if not asked:
        return RetireCode("gone")
    parts = data.draw(st.sampled_from(((("direct", "D"),), (("odd", "O"), ("other", "E")))))
    return split_code(book, data.draw(st.sampled_from(asked)), "kind", parts)


def _move_code(data: st.DataObject, project: Project) -> Edit:
    one, parent, before = (_pick(data, project, Code) for _ in range(3))
    return MoveCode(one, data.draw(st.sampled_from(("", parent))), before)


def _take_codebook(data: st.DataObject, project: Project) -> Edit:
    """Draw a codebook whose kinds of quotes are others, with what becomes of those in use."""
    less = replace(KIND, choices=(Choice("other", "Other"),))
    quote = replace(QUOTE, fields=(less, replace(MANY, default=None)))
    book = Codebook(title="Less", codes=(PEOPLE, quote, SOURCE, TONE, TOPIC))
    now = data.draw(st.sampled_from(("other", None)))
    moved = AnswersMoved("quote", "kind", (Moved("direct", now), Moved("odd", "other")))
    return TakeCodebook(book, (moved,), ("quote",))


def _put_coder(data: st.DataObject, project: Project) -> Edit:
    coder = data.draw(st.sampled_from(project.find(Coder)))
    renamed = replace(coder, handle=data.draw(st.sampled_from((*CODERS, "cleo"))))
    archived = replace(coder, name="Ann", archived=not coder.archived)
    return PutCoder(data.draw(st.sampled_from((archived, archived, renamed))))


def _set_project_title(data: st.DataObject, project: Project) -> Edit:
    return SetProjectTitle(data.draw(st.sampled_from(("A", "B"))))


def _set_variables(data: st.DataObject, project: Project) -> Edit:
    kind = data.draw(st.sampled_from(VariableType))
    return SetVariables((ArticleVariable("desk", "Desk", kind),))


def _settle(data: st.DataObject, project: Project) -> Edit:
    """Draw a settlement of coders' annotations for the most part, of gold or of none sometimes."""
    coders = [one.id for one in project.find(Annotation) if one.layer != GOLD_LAYER]
    found = data.draw(st.lists(st.sampled_from(coders or ["gone"]), max_size=4, unique=True))
    if not data.draw(st.integers(0, 9)):
        found.append(_pick(data, project, Annotation))
    take, over = sorted((data.draw(st.integers(0, 4)), data.draw(st.integers(0, 4))))
    return Settle(
        take=tuple(found[:take]),
        alike=tuple(found[take:over]),
        over=tuple(found[over:]),
        reason=data.draw(st.sampled_from(("", "Missed"))),
    )


def _set_state(data: st.DataObject, project: Project) -> Edit:
    articles = (_pick(data, project, Article),)
    return SetArticleState(articles, data.draw(st.sampled_from(ArticleState)))


def _lock(data: st.DataObject, project: Project) -> Edit:
    return LockArticles((_pick(data, project, Article),), locked=data.draw(st.booleans()))


def _send_back(data: st.DataObject, project: Project) -> Edit:
    article, coder = _pick(data, project, Article), _pick(data, project, Coder)
    return SendBack(article=article, coder=coder, reason=data.draw(st.sampled_from(("", "Cues"))))


def _undecide(data: st.DataObject, project: Project) -> Edit:
    return Undecide((_pick(data, project, Annotation), _pick(data, project, Annotation)))


def _give_reason(data: st.DataObject, project: Project) -> Edit:
    decided = [word.annotation for word in project.find(Decision)] or ["gone"]
    return GiveReason(data.draw(st.sampled_from(decided)), data.draw(st.sampled_from(("", "r"))))


def _edit_gold(data: st.DataObject, project: Project) -> Edit:
    gold = [one.id for one in project.find(Annotation) if one.layer == GOLD_LAYER] or ["gone"]
    one = data.draw(st.sampled_from(gold))
    edits = (
        Delete((one,)),
        SetValue(one, *data.draw(st.sampled_from(ANSWERS))),
        SetFragments(one, _ranges(data)),
        AddLink(annotation=one, type="target", to=_pick(data, project, Annotation)),
    )
    return data.draw(st.sampled_from(edits))


def _add_comment(data: st.DataObject, project: Project) -> Edit:
    return AddComment(
        id=_new_id(project, Comment),
        annotation=_pick(data, project, Annotation),
        text=data.draw(st.sampled_from(("why?", " "))),
        closes=data.draw(st.booleans()),
    )


def _place_label(data: st.DataObject, project: Project) -> Edit:
    """Ask where an annotation stands, and say it or leave it out."""
    one, closing = _own(data, project), _new_id(project, Comment)
    asked = AddComment(id=place_question_id(one), annotation=one, text="Here?")
    if not data.draw(st.integers(0, 3)):
        return Together([asked, LeaveOutLabel(annotation=one, closing=closing)])
    fragments = data.draw(st.sampled_from([(), _ranges(data)]))
    closing = data.draw(st.sampled_from(["", closing]))
    return Together([asked, PlaceLabel(annotation=one, fragments=fragments, closing=closing)])


def _place_noted(data: st.DataObject, project: Project) -> Edit:
    """Keep a label without a place in a note, and place it or leave it out."""
    note = _new_id(project, Remark)
    label = Placeless(
        annotation=f"p{_new_id(project, Annotation)}",
        code=_pick(data, project, Code),
        coder=_pick(data, project, Coder),
        words="say",
        ends=(
            KeptLink("said_by", _pick(data, project, Annotation)),
            KeptLink("target", actor="mayor"),
        ),
    )
    text, article = noted("A label.", label), _pick(data, project, Article)
    kept = AddRemark(id=note, text=text, article=article)
    if not data.draw(st.integers(0, 3)):
        return Together([kept, LeaveOutNoted(note=note)])
    return Together([kept, PlaceNoted(note=note, fragments=_ranges(data))])


def _correct(data: st.DataObject, project: Project) -> Edit:
    """Correct a text: put something in, take something away, or put another text there."""
    article = _pick(data, project, Article)
    known = project.get(Article, article)
    text = project.text(known.text_sha256) if known is not None else ""
    start, end = sorted(data.draw(st.tuples(st.integers(0, 20), st.integers(0, 20))))
    put = data.draw(st.sampled_from(("", "not ", "say", "👩‍👩‍👧")))
    other = data.draw(st.sampled_from((*TEXTS, TEXTS[0] + " Later.")))
    return CorrectText(
        article, data.draw(st.sampled_from((text[:start] + put + text[end:], other)))
    )


def _left_out(data: st.DataObject, project: Project) -> Edit:
    """Place a label whose words a correction took away, or leave it out."""
    waiting = [one.id for row in project.article_ids() for one in project.left_out_on(row)]
    one = data.draw(st.sampled_from(waiting or ["gone"]))
    return data.draw(st.sampled_from((PlaceLeftOut(one, _ranges(data)), DropLeftOut(one))))


def _add_remark(data: st.DataObject, project: Project) -> Edit:
    about = data.draw(st.sampled_from(("article", "code", "codebook")))
    return AddRemark(
        id=_new_id(project, Remark),
        article=_pick(data, project, Article) if about == "article" else None,
        code=_pick(data, project, Code) if about == "code" else None,
        asker=data.draw(st.sampled_from(["", *(one.id for one in project.find(Coder))])),
        text=data.draw(st.sampled_from(("why?", " "))),
        closes=data.draw(st.booleans()),
    )


def _put_round(data: st.DataObject, project: Project) -> Edit:
    ident, name = data.draw(st.sampled_from((("t", "Training"), ("p", "Pilot"), ("x", "pilot"))))
    kind = data.draw(st.sampled_from(RoundKind))
    return PutRound(Round(id=ident, name=name, kind=kind, begins="2026-01-31"))


def _round(data: st.DataObject, project: Project) -> Edit:
    """Draw what is done with a round and its articles."""
    one, article = _pick(data, project, Round), _pick(data, project, Article)
    edits = (
        OrderRounds((one,)),
        RemoveRound(one),
        TakeOut(one, (article,)),
        Include(round=one, articles=(article,), probability=0.5, stratum="AFP"),
        Include(round=one, articles=(article,)),
        Repeat(one, (article,)),
    )
    return data.draw(st.sampled_from(edits))


def _assign(data: st.DataObject, project: Project) -> Edit:
    handles = st.sampled_from((*CODERS, "dora", "ANA"))
    count = data.draw(st.integers(1, 2))
    return Assign(tuple((_pick(data, project, Article), data.draw(handles)) for _ in range(count)))


def _unassign(data: st.DataObject, project: Project) -> Edit:
    return Unassign((_pick(data, project, Assignment),))


def _hand_over(data: st.DataObject, project: Project) -> Edit:
    given = project.get(Assignment, _pick(data, project, Assignment))
    to = _pick(data, project, Coder)
    coder, articles = (given.coder, (given.article,)) if given is not None else ("nobody", ())
    return HandOver(coder, to, articles)


def _keep_rule(data: st.DataObject, project: Project) -> Edit:
    coder, target = _pick(data, project, Coder), _pick(data, project, Coder)
    device = data.draw(st.sampled_from(("", "abcd1234")))
    return KeepRules((WorkRule(coder=coder, target=target, device=device),))


def _give_work(data: st.DataObject, project: Project) -> Edit:
    coder, target = _pick(data, project, Coder), _pick(data, project, Coder)
    moved = project.given(WorkRule(coder=coder, target=target)) if coder != target else {}
    put = [(KINDS[kind].type, v) for (kind, _), v in moved.items() if v is not None]
    gone = tuple((KINDS[kind].type, ident) for (kind, ident), v in moved.items() if v is None)
    return GiveWork(tuple(from_values(kind, values) for kind, values in put), gone)


def _draw_next(data: st.DataObject, project: Project) -> Edit:
    chance, batch = data.draw(st.sampled_from((0.25, 1.0))), data.draw(st.integers(1, 2))
    article = _pick(data, project, Article)
    return DrawNext(chances={article: chance}, by=NextOrder.UNSURE, batch=batch)


def _keep_sample(data: st.DataObject, project: Project) -> Edit:
    chance = data.draw(st.sampled_from((0.25, 1.0)))
    frame = data.draw(st.sampled_from(({}, {"sources": ["archive"], "in_frame": 4})))
    return KeepSample({_pick(data, project, Article): chance}, 1, "", {"": (1, 4)}, frame)


def _set_setting(data: st.DataObject, project: Project) -> Edit:
    settings: tuple[tuple[str, Any], ...] = (
        (OPEN_SETTING, True),
        (REASONS_SETTING, ["Missed", "Other"]),
        (OPEN_SETTING, None),
    )
    return SetSetting(*data.draw(st.sampled_from(settings)))


GONE = "An article that is only in a backup."
"""A text that nobody imports: two articles of one text, made apart, keep each file's own id."""


def _put_back(data: st.DataObject, project: Project) -> Edit:
    """Draw an article as it was before some of what is on it was made."""
    article = project.get(Article, _pick(data, project, Article)) or Article(
        id="gone", title="Gone", text_sha256=fingerprint(GONE), length=len(GONE)
    )
    found = contents(project, {article.id}).get(article.id, {})
    on = [one for one in found.values() if not isinstance(one, Article)]
    left_out = data.draw(st.sets(st.sampled_from([one.id for one in on] or ["none"])))
    before = ArticleBefore(
        article=replace(article, title="Before"),
        text=GONE if article.id == "gone" else project.text(article.text_sha256),
        records=tuple(one for one in on if one.id not in left_out),
        whole=data.draw(st.booleans()),
    )
    return PutBack((before,))


def _together(data: st.DataObject, project: Project) -> Edit:
    makers = data.draw(st.lists(st.sampled_from(MAKERS[:-1]), min_size=1, max_size=3))
    return Together([maker(data, project) for maker in makers])


MAKERS: tuple[Maker, ...] = (
    # Those that others need stand first and twice.
    *(_import, _tag, _tag, _add_link, _put_actor, _import_again),
    *(_carry, _set_fragments, _add_fragment, _change_code, _set_value, _set_note, _delete),
    *(_bring_back, _add_link, _remove_link, _archive_actor, _set_status, _exclude, _edit_article),
    *(_remove_articles, _put_code, _retire_code, _replace_codebook, _add_codes, _put_coder),
    *(_reshape_field, _merge_codes, _split_code, _move_code, _take_codebook),
    *(_set_project_title, _set_variables),
    *(_put_actors, _merge_actors, _merge_actors, _split_actor, _part_actors, _set_actor_variables),
    *(_settle, _settle, _undecide, _give_reason, _edit_gold, _add_comment),
    *(_set_state, _lock, _send_back),
    *(_assign, _unassign, _set_setting, _put_back),
    *(_hand_over, _keep_rule, _give_work, _keep_sample, _draw_next),
    *(_keep_result, _add_remark, _put_round, _round),
    *(_place_label, _place_noted, _accept, _refuse, _answer_unit),
    *(_correct, _correct, _left_out),
    *(_place_label, _place_noted, _accept, _refuse, _relink, _bulk),
    # This one draws from those before it.
    _together,
)
