"""Which stretches are one quote: split by an attribution, or going on in a new paragraph."""

from collections import Counter
from collections.abc import Iterable, Sequence

from annotator.analysis.suggest.found import FoundStretch
from annotator.analysis.suggest.paragraph import Paragraph


class Splits:
    """Numbers the quotes of one text, paragraph by paragraph, that consist of several stretches."""

    def __init__(self) -> None:
        self._count = 0
        self._carried = 0  # the number of the quotation that the last paragraph left open

    def numbered(self, paragraph: Paragraph, kept: Sequence[FoundStretch]) -> list[FoundStretch]:
        """Give the stretches of a paragraph numbers that no other of the text has by chance.

        The numbers that several stretches share are quotes. A quotation that goes on in the next
        paragraph, where its opening mark is repeated, has the same number there.
        """
        if not self._carried and not paragraph.unclosed and not any(one.split for one in kept):
            return list(kept)
        if not kept:
            self._carried = 0
            return []
        shared = Counter(one.split for one in kept if one.split)
        new: dict[int, int] = {}
        result: list[FoundStretch] = []
        for one in kept:
            if shared[one.split] > 1 and one.split not in new:
                new[one.split] = self._next()
            result.append(one._replace(split=new.get(one.split, 0)))
        self._carry(paragraph, result)
        return result

    def _next(self) -> int:
        self._count += 1
        return self._count

    def _carry(self, paragraph: Paragraph, kept: list[FoundStretch]) -> None:
        carried, self._carried = self._carried, 0
        if not paragraph.quotations:
            return
        first, _ = paragraph.span(*paragraph.quotations[0])
        if carried and kept and kept[0].start == first == paragraph.starts[0]:
            number = kept[0].split
            kept[:] = [
                one._replace(split=carried) if at == 0 or (number and one.split == number) else one
                for at, one in enumerate(kept)
            ]
        if not paragraph.unclosed or not kept:
            return
        _, end = paragraph.span(*paragraph.quotations[-1])
        if kept[-1].end == end:
            self._carried = kept[-1].split or self._next()
            kept[-1] = kept[-1]._replace(split=self._carried)


def with_speakers(found: Iterable[FoundStretch]) -> list[FoundStretch]:
    """Give each stretch of a quote that has no verb the speaker of one that has.

    A quotation over several paragraphs mostly says at its end who speaks.
    """
    given = list(found)
    said = {one.split: one for one in reversed(given) if one.split and one.cue is not None}
    return [
        one
        if one.cue is not None or one.split not in said
        else one._replace(source=said[one.split].source, name=said[one.split].name)
        for one in given
    ]


def parts(found: Iterable[FoundStretch]) -> list[tuple[int, int]]:
    """Return the group and the part of each stretch of a text, `(0, 0)` for one that is alone."""
    given = list(found)
    shared = Counter(one.split for one in given if one.split)
    groups: dict[int, int] = {}
    seen: Counter[int] = Counter()
    result: list[tuple[int, int]] = []
    for one in given:
        if shared[one.split] < 2:
            result.append((0, 0))
            continue
        group = groups.setdefault(one.split, len(groups) + 1)
        result.append((group, seen[one.split]))
        seen[one.split] += 1
    return result
