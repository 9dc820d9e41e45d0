"""CODEBOOK.md of a release: the codebook as people read it."""

from collections.abc import Iterator

from annotator.domain.codebook import GUIDELINE, Code, Codebook, Field
from annotator.formats.outgoing.markdown import escaped, table


def guide(codebook: Codebook) -> str:
    """Return CODEBOOK.md."""
    lines = [f"# {escaped(codebook.title or 'Codebook')}", "", f"Version {codebook.version}"]
    if codebook.description:
        lines += ["", escaped(codebook.description)]
    for code in codebook.codes:
        lines += ["", *_code(code)]
    return "\n".join(lines) + "\n"


def _code(code: Code) -> Iterator[str]:
    yield f"## {escaped(code.name)}"
    yield ""
    yield f"`{code.id}`" + (f", below `{code.parent}`" if code.parent else "")
    for name, heading in GUIDELINE:
        if words := getattr(code, name):
            yield ""
            yield f"**{heading}.** {escaped(words)}"
    for field in code.every_field:
        yield ""
        yield from _field(field)
    if code.links:
        yield ""
        yield from table(
            ("link", "name", "ends at"),
            [
                (f"`{one.type}`", escaped(one.name), ", ".join(f"`{end}`" for end in one.ends))
                for one in code.links
            ],
        )


def _field(field: Field) -> Iterator[str]:
    row = field.type.row
    yield f"### {escaped(field.name)} (`{field.id}`)"
    yield ""
    yield f"{row.title}: {row.takes}." + (f" {escaped(field.help)}" if field.help else "")
    steps = [(str(one.value), escaped(one.label)) for one in field.steps]
    choices = [
        (f"`{one.id}`", escaped(one.name) + (f": {escaped(one.help)}" if one.help else ""))
        for choice in field.choices
        for one in (choice, *choice.choices)
    ]
    if steps or choices:
        yield ""
        yield from table(("answer", "meaning"), [*steps, *choices])
