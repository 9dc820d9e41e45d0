"""One CAS of UIMA as XMI: texts, what is annotated in them, and what is said of that."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from annotator.formats.files.xml_tree import local, namespace
from annotator.formats.labels.foreign import ForeignLabel, ForeignLink
from annotator.formats.labels.uima_types import TypeSystem
from annotator.formats.labels.units import OffsetUnit, Positions

if TYPE_CHECKING:
    from annotator.formats.files.xml_tree import Element

_XMI = "http://www.omg.org/XMI"
_CORE = "de.tudarmstadt.ukp.dkpro.core.api"
_METADATA = f"{_CORE}.metadata.type.DocumentMetaData"
_CAS_METADATA = "de.tudarmstadt.ukp.clarin.webanno.api.type.CASMetadata"
NO_LABELS = (
    *("uima.", f"{_CORE}.metadata.", f"{_CORE}.segmentation.", "org.apache.uima."),
    "de.tudarmstadt.ukp.clarin.webanno.api.type.",
)
"""The beginnings of types that are no labels: texts, tokens, sentences, data on the file."""
OF_LANGUAGE = (f"{_CORE}.lexmorph.", f"{_CORE}.syntax.", f"{_CORE}.transform.")
"""The beginnings of types that programs add to each word: they are counted, and left out."""
_ENDS = ("Governor", "Dependent")
_NAMES = ("value", "label", "relation", "type", "role", "DependencyType", "name")
"""The features that say what a relation is, in the order in which they are asked."""
_BARE = frozenset(("sofa", "begin", "end", *_ENDS))


class Structure(msgspec.Struct, frozen=True):
    """One feature structure; what several things are said of stands in `lists`."""

    id: str
    type: str
    features: dict[str, str]
    lists: dict[str, list[str]]

    def offset(self, name: str) -> int | None:
        """Return where it begins or ends, in UTF-16 units."""
        said = self.features.get(name, "")
        return int(said) if said.isascii() and said.isdigit() and len(said) < 12 else None


class Cas:
    """What one file of XMI holds."""

    def __init__(self, root: "Element", types: TypeSystem) -> None:
        self._types = types
        self._all = {one.id: one for one in _structures(root)}
        self._left = Counter[str]()
        self.texts = {
            one.id: one.features["sofaString"]
            for one in self._all.values()
            if one.type == "uima.cas.Sofa" and one.features.get("sofaString", "").strip()
        }
        """The texts by the ids that annotations give."""
        self._in_text: defaultdict[str, list[Structure]] = defaultdict(list)
        for one in self._all.values():
            self._in_text[one.features.get("sofa", "")].append(one)
        self._relations = self._between()
        shorts = {one.type for one in self._all.values() if not one.type.startswith(NO_LABELS)}
        self._shorts = Counter(one.rpartition(".")[2] for one in shorts)

    def about(self, feature: str) -> str:
        """Return what the file says of its document: its title, language or id."""
        return self._first(_METADATA, feature)

    @property
    def user(self) -> str:
        """Whose file it is, where it says so."""
        return self._first(_CAS_METADATA, "username")

    @property
    def left_out(self) -> int:
        """How many annotations are left out that programs add to words."""
        return sum(one.type.startswith(OF_LANGUAGE) for one in self._all.values())

    def labels(self, sofa: str, coder: str, mark: str) -> Iterator[ForeignLabel]:
        """Yield what is annotated in one text; `mark` tells the ids of several files apart."""
        positions = Positions(self.texts[sofa], OffsetUnit.UTF16)
        for one in self._in_text[sofa]:
            if self._is_label(one):
                start, end = one.offset("begin"), one.offset("end")
                placed = start is not None and end is not None
                span = positions.span(start, end) if start is not None and end is not None else None
                yield ForeignLabel(
                    label=self._name(one),
                    id=mark + one.id,
                    fragments=(span,) if span else (),
                    placeless=placed and span is None,
                    coder=coder,
                    fields=dict(self._values(one)),
                    links=tuple(self._links(one, mark)),
                )

    def _first(self, type_name: str, feature: str) -> str:
        found = (one for one in self._all.values() if one.type == type_name)
        return next((one.features.get(feature, "").strip() for one in found), "")

    def _name(self, one: Structure) -> str:
        short = one.type.rpartition(".")[2]
        return one.type if self._shorts[short] > 1 else short

    def _is_label(self, one: Structure) -> bool:
        if one.type.startswith((*NO_LABELS, *OF_LANGUAGE)):
            return False
        return not all(end in one.features for end in _ENDS)

    def _values(self, one: Structure) -> Iterator[tuple[str, Any]]:
        """Yield what is said of an annotation, but not what it is linked to."""
        for name, said in one.features.items():
            if name in _BARE or not said.strip() or self._is_reference(one, name, said):
                continue
            several = self._several(one, name, said)
            yield name, several or self._types.value(one.type, name, said)
        for name, several in one.lists.items():
            kept = [one for one in several if one.strip()]
            if kept:
                yield name, kept

    def _several(self, one: Structure, name: str, said: str) -> list[str]:
        """Return the values of a feature that has several, be they in an array of their own."""
        wanted = self._types.range(one.type, name)
        if wanted and not wanted.endswith("Array"):
            return []
        array = self._all.get(said.strip())
        if array is None or not (array.type.startswith("uima.cas.") and "Array" in array.type):
            return said.split() if wanted else []
        return array.lists.get("elements") or array.features.get("elements", "").split()

    def _is_reference(self, one: Structure, name: str, said: str) -> bool:
        """Tell whether a feature names other structures; without types that is guessed."""
        plain = self._types.is_plain(one.type, name)
        if plain is not None:
            return not plain
        named = [self._all.get(each) for each in said.split()]
        if name == "next":
            return bool(named) and all(named)
        return bool(named) and all(
            each is not None and ("target" in each.features or each.type.startswith("uima.cas.FSA"))
            for each in named
        )

    def _links(self, one: Structure, mark: str) -> Iterator[ForeignLink]:
        for name, said in one.features.items():
            if name in _BARE or not self._is_reference(one, name, said):
                continue
            for each in self._elements(said):
                found = self._all.get(each)
                if found is None:
                    continue
                if "target" in found.features and "begin" not in found.features:
                    kind = found.features.get("role", "").strip() or name
                    yield ForeignLink(type=kind, to=mark + found.features["target"])
                elif self._is_label(found) and "begin" in found.features:
                    yield ForeignLink(type=name, to=mark + each)
        for kind, target in self._relations.get(one.id, ()):
            yield ForeignLink(type=kind, to=mark + target)

    def _elements(self, said: str) -> Sequence[str]:
        """Return the ids of several structures, be they named by an array of their own."""
        found: list[str] = []
        for each in said.split():
            array = self._all.get(each)
            if array is not None and array.type == "uima.cas.FSArray":
                found.extend(array.features.get("elements", "").split())
            else:
                found.append(each)
        return found

    def _between(self) -> dict[str, list[tuple[str, str]]]:
        """Return relations by what they begin at: what each is, and what it ends at."""
        found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for one in self._all.values():
            start, end = (one.features.get(name, "") for name in _ENDS)
            if start and end and not one.type.startswith((*NO_LABELS, *OF_LANGUAGE)):
                said = {k: v for k, v in one.features.items() if k not in _BARE}
                found[start].append((relation_name(said, one.type), end))
        return dict(found)


def relation_name(said: Mapping[str, str], type_name: str) -> str:
    """Return what a relation is, from its features; without any the name of its type."""
    names = [*(name for name in _NAMES if name in said), *said]
    words = (said[name].strip() for name in names)
    return next(filter(None, words), "") or type_name.rpartition(".")[2]


def _structures(root: "Element") -> Iterator[Structure]:
    for element in root:
        ident = element.get(f"{{{_XMI}}}id")
        if ident is None:
            continue
        package = namespace(element).removeprefix("http:///").removesuffix(".ecore")
        package = "" if package == "uima/noNamespace" else package.replace("/", ".")
        name = f"{package}.{local(element)}" if package else local(element)
        features = {
            str(key): str(value) for key, value in element.attrib.items() if "{" not in str(key)
        }
        lists: dict[str, list[str]] = {}
        for below in element:
            lists.setdefault(local(below), []).append(below.text or "")
        yield Structure(ident, name, features, lists)
