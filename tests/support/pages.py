"""Invented web pages in several languages, made up as different systems do."""

from pathlib import Path

from annotator.domain.errors import UserError
from annotator.formats.incoming import Found, Incoming, ReadOptions, Told
from annotator.formats.table import import_format_for

ENGLISH = (
    (
        "The bridge over the Wend will close for nine weeks, the county said on Monday, and not "
        "a day "
        "longer if the weather holds."
    ),
    (
        "“We have counted the cracks,” said Petra Novak, who runs the works. “There are more of "
        "them "
        "than there are of us.”"
    ),
    "Shopkeepers on the north bank were not amused. Nine weeks, they said, is most of a summer.",
    "Buses go round by Harle. The detour takes eleven minutes when nobody else takes it.",
)
GERMAN = (
    (
        "Die Brücke über die Wend bleibt neun Wochen gesperrt, teilte der Landkreis am Montag "
        "mit, und "
        "keinen Tag länger, wenn das Wetter hält."
    ),
    (
        "„Wir haben die Risse gezählt“, sagte Petra Nowak, die die Arbeiten leitet. „Es sind mehr "
        "als wir.“"
    ),
    "Die Händler am Nordufer sind wenig erfreut: Neun Wochen, sagen sie, das ist fast ein Sommer.",
)
FRENCH = (
    (
        "Le pont sur la Wend sera fermé pendant neuf semaines, a annoncé le département lundi, "
        "et pas "
        "un jour de plus si le temps le permet."
    ),
    (
        "« Nous avons compté les fissures », a déclaré Pétra Novak, qui dirige le chantier. « "
        "Elles sont "
        "plus nombreuses que nous. »"
    ),
    (
        "Les commerçants de la rive nord n’ont pas ri. Neuf semaines, disent-ils, c’est presque un "
        "été."
    ),
)
JAPANESE = (
    "県は月曜日、ウェンド川に架かる橋を九週間通行止めにすると発表した。天候次第で延長はしないという。",
    "「ひび割れを数えました」と工事責任者の野川さんは語った。「私たちの人数より多いのです」。",
    "北岸の商店主らは不満を隠さない。九週間といえば、夏のほとんどだと話す。",
)
ARABIC = (
    (
        "قالت إدارة المقاطعة يوم الاثنين إن الجسر فوق نهر الوند سيغلق تسعة أسابيع، ولن يزيد "
        "عليها يوماً "
        "إذا ساعد الطقس."
    ),
    "«لقد عددنا الشقوق»، قالت بترا نوفاك التي تدير الأعمال، «وهي أكثر منا».",
    "ولم يسر ذلك أصحاب المتاجر في الضفة الشمالية. تسعة أسابيع، يقولون، هي معظم الصيف.",
)
RUSSIAN = (
    (
        "Мост через реку Венд закроют на девять недель, сообщила в понедельник администрация "
        "округа, и "
        "ни днём дольше, если позволит погода."
    ),
    (
        "«Мы сосчитали трещины, — сказала Петра Новак, которая руководит работами. — Их больше, "
        "чем "
        "нас»."
    ),
    "Торговцы на северном берегу недовольны: девять недель, говорят они, это почти всё лето.",
)


def found_in(path: Path, **options: str) -> list[Found]:
    """Return what the format that knows a file finds in it."""
    known = import_format_for(path)
    assert known is not None
    return list(known.importer.read(path, ReadOptions(**options)))


def articles_in(path: Path, **options: str) -> list[Incoming]:
    """Return the articles of a file, of which none may fail."""
    found = found_in(path, **options)
    assert [one for one in found if isinstance(one, UserError)] == []
    return [one for one in found if isinstance(one, Incoming)]


def refusals_in(path: Path) -> list[str]:
    """Return what is refused of a file."""
    return [str(one) for one in found_in(path) if isinstance(one, UserError)]


def remarks_in(path: Path) -> list[str]:
    """Return what is said of a file."""
    return [one.message for one in found_in(path) if isinstance(one, Told)]


def kept(one: Incoming) -> str:
    """Return an article's text without what is proposed to be left out."""
    parts, at = [], 0
    for start, end in one.article.excluded:
        parts.append(one.article.text[at:start])
        at = end
    return "".join([*parts, one.article.text[at:]])


def roles(one: Incoming) -> list[tuple[str, str]]:
    """Return which words of an article have which role."""
    text = one.article.text
    return [(each.role.value, text[each.start : each.end]) for each in one.article.stretches]


def paragraphs(texts: tuple[str, ...], tag: str = "p", names: str = "") -> str:
    """Return paragraphs as a page has them."""
    return "".join(f"<{tag}{f' class={names!r}' if names else ''}>{one}</{tag}>" for one in texts)


def page(body: str, *, head: str = "", language: str = "en", title: str = "") -> str:
    """Return a page around its body."""
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
        f"{head}</head><body>{body}</body></html>"
    )
