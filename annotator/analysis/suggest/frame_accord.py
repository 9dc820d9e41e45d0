"""German, French and Spanish frames without a verb: "laut Polizei", "selon elle"."""

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.european_sentence import ReportingSentence, phrase_at

_NEAR = 30  # tokens within which words in quotation marks show a report
_FEWEST = 3  # words that are reported
_WHICH = ("lequel", "laquelle", "lesquels", "lesquelles", "cual", "cuales")


class Accord:
    """Reads the frames of one sentence that its reader stands at."""

    def __init__(self, reader: ReportingSentence) -> None:
        self.reader = reader
        self.p = reader.p
        self.lex = reader.lex

    def read(self) -> None:
        """Keep what is reported by them."""
        reader, p = self.reader, self.p
        at = reader.low
        self._opinion()
        while at < reader.high:
            lower = p.lower[at]
            if (lower in self.lex.accord or lower in self.lex.own) and not p.is_quoted(at):
                at = self._before_source(at)
            elif lower in self.lex.after and not p.is_quoted(at):
                self._after_source(at)
            elif lower in self.lex.heard and not p.is_quoted(at):
                at = self._heard(at)
            at += 1

    def _opinion(self) -> None:
        """Read "Pour l'opposition, le plan est « absurde »": only quoted words make it sure."""
        reader, p = self.reader, self.p
        low = reader.low
        if p.lower[low] not in self.lex.opinion or low + 2 >= reader.high:
            return
        source = reader.sources.after(low + 1, reader.high)
        if source is None or source[0] != low + 1 or p.words[source[1] : source[1] + 1] != [","]:
            return
        first = source[1] + 1
        last = min(reader.high, first + _NEAR)
        if not p.has_cue(first, last) and any(p.is_quoted(at) for at in range(first, last)):
            reader.emit(
                "ac", first, reader.clause_end(first), p.span(low, low + 1), source, score=0.7
            )
            reader.main = source
            reader.floor = reader.clause_end(first)

    def _before_source(self, at: int) -> int:
        """Read "laut Polizei"; return the token to go on from."""
        reader, p = self.reader, self.p
        own = phrase_at(p, self.lex.own, at)
        if own:
            self._around(at, at + own, p.span(at, at + own), (at + 1, at + 2))
            return at + own - 1
        length = phrase_at(p, self.lex.accord, at)
        if length and reader.german and p.lower[at + length : at + length + 1] == ["von"]:
            length += 1
        after = at + length
        if not length or after >= reader.high or p.lower[after].startswith(_WHICH):
            return at
        verb = None
        if after in p.is_cue:  # "según explicó la alcaldesa"
            verb = reader.verbs.at(after, reader.low, reader.high)
        elif after + 1 in p.is_cue or after + 2 in p.is_cue:
            head = after + 1 if after + 1 in p.is_cue else after + 2
            joined = all(p.lower[k] in self.lex.have | self.lex.clitic for k in range(after, head))
            verb = reader.verbs.at(head, reader.low, reader.high) if joined else None
        start = verb.after if verb else after
        source = reader.sources.after(start, reader.high)
        if source is None and verb is None:
            source = self._bare(after)
        if source is None:
            return at
        if verb is not None:
            reader.use(verb.head)
        end = source[1]
        cue = p.span(at, verb.after if verb else after)
        self._around(at, end, cue, source)
        return end - 1

    def _bare(self, at: int) -> Range | None:
        """Take nouns without an article: "selon plusieurs sources", "laut Polizei"."""
        reader, p = self.reader, self.p
        end = at
        while end < min(reader.high, at + 8) and p.words[end][0].isalpha() and not p.is_quoted(end):
            lower = p.lower[end]
            if lower in self.lex.finite or lower in self.lex.that or end in p.is_cue:
                break
            if (
                reader.german
                and p.words[end][0].islower()
                and end > at
                and p.words[end - 1][0].isupper()
            ):
                break
            end += 1
        named = any(p.words[k][0].isupper() for k in range(at, end)) if reader.german else end > at
        return (at, end) if named and end - at < 8 else None

    def _around(self, at: int, end: int, cue: Range, source: Range) -> None:
        """Keep the words before and after "laut Polizei"."""
        reader, p = self.reader, self.p
        first, last = reader.trim(reader.floor, at)
        before = p.count(first, last)
        end = self._past_insertion(at, end)
        comma = p.words[end : end + 1] == [","] and end < reader.high
        rest = end + comma
        stop = reader.clause_end(rest) if rest < reader.high else rest
        after = p.count(rest, min(stop, rest + 20))
        reader.main = source
        if before < 2 and not reader.is_clause(first, last):
            if after >= 2:
                self._keep(rest, stop, cue, source)
                reader.floor = stop
            return
        opened = p.words[at - 1] in ",–—" if at else False
        goes_on = after >= 1 and (comma == opened) and self._goes_on(rest, comma=comma)
        if not reader.is_clause(first, last) and not goes_on and before < 4:
            return
        split = reader.next_split()
        self._keep(first, last, cue, source, split)
        if goes_on:
            self._keep(rest, stop, cue, source, split, rule="sp")
        reader.floor = stop if goes_on else end

    def _past_insertion(self, at: int, end: int) -> int:
        """Step over what is said of a source: "laut einem Bericht, der uns vorliegt, …"."""
        reader, p = self.reader, self.p
        if end >= reader.high or at > reader.low + 1:
            return end
        limit = min(reader.high, end + 26)
        if p.words[end] == ",":
            closing = next((k for k in range(end + 1, limit) if p.words[k] == ","), None)
            inserted = closing is not None and p.lower[end + 1] in self.lex.relative
            if closing is None or not (inserted or reader.german):
                return end
            if reader.german:
                return closing + 1
            return closing
        if reader.german or p.is_quoted(end):
            return end
        closing = next(
            (k for k in range(end, limit) if p.words[k] == "," and not p.is_quoted(k)), None
        )
        return end if closing is None else closing

    def _goes_on(self, rest: int, *, comma: bool) -> bool:
        p, lex = self.p, self.lex
        if rest >= self.reader.high or rest in p.is_cue or not p.words[rest][0].isalnum():
            return self.p.is_quoted(rest) if rest < self.reader.high else False
        lower = p.lower[rest]
        other = lower in lex.other_clause or lower in lex.that or lower in lex.relative
        return not (comma and other)

    def _keep(
        self, first: int, last: int, cue: Range, source: Range, split: int = 0, rule: str = "ac"
    ) -> None:
        """Keep a stretch; a quotation alone is a direct one beside its source."""
        p = self.p
        if first < last and p.is_quoted(first):
            opening, closing = p.quotation_at(first)
            if opening == first and closing >= last - 1:
                self.reader.emit("dq", opening, closing, cue, source, split)
                return
        self.reader.emit(rule, first, last, cue, source, split)

    def _after_source(self, at: int) -> None:
        """Read "der Polizei zufolge"."""
        reader, p = self.reader, self.p
        source = reader.sources.before(reader.floor, at)
        if source is None:
            return
        cue = p.span(at, at + 1)
        if source[0] <= reader.floor + 1:
            self._around(source[0], at + 1, cue, source)
            return
        first = source[0]
        while (
            first > reader.floor
            and p.words[first - 1][0].isalnum()
            and p.lower[first - 1] in self.lex.adverb
        ):
            first -= 1
        self._around(first, at + 1, cue, source)

    def _heard(self, at: int) -> int:
        """Read "Aus Regierungskreisen hieß es, …" and "…, hieß es im Ministerium"."""
        reader, p = self.reader, self.p
        length = phrase_at(p, self.lex.heard, at)
        if not length:
            return at
        end = at + length
        cue = p.span(at, end)
        before = at > reader.low and (p.words[at - 1] == "," or p.is_quoted(at - 1))
        source = None
        if before:
            lex = self.lex
            if end < reader.high and p.lower[end] in lex.preposition | lex.going_on | lex.unit:
                source = reader.sources.after(end + 1, reader.high) or self._bare(end + 1)
            first, last = reader.trim(reader.floor, at)
            if p.count(first, last) >= _FEWEST:
                rule = "po"
                if p.is_quoted(last - 1):
                    opening, closing = p.quotation_at(last - 1)
                    rule = "dq" if p.count(first, opening) < _FEWEST else "mx"
                    first, last = (opening if rule == "dq" else first), closing
                reader.emit(rule, first, last, cue, source, reader.next_split())
                reader.main = source or reader.main
                reader.floor = max(end, source[1] if source else end)
            return end
        low = reader.floor
        if low < at and p.lower[low] in self.lex.preposition | self.lex.going_on:
            source = (low + 1, at)
        comma = next(
            (k for k in range(end, min(reader.high, end + 12)) if p.words[k] in ",:"), None
        )
        if comma is not None and comma + 1 < reader.high:
            first = comma + 1
            if p.is_quoted(first):
                reader.emit("dq", *p.quotation_at(first), cue, source, reader.next_split())
            else:
                reader.emit("ba", first, reader.clause_end(first), cue, source, reader.next_split())
            reader.main = source or reader.main
            reader.floor = reader.clause_end(first)
        return end
