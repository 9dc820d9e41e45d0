"""German, French and Spanish reporting frames, sentence by sentence."""

import pytest
from found_quotes import found, said, words

from annotator.analysis.suggest import Quote, quotes


def only(text: str, language: str) -> Quote:
    (one,) = quotes(text, language)
    return one


@pytest.mark.parametrize(
    ("text", "quote", "cue", "source"),
    [
        (
            "Der Kanzler sagte am Montag in Berlin, die Regierung habe alles getan.",
            "die Regierung habe alles getan",
            "sagte",
            "Der Kanzler",
        ),
        ("Die Lage sei ernst, sagte Merz in Berlin.", "Die Lage sei ernst", "sagte", "Merz"),
        (
            "Laut einem Bericht, der uns vorliegt, wurden drei Menschen verletzt.",
            "wurden drei Menschen verletzt",
            "Laut",
            "einem Bericht",
        ),
        (
            "Die Polizei teilte am Montag mit, dass der Fahrer betrunken gewesen sei.",
            "dass der Fahrer betrunken gewesen sei",
            "teilte",
            "Die Polizei",
        ),
        (
            "Wie die Polizei mitteilte, wurde niemand verletzt.",
            "wurde niemand verletzt",
            "mitteilte",
            "die Polizei",
        ),
        (
            "Aus Regierungskreisen hieß es, die Steuern würden gesenkt.",
            "die Steuern würden gesenkt",
            "hieß es",
            "Regierungskreisen",
        ),
        (
            "Medienberichten zufolge soll der Minister zurücktreten.",
            "soll der Minister zurücktreten",
            "zufolge",
            "Medienberichten",
        ),
        (
            "Der Minister hat dem Spiegel gesagt, er werde nicht zurücktreten.",
            "er werde nicht zurücktreten",
            "gesagt",
            "Der Minister",
        ),
        (
            "Sie kündigte an, die Steuern zu senken.",
            "die Steuern zu senken",
            "kündigte",
            "Sie",
        ),
        ("Er sagte, man lerne daraus.", "man lerne daraus", "sagte", "Er"),
        (
            "Keller fragte die Runde, ob das alles sei.",
            "ob das alles sei",
            "fragte",
            "Keller",
        ),
        (
            "Keller nannte den Plan „einen schweren Fehler“.",
            "den Plan „einen schweren Fehler“",
            "nannte",
            "Keller",
        ),
        (
            "„Kommt nicht in Frage“, so der „Spiegel“.",
            "„Kommt nicht in Frage“",
            "so",
            "der „Spiegel“",
        ),
        ("„Das geht nicht“, zetert der Wirt.", "„Das geht nicht“", "zetert", "der Wirt"),
    ],
)
def test_a_german_frame(text: str, quote: str, cue: str, source: str) -> None:
    assert found(text, "de") == [(quote, cue, source)]


@pytest.mark.parametrize(
    ("text", "quote", "cue", "source"),
    [
        (
            "« Nous avons gagné », a déclaré Marie Dupont, présidente du parti.",
            "« Nous avons gagné »",
            "a déclaré",
            "Marie Dupont, présidente du parti",
        ),
        (
            "Selon le maire, le pont coûtera dix millions d'euros.",
            "le pont coûtera dix millions d'euros",
            "Selon",
            "le maire",
        ),
        (
            "Comme l’a expliqué la trésorière, Colette Humbert, tout est vendu.",
            "tout est vendu",
            "a expliqué",
            "la trésorière, Colette Humbert",
        ),
        ("Il affirme avoir tout payé.", "avoir tout payé", "affirme", "Il"),
        (
            "La mairie, de son côté, assure qu’elle paiera.",
            "qu’elle paiera",
            "assure",
            "La mairie",
        ),
        (
            "Pour l'opposition, la majorité « sacrifie les enfants ».",
            "la majorité « sacrifie les enfants »",
            "Pour",
            "l'opposition",
        ),
        (
            "Le départ est fixé à lundi, a fait savoir la préfecture.",
            "Le départ est fixé à lundi",
            "a fait savoir",
            "la préfecture",
        ),
        (
            "« Ça suffit maintenant », bougonne-t-elle.",
            "« Ça suffit maintenant »",
            "bougonne-t-elle",
            "elle",
        ),
    ],
)
def test_a_french_frame(text: str, quote: str, cue: str, source: str) -> None:
    assert found(text, "fr") == [(quote, cue, source)]


