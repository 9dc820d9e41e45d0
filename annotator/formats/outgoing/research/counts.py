"""What research tools have no place for: counted in one walk over the articles, and told."""

from collections.abc import Iterator

import msgspec

from annotator.domain.annotation import GOLD_LAYER, Annotation
from annotator.domain.field_type_row import BETWEEN_CHOICES
from annotator.domain.wording import counted, noun
from annotator.formats.dataset import Dataset, Labelled
from annotator.formats.outgoing.research.plain_labels import answers_of, links_of
from annotator.formats.outgoing.xml_writer import fits_xml
from annotator.store.dna_schema import LONGEST


class ToolCounts(msgspec.Struct):
    """How many there are of what some tools lack."""

    blank: int = 0
    """Articles without a text."""
    on_blank: int = 0
    """Annotations on those."""
    not_xml: int = 0
    """Articles whose text has characters that XML lacks."""
    odd_answers: int = 0
    """Annotations with such characters in their notes or answers."""
    split: int = 0
    pieces: int = 0
    """Annotations in several pieces, and their pieces."""
    to_actors: int = 0
    parted_names: int = 0
    to_wholes: int = 0
    """Links to actors, and to annotations of whole articles."""
    to_others: int = 0
    """Links between annotations of two coders."""
    gold: int = 0
    blank_ends: int = 0
    only_blanks: int = 0
    """Stretches that begin or end with blanks, and those of nothing else."""
    links: int = 0
    """Links to anything."""
    long_ends: int = 0
    """Those to annotations of more words than a short text of DNA can have."""

    def told_of_texts(self) -> Iterator[str]:
        """Yield that articles without a text stay behind."""
        if self.blank:
            articles = counted(self.blank, "article")
            with_them = f" with {counted(self.on_blank, 'annotation')}" if self.on_blank else ""
            yield f"{articles} without a text{with_them} will be left out."

    def told_of_xml(self) -> Iterator[str]:
        """Yield in how many texts control characters are replaced."""
        if self.not_xml:
            articles = counted(self.not_xml, "article has", "articles have")
            yield (
                f"{articles} control characters in the text that XML can’t hold: each becomes the "
                "sign “\ufffd”, and every place stays the same."
            )

        yield from self.told_of_answers()

    def told_of_answers(self) -> Iterator[str]:
        """Yield in how many notes and answers control characters are replaced."""
        if self.odd_answers:
            where = f"the notes or answers of {counted(self.odd_answers, 'annotation')}"
            yield f"Control characters in {where} each become the sign “�” in XML."

    def told_of_pieces(self) -> Iterator[str]:
        """Yield what becomes of annotations in several pieces."""
        if self.split:
            annotations = counted(self.split, "annotation")
            yield (
                f"{annotations} in several pieces will be {counted(self.pieces, 'label')}, of "
                "which the further ones are tied to the first."
            )

    def told_of_actors(self) -> Iterator[str]:
        """Yield how links to actors are given."""
        if self.to_actors:
            yield f"{counted(self.to_actors, 'link')} to actors will be given by the actors’ names."
        if self.parted_names:
            links = counted(self.parted_names, "link")
            yield f"{links} to actors with “|” in their names will be taken for several names."

    def told_of_wholes(self) -> Iterator[str]:
        """Yield how many links end where no annotation of the tool can stand."""
        if self.to_wholes:
            links = counted(self.to_wholes, "link")
            yield f"{links} to annotations of whole articles will be left out."

    def told_of_others(self) -> Iterator[str]:
        """Yield how many links end in the file of another coder."""
        if self.to_others:
            links = counted(self.to_others, "link")
            yield f"{links} between labels of different coders will be left out."

    def told_of_gold(self) -> Iterator[str]:
        """Yield how gold is given."""
        if self.gold:
            annotations = counted(self.gold, "gold annotation")
            yield f"{annotations} will be those of a coder called “{GOLD_LAYER}”."

    def told_of_blanks(self) -> Iterator[str]:
        """Yield what becomes of stretches that begin or end between words."""
        if self.blank_ends:
            stretches = counted(self.blank_ends, "stretch", "stretches")
            which = noun(self.blank_ends, "begins or ends", "begin or end")
            yield f"{stretches} that {which} with blanks will be given without those."
        if self.only_blanks:
            stretches = counted(self.only_blanks, "stretch", "stretches")
            yield f"{stretches} of nothing but blanks will be left out."


def tool_counts(dataset: Dataset) -> ToolCounts:
    """Return what of a dataset some tools lack; raise a `UserError` for a damaged project."""
    found = ToolCounts()
    for labelled in dataset.labelled():
        if labelled.text.strip():
            found.not_xml += not fits_xml(labelled.text)
            for one in labelled.annotations:
                _count(found, dataset, labelled, one)
        else:
            found.blank += 1
            found.on_blank += len(labelled.annotations)
    return found


def _count(found: ToolCounts, dataset: Dataset, labelled: Labelled, one: Annotation) -> None:
    found.gold += one.layer == GOLD_LAYER
    said = (one.note, *(words for each in answers_of(one).values() for words in each))
    found.odd_answers += not all(map(fits_xml, said))
    if len(one.fragments) > 1:
        found.split += 1
        found.pieces += len(one.fragments)
    for words in one.texts:
        found.only_blanks += not words.strip()
        found.blank_ends += bool(words.strip()) and words.strip() != words
    links = labelled.links.get(one.id, ())
    found.links += len(links)
    actors = [link.target_actor for link in links if link.target_actor is not None]
    found.to_actors += len(actors)
    found.parted_names += sum(
        BETWEEN_CHOICES in dataset.actors[actor].name for actor in actors if actor in dataset.actors
    )
    ends = [end for _, end in links_of(labelled, one)] if links else []
    found.to_wholes += sum(not end.fragments for end in ends)
    found.long_ends += sum(len(end.text) > LONGEST for end in ends)
    own = dataset.layer(one)
    found.to_others += sum(bool(end.fragments) and dataset.layer(end) != own for end in ends)
