"""DATASHEET.md of a release: questions on a dataset, answered as far as the project knows.

The questions follow Gebru et al., Datasheets for Datasets, Communications of the ACM 64(12), 2021,
in words of our own; what only people know is marked to be filled in.
"""

from collections.abc import Iterator, Sequence

from annotator.domain.wording import counted, enumerated
from annotator.formats.outgoing.markdown import escaped
from annotator.formats.release.card import counted_layers, licence_lines
from annotator.formats.release.facts import BLANK, ReleaseFacts

Answers = Sequence[tuple[str, str]]
_MOST = 20  # outlets that are named


def datasheet(facts: ReleaseFacts) -> str:
    """Return DATASHEET.md."""
    lines = [
        f"# Datasheet: {escaped(facts.title)}",
        "",
        "After the questions of Gebru et al., *Datasheets for Datasets*, Communications of the ACM "
        "64(12), 2021. What is marked so is for the authors: " + BLANK,
    ]
    for heading, answers in _sections(facts):
        lines += ["", f"## {heading}"]
        for question, answer in answers:
            lines += ["", f"**{question}**", "", answer or BLANK]
    return "\n".join(lines) + "\n"


def _sections(facts: ReleaseFacts) -> Iterator[tuple[str, Answers]]:
    yield "Motivation", _motivation(facts)
    yield "Composition", _composition(facts)
    yield "Collection", _collection(facts)
    yield "Preparing and labelling", _labelling(facts)
    yield "Uses", _uses()
    yield "Distribution", _distribution(facts)
    yield "Maintenance", _maintenance(facts)


def _listed(words: Sequence[str]) -> str:
    return enumerated(words) if words else ""


def _motivation(facts: ReleaseFacts) -> Answers:
    authors = _listed([escaped(one.name) for one in facts.wishes.authors])
    return (
        ("What was the dataset made for?", escaped(facts.wishes.description)),
        ("Who made it, and for whom?", authors),
        ("Who paid for it?", ""),
    )


def _composition(facts: ReleaseFacts) -> Answers:
    counts = facts.counts
    outlets = [f"{escaped(one)} ({n:,})" for one, n in counts.outlets.most_common(_MOST)]
    more = len(counts.outlets) - len(outlets)
    outlets += [f"{counted(more, 'further outlet')}"] if more > 0 else []
    languages = [f"{escaped(one)} ({n:,})" for one, n in counts.languages.most_common()]
    codes = [
        f"{escaped(facts.code_names.get(one, one))} ({n:,})"
        for one, n in counts.codes.most_common()
    ]
    when = f" They were published from {counts.first} to {counts.last}." if counts.first else ""
    texts = (
        "Each article has its text and its metadata."
        if facts.wishes.texts
        else "Each article has its metadata, hashes of its text and no words of it."
    )
    return (
        (
            "What is an instance?",
            (
                "A news article with the annotations that coders made on it: marked passages, or "
                "judgements of the whole article, with answers to questions."
            ),
        ),
        (
            "How many are there?",
            (
                f"{counted(counts.articles, 'article')} with "
                f"{counted(counts.annotations, 'annotation')}, {counts.gold:,} of them gold.{when}"
            ),
        ),
        ("From which outlets?", _listed(outlets)),
        ("In which languages?", _listed(languages)),
        ("Is it a sample of something larger? How was it drawn?", escaped(facts.sampling)),
        ("What does each instance consist of?", texts),
        ("What are the labels?", f"{_listed(codes) or 'None'}. See CODEBOOK.md."),
        ("Is anything missing?", _missing(facts)),
        ("Do instances refer to each other?", "Links tie annotations of one article to another."),
        ("Are there recommended splits?", ""),
        (
            "Are there errors, noise or doubles?",
            (
                "Each coder’s annotations are there as they were made, where several coded the "
                "same article; gold is what review settled."
            ),
        ),
        (
            "Does it rely on anything outside?",
            "No." if facts.wishes.texts else "Yes: on the texts, which are had elsewhere.",
        ),
        ("Does it hold anything confidential?", ""),
        ("Could it offend, or cause fear?", "It is about news, which may. " + BLANK),
        ("Does it tell groups of people apart?", ""),
        ("Can persons be identified?", "News names people, and so do the actors. " + BLANK),
        ("Is there sensitive data on people?", ""),
    )


def _missing(facts: ReleaseFacts) -> str:
    gone: list[str] = []
    if not facts.wishes.texts:
        gone.append("the words of the texts")
    if not facts.wishes.titles:
        gone.append("the titles")
    if not facts.wishes.notes:
        gone.append("notes, comments, reasons and answers in words")
    if facts.wishes.numbered:
        gone.append("who the coders are")
    return f"Left out on purpose: {enumerated(gone)}." if gone else ""


def _collection(facts: ReleaseFacts) -> Answers:
    counts = facts.counts
    when = f"The articles are from {counts.first} to {counts.last}." if counts.first else ""
    return (
        ("How were the articles obtained?", ""),
        ("By which search or which rule were they chosen?", ""),
        ("Who collected them, and how were they paid?", ""),
        ("Over what time?", when),
        ("Was there an ethical review?", ""),
        ("Were the people concerned told, and did they agree?", ""),
    )


def _labelling(facts: ReleaseFacts) -> Answers:
    return (
        (
            "Was the material cleaned or changed?",
            (
                "Line ends are the same throughout; stretches that are no part of an article "
                "(menus, notices) are marked as excluded."
            ),
        ),
        (
            "Who labelled it, and how?",
            f"{counted_layers(facts)}, after version {facts.codebook.version} of the codebook.",
        ),
        ("How were coders trained, and paid?", ""),
        ("How far did they agree?", ""),
        ("Is the raw material kept?", ""),
        ("Is the software to be had?", "Media Annotator."),
    )


def _uses() -> Answers:
    return (
        ("What has it been used for?", ""),
        ("What else could it be used for?", ""),
        ("What might limit later uses?", ""),
        ("What should it not be used for?", ""),
    )


def _distribution(facts: ReleaseFacts) -> Answers:
    where = facts.doi_url or facts.wishes.url
    return (
        ("Where can it be had?", f"<{where}>" if where else ""),
        ("Since when?", facts.date),
        ("Under which licences?", "\n".join(licence_lines(facts))),
        (
            "Do others hold rights in it?",
            "The texts are their owners’." if facts.wishes.texts else "",
        ),
        ("Do export controls or other rules apply?", ""),
    )


def _maintenance(facts: ReleaseFacts) -> Answers:
    return (
        ("Who keeps it, and how are they reached?", ""),
        ("Is there a list of errors?", ""),
        ("Will it be updated?", f"This is version {escaped(facts.wishes.version)}. {BLANK}"),
        ("Will older versions stay?", ""),
        ("Can others add to it?", ""),
    )
