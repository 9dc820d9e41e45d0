"""Reading JSONL: what is filled in, and what is refused where."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from places import SHARED
from projects import CODEBOOK
from sample import TEXT, at, sample

from annotator.domain.annotation import Annotation, Decision, Link, Origin
from annotator.domain.article import Status
from annotator.domain.codebook import Code, Codebook, FieldType, Scope
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import UserError
from annotator.domain.people import Actor, Coder, coder_id
from annotator.domain.record import Fragment
from annotator.domain.teamwork import Assignment, Comment, make_assignment
from annotator.formats.files.codebook import default_codebook
from annotator.formats.incoming import Incoming, ReadOptions
from annotator.formats.jsonl.lines import BESIDE
from annotator.formats.jsonl.reading import read
from annotator.formats.jsonlist import lines
from annotator.resources import seeds
from annotator.store.project import Project
from annotator.workflow.exporting import export

FOLDER = SHARED / "agreement"
OPTIONS = ReadOptions(codebook=CODEBOOK, coder="ana")


def incoming(
    folder: Path, *lines: object, options: ReadOptions = OPTIONS
) -> list[Incoming | UserError]:
    path = folder / "data.jsonl"
    encoded = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_bytes("\n".join(encoded).encode("utf-8", "surrogatepass"))
    return list(read(path, options))


def one(folder: Path, line: object, options: ReadOptions = OPTIONS) -> Incoming:
    (found,) = incoming(folder, line, options=options)
    assert isinstance(found, Incoming), found
    return found


def refusal(folder: Path, line: object, options: ReadOptions = OPTIONS) -> str:
    (found,) = incoming(folder, line, options=options)
    assert isinstance(found, UserError)
    return str(found)


def with_annotation(**annotation: object) -> dict[str, Any]:
    quote = {"code": "quote", "fragments": at("“We win,”")}
    return {"text": TEXT, "annotations": [quote | annotation]}


def annotations(found: Incoming) -> list[Annotation]:
    return [record for record in found.records if isinstance(record, Annotation)]


def codes(found: Incoming) -> dict[str, Code]:
    return {record.id: record for record in found.records if isinstance(record, Code)}


# What is filled in


def test_a_text_is_enough(tmp_path: Path) -> None:
    found = one(tmp_path, {"text": "\n Head \nBody\r\nMore\r"})
    assert (found.article.text, found.article.title) == ("\n Head \nBody\r\nMore\r", "Head")
    assert found.article.id
    assert found.records == ()
    assert found.where == "data.jsonl, line 1"


def test_code_and_fragments_are_enough_for_an_annotation(tmp_path: Path) -> None:
    found = one(tmp_path, with_annotation())
    (quote,) = annotations(found)
    assert quote.article == found.article.id
    assert (quote.texts, quote.coder) == (("“We win,”",), coder_id("ana"))
    assert (quote.origin, quote.layer, quote.note) == (Origin.IMPORT, "coder", "")
    assert quote.contexts[0][0].endswith("speaks\n")
    assert Coder(id=coder_id("ana"), handle="ana") in found.records


def test_start_and_end_do_instead_of_fragments(tmp_path: Path) -> None:
    line = {"text": "abc", "annotations": [{"code": "quote", "start": 1, "end": 3}]}
    assert annotations(one(tmp_path, line))[0].fragments == (Fragment(1, 3),)


def test_fragments_may_come_in_any_order(tmp_path: Path) -> None:
    places = at("“and\u00a0stay.”", "“We win,”")
    (quote,) = annotations(one(tmp_path, with_annotation(fragments=places)))
    assert quote.text == "“We win,” … “and\u00a0stay.”"


def test_nulls_and_fractions_that_table_programs_make_do_no_harm(tmp_path: Path) -> None:
    line = with_annotation(fields={"stance": -1.0, "negated": None}, text="“We win,”")
    line |= {"meta": {"outlet": None}, "statuses": {"ana": "done", "ben": None}}
    found = one(tmp_path, line)
    assert annotations(found)[0].values == {"stance": -1}
    assert [record.coder for record in found.records if isinstance(record, Status)] == [
        coder_id("ana")
    ]


def test_byte_order_mark_and_blank_lines_are_passed_over(tmp_path: Path) -> None:
    found = incoming(tmp_path, "\ufeff" + json.dumps({"text": "a"}), "", "  \r", {"text": "b"})
    assert [one.where for one in found] == ["data.jsonl, line 1", "data.jsonl, line 4"]


def test_the_layer_tells_the_coder_and_gold_is_no_coder(tmp_path: Path) -> None:
    made = annotations(one(tmp_path, with_annotation(layer="ben")))
    made += annotations(one(tmp_path, with_annotation(layer="gold", coder="lea")))
    assert [(one.coder, one.layer) for one in made] == [
        (coder_id("ben"), "coder"),
        (coder_id("lea"), "gold"),
    ]


def test_a_handle_written_in_two_ways_is_one_coder(tmp_path: Path) -> None:
    found = incoming(tmp_path, with_annotation(coder="Ana"), with_annotation(coder="ANA"))
    coders = [r for line in found if isinstance(line, Incoming) for r in line.records]
    assert {coder for coder in coders if isinstance(coder, Coder)} == {
        Coder(id=coder_id("ana"), handle="Ana")
    }


def test_decisions_links_and_actors_come_along(tmp_path: Path) -> None:
    line = with_annotation(
        id="q",
        links=[{"type": "target", "actor": "p"}],
        decisions=[{"reviewer": "lea", "verdict": "rejected", "at": "2025-01-01T00:00:00Z"}],
    )
    line |= {"id": "a", "actors": [{"id": "p", "name": "Berg"}]}
    found = one(tmp_path, line)
    kinds = {type(record): record for record in found.records}
    assert kinds[Actor] == Actor(id="p", name="Berg")
    link, decision = kinds[Link], kinds[Decision]
    assert isinstance(link, Link)
    assert isinstance(decision, Decision)
    assert (link.annotation, link.target_actor) == ("q", "p")
    assert (decision.reviewer, decision.verdict) == (coder_id("lea"), "rejected")
    assert one(tmp_path, line).records == found.records


def test_threads_assignments_and_gold_come_along(tmp_path: Path) -> None:
    line = with_annotation(
        id="q",
        modified="2025-01-02",
        decisions=[{"reviewer": "lea", "verdict": "accepted", "gold": "g"}],
        comments=[{"coder": "lea", "text": "Sure?"}, {"coder": "ana", "closes": True, "id": "m"}],
    )
    gold = {"id": "g", "code": "quote", "layer": "gold", "fragments": at("“We win,”")}
    line["annotations"].append(gold | {"settled_from": "anything"})
    line |= {"id": "a", "assigned": ["ana", {"coder": "lea", "at": "2025-01-01"}]}
    found = one(tmp_path, line)
    (word,) = (record for record in found.records if isinstance(record, Decision))
    assert word.gold == "g"
    asked, closed = (record for record in found.records if isinstance(record, Comment))
    assert (asked.coder, asked.text, asked.at) == (coder_id("lea"), "Sure?", "2025-01-02")
    assert asked.id
    assert (closed.id, closed.text, closed.closes) == ("m", "", True)
    assert [record for record in found.records if isinstance(record, Assignment)] == [
        make_assignment("a", coder_id("ana"), ""),
        make_assignment("a", coder_id("lea"), "2025-01-01"),
    ]
    assert one(tmp_path, line).records == found.records


def test_nulls_in_place_of_what_only_some_have_do_no_harm(tmp_path: Path) -> None:
    decisions = [{"reviewer": "lea", "verdict": "accepted", "gold": None}]
    found = one(tmp_path, with_annotation(decisions=decisions, settled_from=None))
    assert [record.gold for record in found.records if isinstance(record, Decision)] == [""]


# What is refused


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": "“We lose,”"}, "“We lose,”.*“We win,”"),
        ({"fragments": [[0, 9999]]}, "no stretch"),
        ({"fragments": [[3, 3]]}, "no stretch"),
        ({"fragments": [[0, 5], [3, 8]]}, "overlap"),
        ({"fragments": [[-3, 5]]}, "no stretch"),
        ({"fragments": []}, "a stretch of text"),
        ({"code": "tone"}, "the whole article"),
        ({"code": "nonsense"}, "nonsense.*--extend-codebook"),
        ({"fields": {"mood": "bad"}}, "mood.*--extend-codebook"),
        ({"code": "source", "fields": {"role": "king"}}, "king.*government.*--extend-codebook"),
        ({"fields": {"stance": 9}}, "9.*-2 to 2"),
        ({"links": [{"type": "owns", "actor": "p"}]}, r"links\[0\].*owns"),
        ({"links": [{"type": "target", "actor": "p9"}]}, "p9"),
        ({"links": [{"type": "target", "annotation": "q9"}]}, "q9"),
        ({"links": [{"type": "target"}]}, "one annotation or one actor"),
        ({"coder": "all"}, "reserved"),
        ({"coder": "ana", "layer": "ben"}, "ben"),
        ({"codebook_version": 2**31}, "codebook_version"),
        ({"created": "yesterday"}, "created"),
        ({"decisions": [{"reviewer": "lea", "verdict": "maybe"}]}, "maybe"),
        (
            {"decisions": [{"reviewer": "lea", "verdict": "accepted", "gold": "g9"}]},
            r"decisions\[0\]: There is no gold annotation g9",
        ),
        (
            {"id": "q", "decisions": [{"reviewer": "lea", "verdict": "accepted", "gold": "q"}]},
            "There is no gold annotation q",
        ),
        ({"comments": [{"coder": "lea", "text": " "}]}, r"comments\[0\].*needs words"),
        ({"comments": [{"text": "Sure?"}]}, "coder"),
    ],
)
def test_a_wrong_annotation_is_refused_with_line_and_place(
    change: dict[str, object], said: str, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match=rf"data\.jsonl, line 1, .*annotations\[0\].*{said}"):
        raise next(e for e in incoming(tmp_path, with_annotation(**change)))  # type: ignore[misc]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"title": "No text"}, "text"),
        ({"text": 7}, r"\$\.text"),
        ({"text": "a", "schema": "annotator/2"}, "annotator/2"),
        ({"text": "a", "excluded": [[0, 2]]}, "excluded.*no stretch"),
        ({"text": "a", "meta": {"tags": ["x"]}}, r"\$\.meta"),
        ({"text": "a", "actors": [{"name": " "}]}, r"actors\[0\].*name"),
        ({"text": "a", "statuses": {"ana": "asleep"}}, "asleep"),
        ({"text": "a", "assigned": ["gold"]}, r"assigned\[0\].*reserved"),
        ({"text": "a", "assigned": [{"at": "2025-01-01"}]}, "coder"),
        ('{"text": "half \\ud83d"}', "no JSON"),
        ('{"text": "half \\ud83d or so"}', "no JSON"),
        ('{"text": "half \ud83d or so"}', "no JSON"),
        ('{"text": "a"', "no JSON"),
        ('{"text": "a", "more": ' + '{"a":' * 1_000_000, "deep"),
        ('{"text": "a", "length": NaN}', "no JSON"),
        ("7", "object"),
    ],
)
def test_a_wrong_line_is_refused_by_its_number(line: object, said: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=rf"data\.jsonl, line 1.*{said}"):
        raise UserError(refusal(tmp_path, line))


def test_an_annotation_without_a_coder_is_refused_with_the_remedy(tmp_path: Path) -> None:
    nobody = replace(OPTIONS, coder="")
    assert "--coder" in refusal(tmp_path, with_annotation(), nobody)


def test_a_line_that_is_too_long_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "LONGEST", 100)
    refused, taken = incoming(tmp_path, {"text": "a" * 350}, {"text": "b"})
    assert isinstance(refused, UserError)
    assert isinstance(taken, Incoming)
    assert (refused.where, taken.where) == ("data.jsonl, line 1", "data.jsonl, line 2")


def test_the_rest_comes_in_when_one_line_is_refused(tmp_path: Path) -> None:
    bad = with_annotation(id="same", coder="Mia", text="other")
    good = with_annotation(id="same", coder="mia")
    refused, taken = incoming(tmp_path, bad, good)
    assert isinstance(refused, UserError)
    assert isinstance(taken, Incoming)
    assert Coder(id=coder_id("mia"), handle="mia") in taken.records


def test_the_same_annotation_twice_is_refused(tmp_path: Path) -> None:
    _, second = incoming(tmp_path, with_annotation(id="q"), with_annotation(id="q"))
    assert isinstance(second, UserError)
    assert "line 2, annotations[0], annotation q: It is there twice" in str(second)


def test_a_file_that_is_not_there_is_a_refusal(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "none.jsonl", OPTIONS)
    assert isinstance(found, UserError)
    assert found.where == "none.jsonl"


def test_a_broken_codebook_beside_the_file_is_a_refusal(tmp_path: Path) -> None:
    (tmp_path / "data.codebook.json").write_text("{}")
    assert "data.codebook.json" in refusal(tmp_path, {"text": "a"})


# Extending the codebook


def extended(folder: Path, *lines: object, codebook: Codebook = CODEBOOK) -> list[Incoming]:
    options = replace(OPTIONS, codebook=codebook, extend_codebook=True)
    found = incoming(folder, *lines, options=options)
    assert not [one for one in found if isinstance(one, UserError)], found
    return [one for one in found if isinstance(one, Incoming)]


def test_unknown_codes_fields_choices_and_links_are_added(tmp_path: Path) -> None:
    line = with_annotation(
        code="irony",
        fields={"kind": "dry", "sure": True, "times": 2, "tags": ["a", "b"], "on": "2025-01-31"}
        | {"why": "It says so."},
        links=[{"type": "aims_at", "actor": "p"}],
    )
    (found,) = extended(tmp_path, line | {"actors": [{"id": "p", "name": "Berg"}]})
    irony = codes(found)["irony"]
    assert (irony.name, irony.scope, irony.position) == ("Irony", Scope.SPAN, len(CODEBOOK.codes))
    assert {field.id: field.type for field in irony.fields} == {
        "kind": FieldType.CHOICE,
        "sure": FieldType.FLAG,
        "times": FieldType.NUMBER,
        "tags": FieldType.MULTI_CHOICE,
        "on": FieldType.DATE,
        "why": FieldType.TEXT,
    }
    assert irony.link_rule("aims_at") is not None


def test_what_a_later_line_needs_is_added_to_what_an_earlier_one_added(tmp_path: Path) -> None:
    mood = [with_annotation(fields={"mood": mood}) for mood in ("grim", "gay", "Hard to say!")]
    *_, second, last = extended(tmp_path, *mood)
    field = codes(second)["quote"].field("mood")
    assert field is not None
    assert list(field.choice_ids()) == ["grim", "gay"]
    field = codes(last)["quote"].field("mood")
    assert field is not None
    assert field.type is FieldType.TEXT


def test_known_choice_fields_get_choices_and_nothing_else_changes(tmp_path: Path) -> None:
    line = with_annotation(code="source", fields={"role": "king"})
    code = codes(extended(tmp_path, line)[0])["source"]
    old = CODEBOOK.code("source")
    assert old is not None
    assert replace(code, fields=old.fields) == old
    assert list(code.fields[0].choice_ids())[-1] == "king"


def test_what_the_codebook_has_is_not_brought_again(tmp_path: Path) -> None:
    assert codes(extended(tmp_path, with_annotation(fields={"stance": 1}))[0]) == {}


def test_scales_are_never_extended(tmp_path: Path) -> None:
    options = replace(OPTIONS, extend_codebook=True)
    assert "-2 to 2" in refusal(tmp_path, with_annotation(fields={"stance": 9}), options)


def test_the_codebook_beside_the_file_defines_what_is_added(tmp_path: Path) -> None:
    with sample(tmp_path) as project:
        export(project, tmp_path / "data.jsonl")
    options = replace(OPTIONS, codebook=Codebook(), extend_codebook=True)
    article, empty = read(tmp_path / "data.jsonl", options)
    assert isinstance(article, Incoming)
    assert isinstance(empty, Incoming)
    assert codes(empty) == {}
    for found in codes(article).values():
        given = CODEBOOK.code(found.id)
        assert given is not None
        assert replace(found, position=given.position) == given
    assert {one.id for one in article.records if isinstance(one, Coder)} == {"c-ana", "c-ben"}


# Real files


def applied(folder: Path, sources: Sequence[Path], codebook: Codebook) -> Project:
    project = Project.create(folder / "real.annotator", codebook=codebook)
    known: set[str] = set()
    for source in sources:
        found = list(read(source, ReadOptions(codebook=codebook)))
        assert [str(error) for error in found if isinstance(error, UserError)] == []
        taken = [one for one in found if isinstance(one, Incoming)]
        new = tuple(one.article for one in taken if one.article.id not in known)
        known |= {article.id for article in new}
        records = tuple(record for one in taken for record in one.records)
        project.apply(ImportRecords(articles=new, records=records))
    return project


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the two coders' files are not beside the project")
def test_the_two_coders_files_come_in_whole(tmp_path: Path) -> None:
    sources = [FOLDER / f"two-coders-{coder}.jsonl" for coder in ("ana", "cleo")]
    lines = [json.loads(line) for path in sources for line in path.read_bytes().splitlines()]
    wanted = {one["id"]: one["text"] for line in lines for one in line["annotations"]}
    with applied(tmp_path, sources, default_codebook()) as project:
        assert len(project.articles()) == 10
        assert {one.id: one.text for one in project.find(Annotation)} == wanted
        assert project.check() == []


def test_the_seeds_come_in_whole(tmp_path: Path) -> None:
    sources = sorted((seeds() / "annotations").glob("*.jsonl"))
    with applied(tmp_path, sources, default_codebook()) as project:
        coders = {coder.handle for coder in project.find(Coder)}
        assert {path.stem for path in sources} == coders
        assert project.check() == []


def test_a_file_without_a_companion_has_none(tmp_path: Path) -> None:
    assert BESIDE.read(tmp_path / "data.jsonl") is None
