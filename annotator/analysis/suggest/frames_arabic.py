"""Arabic reporting frames: the verb, who speaks, and what is said, mostly in this order."""

from bisect import bisect_right
from collections.abc import Sequence

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.arabic_words import arabic_words, plain
from annotator.analysis.suggest.found import FoundStretch
from annotator.analysis.suggest.frame_words import Use
from annotator.analysis.suggest.paragraph import Paragraph

_OBJECT = 30  # tokens between a verb and what it reports
_LONGEST = 300  # tokens of a reported clause
_SOURCE = 18  # tokens of a source
_BRACKET = 8  # tokens within brackets that belong to a name
_FEWEST = 2  # words that are reported
_WHOLE = 5  # words of a quotation that is more than an expression
_LEAD = 3
_FARTHEST = 12  # tokens of an object before the words in quotation marks
_STOP_SIGNS = frozenset('،؛:.؟!…,;()[]«»“”"–—')
_BETWEEN_SIGNS = frozenset("،,:")


def found(paragraph: Paragraph, _language: str) -> Sequence[FoundStretch]:
    """Return the reports of one paragraph; rivals overlap."""
    reader = _Reader(paragraph)
    for low, high in paragraph.sentences:
        reader.sentence(low, high)
    return reader.found


class _Reader:
    def __init__(self, paragraph: Paragraph) -> None:
        self.p = paragraph
        self.lex = arabic_words()
        forms = list(map(plain, paragraph.lower))
        may_report = bool(paragraph.cues) or not self.lex.accord_firsts.isdisjoint(forms)
        self.forms = forms if may_report else []
        self.found: list[FoundStretch] = []
        self.low = self.high = self.floor = 0
        self.main: Range | None = None
        self.last: Range | None = None
        self._next_cue = 0
        self._split = 0
        self._breaks: list[int] | None = None

    @staticmethod
    def _stem(word: str) -> str:
        form = plain(word)
        return (
            form[1:] if form[:1] == "و" and len(form) > 3 and not form.startswith("وفق") else form
        )

    def sentence(self, low: int, high: int) -> None:
        """Read one sentence, `[low, high)` in tokens."""
        if not self.forms:
            return
        self.low, self.high, self.floor, self._breaks = low, high, low, None
        self.main = None
        used = self._accords()
        cues = self.p.cues
        while self._next_cue < len(cues) and cues[self._next_cue] < high:
            cue = cues[self._next_cue]
            self._next_cue += 1
            if cue not in used:
                self._report(cue)
        self.last = self.main or self.last

    # "بحسب", "وفقا ل"

    def _accords(self) -> set[int]:
        p, used = self.p, set[int]()
        for at in range(self.low, self.high):
            if self.forms[at] not in self.lex.accord_firsts or p.is_quoted(at):
                continue
            length = self._phrase(at)
            if not length:
                continue
            after = at + length
            if after < self.high and self.forms[after] == "ما":
                after += 1
            verb = after if after in p.is_cue else None
            if self.forms[at] == "كما" and verb is None:
                continue
            if verb is not None:
                used.add(verb)
                after += 1
            opens = at == self.low or not p.words[at - 1][0].isalnum()
            if not opens and p.has_cue(self.low, at):
                continue  # "said that it follows the rules, according to …"
            source = self._source(after, bare=True)
            if source and source[1] < self.high and self.forms[source[1]] in self.lex.that:
                continue  # "reported, citing an official, that …": the verb says it
            if source is not None:
                self._around(at, source, p.span(at, max(at + length, after if verb else 0)))
        return used

    def _phrase(self, at: int) -> int:
        form = self.forms[at]
        for words in self.lex.accord.get(form, self.lex.accord.get(self._stem(form), ())):
            if tuple(self.forms[at + 1 : at + len(words)]) == words[1:]:
                return len(words)
        return 0

    def _around(self, at: int, source: Range, cue: Range) -> None:
        p = self.p
        first, last = self.trim(self.floor, at)
        end = source[1]
        comma = end < self.high and p.words[end] in _BETWEEN_SIGNS
        rest = end + comma
        self.main = source
        if comma and rest < self.high and p.is_quoted(rest):
            closing = p.quotation_at(rest)[1]
            self.emit("dq", rest, closing, cue, source)
            self.floor = closing
            return
        if p.count(first, last) < _FEWEST:
            stop = self.clause_end(rest)
            self.emit("ac", rest, stop, cue, source)
            self.floor = stop
            return
        quoted = p.is_quoted(last - 1) and p.count(first, p.quotation_at(last - 1)[0]) < _LEAD
        if quoted:
            self.emit("dq", *p.quotation_at(last - 1), cue, source)
        else:
            self.emit("ac", first, last, cue, source)
        self.floor = end

    # Verbs

    def _report(self, cue: int) -> None:
        p = self.p
        use = self._use(cue)
        gerund = bool(use & Use.GERUND)
        doubled = cue + 1 in p.is_cue and bool(self._use(cue + 1) & Use.GERUND)
        if doubled:
            self._next_cue += 1  # "added, saying"
        source = None if gerund or doubled else self._source(cue + 1)
        end = source[1] if source else cue + 1 + doubled
        before = cue > self.low and (p.words[cue - 1] in _BETWEEN_SIGNS or p.is_quoted(cue - 1))
        at = self._object(end)
        last = cue - 1 if p.is_quoted(cue - 1) else cue - 2
        if before and not gerund and at is None and last >= self.low and p.is_quoted(last):
            speaker = source or self.main or self.last
            self._take("dq", *p.quotation_at(last), p.span(cue, cue + 1), speaker)
            return
        rule = "pt" if gerund else ""
        if source is None and not gerund:
            source = self._subject_before(cue)
        if source is None:
            source = self.main or self.last
            rule = rule or "cj"
            if source is None and gerund:
                source = self._source(self.low + 1)
        self.main = source or self.main
        if at is None:
            return
        self._content(cue, use, source, rule, end, at)

    def _use(self, cue: int) -> int:
        form = self.forms[cue]
        return self.lex.verbs.get(form) or self.lex.verbs.get(form[1:], Use.CLAUSE)

    def _source(self, first: int, *, bare: bool = False) -> Range | None:
        """Return the phrase that begins at a token: names and titles up to a small word.

        After "according to" (`bare`) it may have a preposition written to it.
        """
        p = self.p
        clitic = bare and first < self.high and self.forms[first] in ("ل", "لـ", "عن", "الي", "إلى")
        start = first + clitic
        if start >= self.high or not self._may_name(start, bare=bare):
            return None
        if self.forms[start] in self.lex.pronoun:
            return start, start + 1
        end, limit = start + 1, min(self.high, start + _SOURCE)
        while end < limit and not self._ends_source(end):
            if p.words[end] == "(":
                last = min(limit, end + _BRACKET)
                closing = next((at for at in range(end, last) if p.words[at] == ")"), None)
                if closing is None:
                    break
                end = closing
            end += 1
        return start, end

    def _may_name(self, start: int, *, bare: bool) -> bool:
        p, lex, form = self.p, self.lex, self.forms[start]
        if p.is_quoted(start) or not p.words[start][0].isalpha():
            return False
        if form in lex.that or form in lex.wh or form in lex.no_source:
            return False
        return bare or not (form in lex.stop or form.startswith(("لل", "لـ")))

    def _ends_source(self, at: int) -> bool:
        p, lex, form = self.p, self.lex, self.forms[at]
        if p.is_quoted(at) or at in p.is_cue:
            return True
        if p.words[at] != "(" and not p.words[at][0].isalnum():
            return True
        small = form in lex.stop or form in lex.that or form in lex.wh
        return small or form.startswith(("للص", "لوكال", "لصحيف", "لقنا", "لاذاع"))

    def _subject_before(self, cue: int) -> Range | None:
        """Return who stands before a verb, as in headlines: "الرئيس قال إن"."""
        p, lex = self.p, self.lex
        if self.forms[cue][:1] == "و" and self.forms[cue] not in lex.verbs:
            return None
        first = cue
        while first > self.floor and cue - first < _SOURCE and not p.is_quoted(first - 1):
            word, form = p.words[first - 1], self.forms[first - 1]
            if word in _STOP_SIGNS or form in lex.stop or form in lex.that or first - 1 in p.is_cue:
                break
            first -= 1
        first += first < cue and self.forms[first] in ("اما", "كان", "كانت", "وكان", "وكانت")
        last = cue - (first < cue and self.forms[cue - 1] in ("قد", "فقد"))
        opens = first <= self.low + 1 or (
            p.words[first - 1] in _STOP_SIGNS and first - 1 <= self.floor
        )
        return (first, last) if first < last and opens else None

    def _object(self, end: int) -> int | None:
        """Return where what is said begins: "that", a question word, a colon, a quotation."""
        p, lex = self.p, self.lex
        for at in range(end, min(self.high, end + _OBJECT)):
            if p.is_quoted(at) or p.words[at] == ":":
                return at
            if at in p.is_cue or p.words[at] in ".؛؟!":
                return None
            form = self.forms[at]
            if form in lex.that or form in lex.wh:
                return at
        return None

    def _content(
        self, cue: int, use: int, source: Range | None, rule: str, end: int, at: int
    ) -> None:
        p = self.p
        where = p.span(cue, cue + 1)
        form = self.forms[at]
        if p.words[at] == ":" and not p.is_quoted(at):
            if at + 1 < self.high and p.is_quoted(at + 1):
                self._take("dq", *p.quotation_at(at + 1), where, source)
            elif at + 1 < self.high:
                self._take("ba", at + 1, self.high, where, source)
        elif p.is_quoted(at):
            opening, closing = p.quotation_at(at)
            beside = at == end or p.words[at - 1] in _BETWEEN_SIGNS
            if at == end and p.count(opening, closing) < _WHOLE and not use & Use.OBJECT:
                return  # the name of a body: "accused the society «Friends»"
            whole = beside and p.count(opening, closing) >= _WHOLE
            if whole or closing >= self.high - 1 or use & (Use.OBJECT | Use.CLAUSE):
                first = opening if whole or opening - end > _FARTHEST else end
                self._take("dq" if whole else rule or "mx", first, closing, where, source)
        elif form in self.lex.that:
            self._take(rule or "th", at, self.clause_end(at + 1), where, source)
        else:
            self._take(rule or "wh", at, self.clause_end(at + 1), where, source)

    def _take(self, rule: str, first: int, last: int, cue: Range, source: Range | None) -> None:
        self.emit(rule, first, last, cue, source)
        self.main = source or self.main
        self.floor = max(self.floor, last)

    # Where clauses end

    def clause_end(self, first: int) -> int:
        """Return where a reported clause ends: the sentence's end, or a verb that reports on."""
        if self._breaks is None:
            self._breaks = [at for at in range(self.low + 1, self.high) if self._is_break(at)]
        at = bisect_right(self._breaks, first)
        end = min(self._breaks[at] if at < len(self._breaks) else self.high, first + _LONGEST)
        if end < self.high and self.p.is_quoted(end) and self.p.is_quoted(end - 1):
            end = self.p.quotation_at(end)[1]
        return self.trim(first, end)[1]

    def _is_break(self, at: int) -> bool:
        p = self.p
        if p.is_quoted(at):
            return False
        if p.words[at] == "؛":
            return True
        if at in p.is_cue and self.forms[at] not in self.lex.verbs:
            return True  # "and added", written as one word
        if p.words[at] not in "،," or at + 1 >= self.high:
            return False
        following = self.forms[at + 1]
        return at + 1 in p.is_cue or following in self.lex.cut or self._phrase(at + 1) > 0

    def trim(self, first: int, last: int) -> Range:
        """Leave out signs at both ends, but for whole quotations."""
        p = self.p
        while first < last and not p.is_quoted(first) and not p.words[first][0].isalnum():
            first += 1
        while last > first and not p.is_quoted(last - 1) and not p.words[last - 1][0].isalnum():
            last -= 1
        return first, last

    def emit(self, rule: str, first: int, last: int, cue: Range, source: Range | None) -> None:
        """Keep the tokens `[first, last)` as reported."""
        p = self.p
        first, last = self.trim(first, last)
        if first >= last:
            return
        if p.is_quoted(first):
            first = p.quotation_at(first)[0]
        if p.is_quoted(last - 1):
            last = p.quotation_at(last - 1)[1]
        if p.count(first, min(last, first + 4)) < _FEWEST and not p.is_quoted(first):
            return
        if source is not None and source[0] < last and first < source[1]:
            return
        start, end = p.span(first, last)
        if start <= cue[0] < end:
            return
        self.found.append(FoundStretch(start, end, cue, p.span(*source) if source else None, rule))
