"""Rules answer by marks, by the words of a source and by the lists of cues, or say nothing."""

from functools import partial

import pytest
from steps import are_in_proportion

from annotator.analysis.suggest.answers_rules import RULES, AskedWords, naming, quote_type, rule_for

ARTICLE = (
    "“We won,” said Ana Ruiz, “and we will go on.” She denied that the “deal” was off.\n"
    "“The road stays shut. It rains. Wait until May,” an engineer said.\n"
    "„Wir bleiben hier“, sagte er. Der Rat lehnt das ab.\n"
    "— Je pars, dit-il.\n"
    "‘It’s late,’ the leaders' aide said."
)


def _asked(text: str, *pieces: str, language: str = "en") -> AskedWords:
    places = [(text.index(one), text.index(one) + len(one)) for one in pieces]
    return AskedWords(text=text, fragments=tuple(places), language=language)


@pytest.mark.parametrize(
    ("pieces", "wanted"),
    [
        (("“We won,”", "“and we will go on.”"), "direct"),
        (("We won",), "direct"),
        (("It rains",), "direct"),
        (("that the “deal” was off",), "mixed"),
        (("that the “deal” was off.\n“The road stays shut.",), "mixed"),
        (("Der Rat lehnt das ab",), "indirect"),
        (("„Wir bleiben hier“",), "direct"),
        (("— Je pars",), "direct"),
        (("‘It’s late,’",), "direct"),
    ],
)
def test_a_quotes_type_follows_from_its_marks(pieces: tuple[str, ...], wanted: str) -> None:
    found = quote_type(_asked(ARTICLE, *pieces))
    assert found is not None
    assert found.answer == wanted


def test_twice_the_marks_take_twice_the_steps() -> None:
    texts = ("“It rains” here. " * count for count in (300, 600))
    asked = (AskedWords(text=text, fragments=((0, len(text)),)) for text in texts)
    short, twice = (partial(quote_type, one) for one in asked)
    assert are_in_proportion(short, twice)


def test_signs_alone_have_no_type() -> None:
    assert quote_type(AskedWords(text="…", fragments=((0, 1),))) is None
    assert quote_type(AskedWords(text="", fragments=())) is None


@pytest.mark.parametrize(
    ("words", "language", "wanted"),
    [
        ("Health Minister Ana Ruiz", "en", "named"),
        ("she", "en", "named"),
        ("the spokesman", "en", "role_only"),
        ("a person close to the talks", "en", "anonymous"),
        ("two senior officials", "en", "collective"),
        ("residents", "en", "collective"),
        ("they", "en", None),
        ("who", "en", None),
        ("", "en", None),
        ("Regierungskreise und Kreise der Partei", "de", "anonymous"),
        ("der Sprecher", "de", "role_only"),
        ("Experten", "de", "collective"),
        ("une source proche du dossier", "fr", "anonymous"),
        ("le porte-parole", "fr", "role_only"),
        ("fuentes cercanas", "es", "anonymous"),
        ("Pedro Sánchez", "es", "named"),
        ("مصدر مطلع", "ar", "anonymous"),
    ],
)
def test_how_a_source_is_named_follows_from_its_words(
    words: str, language: str, wanted: str | None
) -> None:
    found = naming(
        _asked(f"X {words} said.", words, language=language)
        if words
        else AskedWords(text="", fragments=(), language=language)
    )
    assert (found.answer if found else None) == wanted


def test_who_asked_not_to_be_named_is_anonymous_whatever_else_is_said() -> None:
    text = "It rained. A minister, who spoke on condition of anonymity, said no. The mayor agreed."
    first = naming(_asked(text, "A minister"))
    assert first is not None
    assert first.answer == "anonymous"
    assert "on condition of anonymity" in first.why
    other = naming(_asked(text, "The mayor"))
    assert other is not None
    assert other.answer == "role_only"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("said", "neutral"),
        ("according to", "neutral"),
        ("has repeatedly denied", "doubting"),
        ("said and claimed", "doubting"),
        ("blasted", "emotive"),
        ("sang", None),
    ],
)
def test_what_a_cue_does_follows_from_the_lists(words: str, wanted: str | None) -> None:
    rule = next(one for one in RULES if "doubting" in one.names)
    found = rule.answer(_asked(f"She {words} it.", words))
    assert (found.answer if found else None) == wanted


def test_a_rule_is_known_by_what_the_field_offers() -> None:
    found = rule_for([("d", "Direct"), ("i", "Indirect"), ("x", "Other")])
    assert found is not None
    assert found[1] == {"direct": "d", "indirect": "i"}
    assert rule_for([("role_only", "Role"), ("anonymous", "A"), ("named", "N")]) is not None
    assert rule_for([("yes", "Yes"), ("no", "No")]) is None
    assert rule_for([("direct", "Direct train"), ("slow", "Slow train")]) is None
