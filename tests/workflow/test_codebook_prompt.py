"""Instructions made of a codebook, and answers to their schema, which come in again."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from annotator.cli.main import cli
from annotator.domain.annotation import Annotation, Link
from annotator.domain.article import Article
from annotator.domain.codebook import Codebook
from annotator.domain.people import Actor
from annotator.domain.runs import Score
from annotator.formats.files.codebook import read_codebook
from annotator.resources import resource
from annotator.store.project import Project
from annotator.workflow.codebook_prompt import answer_schema, prompt_of
from annotator.workflow.runs import runs_of

TEXT = "“The mill is finished,” Jo Field said.\n\nThe union called it a shame for the town."
SHIPPED = sorted(path.name for path in resource("codebooks").glob("*.json"))


def shipped(name: str) -> Codebook:
    return read_codebook(resource("codebooks", name))


def invoke(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(one) for one in words])


def answered(schema: dict[str, Any], words: str) -> Any:
    """Return something that fits a schema, with all that it allows."""
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return answered(schema["anyOf"][0], words)
    plain: dict[str, Any] = {"integer": 1, "number": 1, "boolean": True}
    if schema.get("type") == "object":
        return {key: answered(one, words) for key, one in schema["properties"].items()}
    if schema.get("type") == "array":
        return [answered(schema["items"], words)]
    return plain.get(schema.get("type", ""), words)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_schema_is_one_and_the_words_name_every_code(name: str) -> None:
    book = shipped(name)
    Draft202012Validator.check_schema(answer_schema(book))
    words = prompt_of(book)
    for code in book.usable():
        assert f"`{code.id}`" in words
        assert all(f"`{field.id}`" in words for field in code.fields)


@pytest.mark.parametrize("name", [one for one in SHIPPED if one != "blank.json"])
def test_an_answer_with_all_that_the_schema_allows_comes_in(name: str, tmp_path: Path) -> None:
    book = shipped(name)
    path = tmp_path / "p.annotator"
    assert invoke("new", path, "--codebook", resource("codebooks", name)).exit_code == 0
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert invoke("import", path, tmp_path / "a.txt").exit_code == 0
    with Project.open(path) as project:
        (article,) = project.find(Article)
    schema = answer_schema(book)
    labels: list[Any] = []
    for one in schema["properties"]["labels"]["items"]["anyOf"]:
        label = answered(one, "a shame")
        for key in ("before", "after", "paragraph"):
            label.pop(key, None)
        labels.append(label)
    answer = {"article_id": article.id, "labels": labels}
    Draft202012Validator(schema).validate(answer)
    file = tmp_path / "answers.jsonl"
    file.write_text(json.dumps(answer), encoding="utf-8")
    told = json.loads(invoke("import", path, file, "--run", "Model", "--json").output)
    dated = [one for one in told["failures"] if "is no answer" not in one["message"]]
    assert dated == []
    with Project.open(path) as project:
        (run,) = runs_of(project)
        marks = project.find(Annotation, coder=run.run.coder)
        assert {one.code for one in marks} == {code.id for code in book.usable()}
        assert all(one.text == "a shame" for one in marks if one.fragments)
        assert len(project.find(Score)) >= len(labels)


def test_a_quote_with_its_source_comes_in_from_an_answer(tmp_path: Path) -> None:
    path = tmp_path / "p.annotator"
    prompt = tmp_path / "prompt.md"
    invoke("new", path)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    invoke("import", path, tmp_path / "a.txt")
    result = invoke("codebook", "export", path, prompt, "--as", "prompt")
    assert result.exit_code == 0, result.output
    schema = json.loads((tmp_path / "prompt.schema.json").read_text(encoding="utf-8"))
    assert "Copy words letter for letter" in prompt.read_text(encoding="utf-8")
    with Project.open(path) as project:
        (article,) = project.find(Article)
    answer = {
        "article_id": article.id,
        "labels": [
            {
                "code": "quote",
                "text": "“The mill is finished,”",
                "fields": {"quote_type": "direct"},
                "said_by": {"text": "Jo Field", "fields": {"naming": "named"}},
                "cue": {"text": "said"},
                "target": "The mill",
                "score": 0.8,
                "reason": "It stands in quotation marks.",
            },
            {"code": "tone", "fields": {"tone": -1}, "score": 0.5},
        ],
    }
    Draft202012Validator(schema).validate(answer)
    file = tmp_path / "answers.json"
    file.write_text(json.dumps([answer]), encoding="utf-8")
    result = invoke("import", path, file, "--run", "Model", "--prompt", prompt)
    assert result.exit_code == 0, result.output
    with Project.open(path) as project:
        marks = {one.code: one for one in project.find(Annotation)}
        assert marks["quote"].text == "“The mill is finished,”"
        assert marks["quote"].values == {"quote_type": "direct"}
        assert marks["source"].values == {"naming": "named"}
        assert marks["tone"].values == {"tone": -1}
        assert {one.type for one in project.find(Link)} == {"said_by", "cue", "target"}
        assert [one.name for one in project.find(Actor)] == ["The mill"]