@pytest.mark.parametrize(
    ("text", "quote", "cue", "source"),
    [
        (
            "«No vamos a ceder», dijo el alcalde, Juan Pérez, en una rueda de prensa.",
            "«No vamos a ceder»",
            "dijo",
            "el alcalde, Juan Pérez",
        ),
        (
            "Según explica el portavoz, hay más de 600 pozos ilegales.",
            "hay más de 600 pozos ilegales",
            "Según explica",
            "el portavoz",
        ),
        (
            "Una enfermera que pidió omitir su nombre relató cómo salían las cajas.",
            "cómo salían las cajas",
            "relató",
            "Una enfermera",
        ),
        (
            "El alcalde visitó el lugar y prometió que habrá ayudas.",
            "que habrá ayudas",
            "prometió",
            "El alcalde",
        ),
        (
            "El alcalde calificó la decisión de «injusta y cruel».",
            "la decisión de «injusta y cruel»",
            "calificó",
            "El alcalde",
        ),
        (
            "A su juicio, «el reparto es una burla».",
            "«el reparto es una burla»",
            "A su juicio",
            "su",
        ),
    ],
)
def test_a_spanish_frame(text: str, quote: str, cue: str, source: str) -> None:
    assert found(text, "es") == [(quote, cue, source)]


def test_two_verbs_of_one_speaker() -> None:
    text = (
        "La ministra dijo que habrá ayudas y añadió que la ley entrará en vigor, "
        "recordando que es justa."
    )
    assert found(text, "es") == [
        ("que habrá ayudas", "dijo", "La ministra"),
        ("que la ley entrará en vigor", "añadió", "La ministra"),
        ("que es justa", "recordando", "La ministra"),
    ]


@pytest.mark.parametrize(
    ("language", "text", "first", "second"),
    [
        (
            "de",
            "„Wir bauen“, sagte Merz, „und zwar schnell.“",
            "„Wir bauen“",
            "„und zwar schnell.“",
        ),
        ("de", "Das sei, sagte er, keineswegs genug.", "Das sei", "keineswegs genug"),
        ("de", "Drei Leute wurden laut Polizei verletzt.", "Drei Leute wurden", "verletzt"),
        ("fr", "« Personne, a-t-il insisté, ne sera oublié. »", "« Personne", "ne sera oublié. »"),
        (
            "fr",
            "La réforme, a dit la ministre, entrera en vigueur.",
            "La réforme",
            "entrera en vigueur",
        ),
        ("es", "La ley, ha dicho Ruiz, entrará en vigor.", "La ley", "entrará en vigor"),
        ("es", "«No —dijo Ruiz—, no lo haré».", "«No", "no lo haré»"),
        ("es", "—No vamos —dijo el alcalde—. Habrá más.", "No vamos", "Habrá más"),
        ("pl", "– Nie wiem – powiedział Jan. – Idę do domu.", "Nie wiem", "Idę do domu"),
    ],
)
def test_what_an_attribution_splits_is_one_quote(
    language: str, text: str, first: str, second: str
) -> None:
    one, other = quotes(text, language)
    assert said(text, (one, other)) == [first, second]
    assert one.group == other.group > 0
    assert (one.part, other.part) == (0, 1)
    assert one.source == other.source is not None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "de",
            "„Wir haben gewartet.\n„Dann kam der Regen.\n„Es war gut“, sagte Anna Keller.",
        ),
        ("fr", "« Je pars demain.\n« Tout est dit.\n« Adieu à tous », a dit Anna Keller."),
        ("es", "«Nos vamos mañana.\n»No hay más.\n»Adiós a todos», dijo Anna Keller."),
        ("ru", "«Мы ждали долго.\n«Потом пошёл дождь.\n«Всё хорошо», сказала Anna Keller."),
    ],
)
def test_a_quotation_over_paragraphs_is_one_quote_of_one_speaker(language: str, text: str) -> None:
    every = quotes(text, language)
    assert [one.part for one in every] == [0, 1, 2]
    assert len({one.group for one in every}) == 1
    assert {words(text, one.source) for one in every if one.source} == {"Anna Keller"}


