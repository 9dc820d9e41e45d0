from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.attribution import attribution


def marked(example: str) -> tuple[str, list[tuple[int, int]]]:
    """Take `[` and `]` out of the example; what stands between them is a fragment."""
    text, fragments, start = "", [], 0
    for character in example:
        if character == "[":
            start = len(text)
        elif character == "]":
            fragments.append((start, len(text)))
        else:
            text += character
    return text, fragments


def found(example: str, language: str = "en") -> tuple[str | None, str | None]:
    text, fragments = marked(example)
    result = attribution(text, fragments, language)
    cue = None if result.cue is None else text[slice(*result.cue)]
    return cue, None if result.source is None else text[slice(*result.source)]


@pytest.mark.parametrize(
    ("example", "cue", "source"),
    [
        ("[„Nein“], sagte von der Heydt dieser Zeitung.", "sagte", "von der Heydt"),
        ("[„Nein“], sagte Jan von der Heydt der Zeitung.", "sagte", "Jan von der Heydt"),
        (
            "Laut dem Verband der Firmen drohen [Verluste in Höhe von drei Euro].",
            "Laut",
            "dem Verband der Firmen",
        ),
        ("Laut Polizei wurden [drei Menschen verletzt].", "Laut", "Polizei"),
        ("[„Nein“], räumte auch Brandmüller ein.", "räumte", "Brandmüller"),
        ("[„Nein“], räumte die Senatorin später ein.", "räumte", "die Senatorin"),
        ("[„Nein“], antwortete die Senatorin knapp.", "antwortete", "die Senatorin"),
        ("Sie kündigte an, [dass mehr gebaut werde].", "kündigte an", "Sie"),
        ("Gesetze kämen und gingen, findet er, [„die Miete bleibt“].", "findet", "er"),
        (
            "Aus Senatskreisen hieß es, das sei [„mit heißer Nadel gestrickt“].",
            "hieß es",
            "Senatskreisen",
        ),
        ("[Das sei schlecht], hieß es aus dem Ministerium.", "hieß es", "dem Ministerium"),
        (
            "„Meine Großmutter hat immer gesagt: [‚Billig ist teuer‘]“, sagte Keller.",
            "gesagt",
            "Meine Großmutter",
        ),
        ("[„Meine Großmutter hat gesagt: ‚Billig ist teuer‘“], sagte Keller.", "sagte", "Keller"),
    ],
)
def test_the_source_and_cue_of_a_german_quote(example: str, cue: str, source: str) -> None:
    assert found(example, "de") == (cue, source)


@pytest.mark.parametrize(
    ("example", "cue", "source"),
    [
        ("[« Personne, a-t-il insisté, ne sera oublié. »]", "a-t-il insisté", "il"),
        ("[« Personne ne sera oublié »], a-t-elle déclaré.", "a-t-elle déclaré", "elle"),
        ("[« Assez »], s’est-elle emportée.", "s’est-elle emportée", "elle"),
        ("Le maire avait averti : [« C’est fini. »]", "avait averti", "Le maire"),
        (
            "Le maire, Jean Delattre (divers droite), a dénoncé [« un abandon »].",
            "a dénoncé",
            "Le maire, Jean Delattre (divers droite)",
        ),
        ("[« Non »], ont-ils répondu en chœur.", "ont-ils répondu", "ils"),
        (
            "[« Non »], a insisté le ministre, Jean d’Aubigny.",
            "a insisté",
            "le ministre, Jean d’Aubigny",
        ),
        (
            "[« Non »], a dit la présidente, Ursula von der Leyen.",
            "a dit",
            "la présidente, Ursula von der Leyen",
        ),
    ],
)
def test_the_source_and_cue_of_a_french_quote(example: str, cue: str, source: str) -> None:
    assert found(example, "fr") == (cue, source)


