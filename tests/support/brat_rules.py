"""The rules of brat's folders, as its manual has them: what an independent reader would refuse."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

NAME = re.compile(r"[A-Za-z0-9_-]+")


class BratFolder:
    """A folder's configuration, and what is wrong with its files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        conf = _sections((folder / "annotation.conf").read_text(encoding="utf-8"))
        self.entities = {
            line.strip() for line in conf["entities"] if not line.strip().startswith("!")
        }
        self.relations = dict(map(_arguments, conf["relations"]))
        self.attributes = dict(map(_arguments, conf["attributes"]))
        visual = _sections((folder / "visual.conf").read_text(encoding="utf-8"))
        self.colours = {line.split("\t")[0]: line.split("\t")[1] for line in visual["drawing"]}
        self.titles = dict(tuple(line.split(" | ", 1)) for line in visual["labels"])

    def wrong(self) -> list[str]:
        """Return all that breaks a rule."""
        found = [
            f"name {one}"
            for one in (*self.entities, *self.relations, *self.attributes)
            if not NAME.fullmatch(one)
        ]
        for path in sorted(self._folder.rglob("*.ann")):
            text = path.with_suffix(".txt").read_bytes().decode()
            lines = path.read_bytes().decode().splitlines()
            found += (f"{path.name}: {problem}" for problem in self._in_file(lines, text))
        return found

    def _in_file(self, lines: list[str], text: str) -> Iterator[str]:
        types: dict[str, str] = {}
        for line in lines:
            ident, *parts = line.split("\t")
            if ident in types or not re.fullmatch(r"[TRA#][1-9]\d*", ident) or not parts:
                yield f"id of {line}"
            types[ident] = parts[0].split(" ")[0]
        for line in lines:
            ident, said, *rest = line.split("\t", 2)
            tail = rest[0] if rest else ""
            match ident[0]:
                case "T":
                    yield from self._span(said, tail, text)
                case "R":
                    yield from self._relation(said, types)
                case "A":
                    yield from self._attribute(said, types)
                case _:
                    if said.split(" ")[1] not in types:
                        yield f"target of {line}"

    def _span(self, said: str, words: str, text: str) -> Iterator[str]:
        kind, places = said.split(" ", 1)
        pairs = [tuple(map(int, one.split(" "))) for one in places.split(";")]
        if kind not in self.entities:
            yield f"label {kind}"
        if any(not 0 <= start < end <= len(text) for start, end in pairs):
            yield f"place {places}"
        if any(before[1] > after[0] for before, after in pairwise(pairs)):
            yield f"overlapping {places}"
        if words != " ".join(text[start:end] for start, end in pairs):
            yield f"words {words!r} at {places}"

    def _relation(self, said: str, types: dict[str, str]) -> Iterator[str]:
        kind, *ends = said.split(" ")
        allowed = self.relations.get(kind, {})
        for role, end in (one.split(":") for one in ends):
            fits = {types.get(end, ""), "<ENTITY>"} & set(allowed.get(role, ()))
            if not end.startswith("T") or not fits:
                yield f"{role} of {said}"
        if [one.split(":")[0] for one in ends] != ["Arg1", "Arg2"]:
            yield f"ends of {said}"

    def _attribute(self, said: str, types: dict[str, str]) -> Iterator[str]:
        name, target, value = said.split(" ")
        allowed = self.attributes.get(name, {})
        if types.get(target) not in allowed.get("Arg", ()) or value not in allowed.get("Value", ()):
            yield f"attribute {said}"


def _sections(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in text.split("\n"):
        if match := re.fullmatch(r"\[(\w+)\]", line):
            current = found.setdefault(match[1], [])
        elif line and not line.startswith("#"):
            current.append(line)
    return found


def _arguments(line: str) -> tuple[str, dict[str, list[str]]]:
    name, _, rest = line.partition("\t")
    pairs = (one.split(":", 1) for one in rest.split(", "))
    return name, {key: said.split("|") for key, said in pairs}