def test_a_german_subjunctive_goes_on_with_a_report() -> None:
    text = "Es fehle an Geld, sagte Rabe. Die Stadt plane einen Verkauf. Das Bad ist alt."
    assert found(text, "de") == [
        ("Es fehle an Geld", "sagte", "Rabe"),
        ("Die Stadt plane einen Verkauf", "", "Rabe"),
    ]


def test_a_subjunctive_without_a_report_before_is_nobodys() -> None:
    assert quotes("Es werde Licht und es ward Licht. Die Stadt plane einen Verkauf.", "de") == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Sie lasen „Die Zeit“ und die „taz“. Den Film „Das Boot“ zeigt das Kino."),
        ("fr", "Le collectif « Les Pieds dans l'eau » a été fondé hier."),
        ("es", "La película «El último tranvía» se proyectará el sábado."),
        ("pl", "Czytali „Gazetę Wyborczą” w parku."),
        ("ja", "『雪国』を読んだ。"),
        ("zh", "他读了《红楼梦》和“论语”。"),
    ],
)
def test_names_and_expressions_in_marks_are_no_quotes(language: str, text: str) -> None:
    assert quotes(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "named"),
    [
        (
            "de",
            "Minister Jens Rabe sagte, es fehle Geld. Der Minister räumte ein, dass das so ist.",
            "Jens Rabe",
        ),
        (
            "fr",
            "La ministre Claire Noblet a dit que tout ira bien. « Nous restons », a-t-elle ajouté.",
            "Claire Noblet",
        ),
        ("es", "El alcalde Juan Pérez dijo que irá. «Nunca lo haré», añadió él.", "Juan Pérez"),
    ],
)
def test_who_is_meant_by_a_role_or_a_pronoun(language: str, text: str, named: str) -> None:
    *_, last = quotes(text, language)
    assert last.name == named


def test_a_pronoun_of_the_other_gender_means_nobody_known() -> None:
    *_, last = quotes("Ministerin Eva Rabe sagte, es gehe. Er sagte, es gehe nicht.", "de")
    assert last.name == ""


def test_who_wont_be_named_has_no_name() -> None:
    text = "Ein Mitarbeiter, der anonym bleiben wollte, sagte, das Verfahren sei falsch."
    one = only(text, "de")
    assert one.name == ""
    assert "said by somebody who won’t be named" in one.why


@pytest.mark.parametrize(
    "text",
    [
        "Minister Jens Rabe sagte, es fehle Geld. Er sagte, das gehe nicht.",
        "Minister Jens Rabe sagte, es fehle Geld. Er sagte, das liege unter dem Ziel.",
    ],
)
def test_who_says_no_or_not_may_be_named(text: str) -> None:
    *_, last = quotes(text, "de")
    assert last.name == "Jens Rabe"
    assert not any("named" in one for one in last.why)


def test_who_wont_have_their_name_told_has_none() -> None:
    text = "Eine Frau, die ihren Namen nicht nennen wollte, sagte, das Verfahren sei falsch."
    assert "said by somebody who won’t be named" in only(text, "de").why