@pytest.mark.parametrize(
    ("example", "cue", "source"),
    [
        ('["We go,"] the Kremlin spokesman said.', "said", "the Kremlin spokesman"),
        ('"[We go,]" the Kremlin spokesman said.', "said", "the Kremlin spokesman"),
        ('["We go," the spokesman said.]', "said", "the spokesman"),
        ('["We go,"] Zelensky wrote on Telegram.', "wrote", "Zelensky"),
        ('["We go,"] said a senior official, ["and win."]', "said", "a senior official"),
        (
            '["We go,"] a spokesman for British Prime Minister Keir Starmer said.',
            "said",
            "a spokesman for British Prime Minister Keir Starmer",
        ),
        (
            "Ukraine's chief negotiator, Defense Minister Umerov, said the ['next step'] is near.",
            "said",
            "Ukraine's chief negotiator, Defense Minister Umerov",
        ),
        (
            "An official from the office, who asked for silence, told AFP that [they had met].",
            "told",
            "An official from the office",
        ),
        ('["We go,"] said the mayor, Jo Dean, on Monday.', "said", "the mayor, Jo Dean"),
        ('["We go,"] said the mayor, Germany and all.', "said", "the mayor"),
        (
            "According to the operator, North Gate, [all is well].",
            "According to",
            "the operator, North Gate",
        ),
        ('["We go,"] said Dmitry Peskov, the spokesman.', "said", "Dmitry Peskov, the spokesman"),
        (
            '["We go,"] said Ukraine\'s negotiator, Defense Minister Rustem Umerov.',
            "said",
            "Ukraine's negotiator, Defense Minister Rustem Umerov",
        ),
        ('["We go,"] Macron, Merz and Starmer said.', "said", "Macron, Merz and Starmer"),
        ('["We go,"] the leaders of X and Y said.', "said", "the leaders of X and Y"),
        ('["Why?"] Zelensky asked.', "asked", "Zelensky"),
        ("[All is well], according to the ministry.", "according to", "the ministry"),
        ('According to the ministry, ["all is well"].', "According to", "the ministry"),
        ("Russia said [it had considered the request].", "said", "Russia"),
        ("[Russia said it had considered the request.]", "said", "Russia"),
        ("Trump also said [he would speak].", "said", "Trump"),
        ("On Sunday, J. D. Vance told reporters: ['No.']", "told", "J. D. Vance"),
        (
            'Vance accused him of being "rude" to Trump, who told him he had no ["cards"].',
            "told",
            "Trump",
        ),
        ('Trump said he was glad, adding that ["the war must end"].', "adding", "Trump"),
        ("He left and the president said [no].", "said", "the president"),
        ('"Never," Peskov said. ["We go."]', "said", "Peskov"),
        ('["Never," he said. "We go."]', "said", "he"),
        ("The family said [it was sad].", "said", "The family"),
    ],
)
def test_the_reporting_word_and_its_source_are_found(example: str, cue: str, source: str) -> None:
    assert found(example) == (cue, source)


@pytest.mark.parametrize(
    "example",
    [
        'They spoke of the ["root causes"] of the war.',
        'He was told ["to go home"].',
        'The claims ["of victory"] were false.',
        'The United States ["as such"] is large.',
        'The "[deal]" was near, Putin said.',
        '"We go," he said.\n["Another paragraph."]',
        "Nothing here [at all].",
    ],
)
def test_nothing_is_proposed_where_nobody_is_said_to_speak(example: str) -> None:
    assert found(example) == (None, None)


@pytest.mark.parametrize(
    ("example", "language", "cue", "source"),
    [
        (
            "[„Wir gehen“], sagte der Sprecher der Regierung am Montag.",
            "de",
            "sagte",
            "der Sprecher der Regierung",
        ),
        ("[„Nein“], sagte Merz der dpa.", "de-DE", "sagte", "Merz"),
        ("Laut dem Ministerium sei [alles gut].", "de", "Laut", "dem Ministerium"),
        (
            "[« Non »], a déclaré le président Macron lundi.",
            "fr",
            "a déclaré",
            "le président Macron",
        ),
        ("Selon le ministère, [« tout va bien »].", "fr", "Selon", "le ministère"),
        ("[„Nie“], so Gesa Moll weiter.", "de", "so", "Gesa Moll"),
        (
            "Der Chef der Partei, Till Brand, hielt dagegen: [„Nein.“]",
            "de",
            "hielt dagegen",
            "Der Chef der Partei, Till Brand",
        ),
        ("[„Nein“], sagte am Montag die Ministerin.", "de", "sagte", "die Ministerin"),
        ("[« Non »], a déclaré mercredi la préfète.", "fr", "a déclaré", "la préfète"),
        (
            "[« Non »], a dit la préfète, Solène Garrigue.",
            "fr",
            "a dit",
            "la préfète, Solène Garrigue",
        ),
        ("[« Non »], a-t-elle reconnu.", "fr", "a-t-elle reconnu", "elle"),
        ("[« Rien »], souffle-t-elle.", "fr", "souffle", "elle"),
        (
            "[« Non, a répliqué son président, mais on verra. »]",
            "fr",
            "a répliqué",
            "son président",
        ),
        ("[« Non, explique-t-il. On verra. »]", "fr", "explique", "il"),
        ("[“Iremos”], dijo el lunes la ministra.", "es", "dijo", "la ministra"),
        ("[«Es falso —replicó el consejero— y lo sabe»].", "es", "replicó", "el consejero"),
        ("[«¿Por qué?»], se preguntó la portavoz.", "es", "preguntó", "la portavoz"),
        ("[“Iremos”], dijo el presidente en Madrid.", "es", "dijo", "el presidente"),
        ('قال الرئيس المصري إن ["السلام ممكن"].', "ar", "قال", "الرئيس المصري"),
    ],
)
def test_other_languages_with_lists_are_read_too(
    example: str, language: str, cue: str, source: str
) -> None:
    assert found(example, language) == (cue, source)
    assert found(example, "") == (cue, source)


@pytest.mark.parametrize(
    ("example", "language"),
    [
        ("Es war so kalt, dass alle froren. [„Nein“]", "de"),
        ("[„Nein“] war so falsch wie nie.", "de"),
        ("[« Non, le ministre dit tout, et il le sait. »]", "fr"),
        ("[«Es —dijo el rey, y calló— falso»].", "es"),
        ("[«¿Por qué?»], se preguntó.", "es"),
        ('["I know, said the man, that you lie."]', "en"),
    ],
)
def test_words_of_many_senses_are_taken_for_no_report(example: str, language: str) -> None:
    assert found(example, language)[1] is None


def test_a_language_without_lists_gets_no_proposal() -> None:
    assert found('["We go,"] Putin said.', "zh") == (None, None)


@given(
    st.text(st.sampled_from(list('aB ,.\n"“”')), max_size=20),
    st.sampled_from(["said", "Putin said.", ", said the man", "according to Putin", "He told us"]),
    st.text(st.sampled_from(list('aB ,.\n"?')), max_size=20),
    st.data(),
)
def test_proposals_are_stretches_of_the_text_that_do_not_overlap(
    before: str, words: str, after: str, data: st.DataObject
) -> None:
    text = f"{before}{words}{after}"
    start = data.draw(st.integers(0, len(text)))
    result = attribution(text, [(start, data.draw(st.integers(start, len(text))))])
    ranges = sorted(part for part in (result.cue, result.source) if part is not None)
    assert all(0 <= start < end <= len(text) for start, end in ranges)
    assert all(left[1] <= right[0] for left, right in pairwise(ranges))
    assert result.source is None or result.cue is not None


def test_a_clause_before_the_cue_is_no_source() -> None:
    text = 'Kyiv said that Moscow had filled its side with junior men and called the team "fake".'
    start = text.index('"fake"')
    found = attribution(text, [(start, start + 6)], "en")
    assert found.source is None or text[slice(*found.source)] == "Kyiv"
