"""The words of dates: months, days of the week and zones, in the languages that news is in.

All are in lower case and without accents, as `bare` makes them.
"""

import unicodedata

# English, German, French, Spanish, Italian, Portuguese, Dutch, then the Nordic languages, Polish,
# Czech, Turkish, Greek, Russian, Ukrainian and Arabic (of Cairo, of Beirut, of Algiers).
_MONTHS = """
jan january januar jänner jän janvier janv enero ene gennaio gen janeiro januari stycznia
styczeń leden ledna ocak oca ιανουαριου ιαν января янв январь січня يناير كانون_الثاني جانفي

feb february februar feber février févr fév febrero febbraio fevereiro fev februari lutego luty
únor února şubat şub φεβρουαριου φεβ февраля фев февраль лютого فبراير شباط فيفري

mar march märz mär mrz mars marzo março maart mrt marts marca marzec březen března mart μαρτιου
μαρ марта мар март березня مارس آذار اذار

apr april avril avr abril abr aprile kwietnia kwiecień duben dubna nisan nis απριλιου απρ апреля
апр апрель квітня أبريل ابريل إبريل نيسان أفريل

may mai mayo maggio mag maio mei maj maja května květen mayıs μαιου μαι мая май травня مايو أيار
ايار ماي

jun june juni juin junio giugno giu junho czerwca czerwiec červen června haziran haz ιουνιου
ιουν июня июн июнь червня يونيو حزيران جوان

jul july juli juillet juil julio luglio lug julho lipca lipiec červenec července temmuz tem
ιουλιου ιουλ июля июл июль липня يوليو تموز جويلية

aug august août aou agosto ago augustus augusti sierpnia sierpień srpen srpna ağustos ağu
αυγουστου αυγ августа авг август серпня أغسطس اغسطس آب اب أوت

sep sept september septembre septiembre setiembre settembre set setembro września wrzesień září
eylül eyl σεπτεμβριου σεπ сентября сен сент сентябрь вересня سبتمبر أيلول ايلول

oct october oktober okt octobre octubre ottobre ott outubro out października październik říjen
října ekim eki οκτωβριου οκτ октября окт октябрь жовтня أكتوبر اكتوبر تشرين_الأول تشرين_الاول

nov november novembre noviembre novembro listopadu kasım kas νοεμβριου νοε ноября ноя нояб
ноябрь листопада نوفمبر تشرين_الثاني

dec december dezember dez décembre déc diciembre dic dicembre dezembro grudnia grudzień prosinec
prosince aralık ara δεκεμβριου δεκ декабря дек декабрь грудня ديسمبر كانون_الأول كانون_الاول
"""
_WEEKDAYS = """
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat
sun montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim lunes martes
miércoles jueves viernes sábado domingo mié jue vie sáb dom lunedì martedì mercoledì giovedì
venerdì sabato domenica gio segunda terça quarta quinta sexta feira seg ter qua qui sex maandag
dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo måndag tisdag onsdag torsdag
fredag lördag søndag mandag tirsdag lørdag poniedziałek wtorek środa czwartek piątek niedziela
pazartesi salı çarşamba perşembe cuma cumartesi pazar понедельник вторник среда четверг пятница
суббота воскресенье пн вт ср чт пт сб вс понеділок вівторок середа п ятниця субота неділя
الاثنين الإثنين الثلاثاء الأربعاء الاربعاء الخميس الجمعة السبت الأحد الاحد يوم 月曜日 火曜日
水曜日 木曜日
金曜日 土曜日 日曜日 月曜 火曜 水曜 木曜 金曜 土曜 日曜 月 火 水 木 金 土 日 星期一 星期二 星期三
星期四 星期五 星期六 星期日 星期天 周一 周二 周三 周四 周五 周六
周日 週一 週二 週三 週四 週五 週六 週日 월요일 화요일 수요일 목요일 금요일 토요일 일요일 월 화 수
목 금 토 일
"""
_FILLERS = """
st nd rd th er º ª ° e de del of the den le la el il al da di do vom am um on at à a às as las
alle ore os kl klo o г года год р року roku r año anno ano في الساعة uhr h heures hrs ч час
"""


def bare(word: str) -> str:
    """Return a word in lower case and without its accents."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _numbered(rows: str) -> dict[str, int]:
    every = rows.strip().split("\n\n")
    return {bare(name): n for n, row in enumerate(every, 1) for name in row.split()}


MONTHS = _numbered(_MONTHS)
"""The number of the month that a word names."""

WEEKDAYS = frozenset(map(bare, _WEEKDAYS.split()))
"""The names of days and their short forms; which day it was follows from the date."""

FILLERS = frozenset(map(bare, _FILLERS.split()))
"""Words that belong to a date and say nothing of its own."""

AFTERNOON = frozenset(("pm", "p", "下午", "午後", "晚上", "오후", "م", "مساء"))
MORNING = frozenset(("am", "a", "上午", "午前", "早上", "凌晨", "오전", "ص", "صباحا"))
"""The words that tell the halves of the day."""

_HOURS = {
    **dict.fromkeys(("utc", "gmt", "z", "wet", "ut"), 0.0),
    **dict.fromkeys(("cet", "mez", "west", "wat"), 1.0),
    **dict.fromkeys(("cest", "mesz", "eet", "cat", "sast"), 2.0),
    **dict.fromkeys(("eest", "msk", "eat", "мск"), 3.0),
    **dict.fromkeys(("pkt",), 5.0),
    **dict.fromkeys(("hkt", "sgt", "awst", "pht"), 8.0),
    **dict.fromkeys(("jst", "kst"), 9.0),
    **dict.fromkeys(("acst",), 9.5),
    **dict.fromkeys(("aest",), 10.0),
    **dict.fromkeys(("acdt",), 10.5),
    **dict.fromkeys(("aedt",), 11.0),
    **dict.fromkeys(("nzst",), 12.0),
    **dict.fromkeys(("nzdt",), 13.0),
    **dict.fromkeys(("brt", "adt"), -3.0),
    **dict.fromkeys(("edt",), -4.0),
    **dict.fromkeys(("est", "cdt"), -5.0),
    **dict.fromkeys(("mdt",), -6.0),
    **dict.fromkeys(("mst", "pdt"), -7.0),
    **dict.fromkeys(("pst", "akdt"), -8.0),
    **dict.fromkeys(("akst",), -9.0),
    **dict.fromkeys(("hst",), -10.0),
}


def offset_of(zone: str) -> str | None:
    """Return what a zone's abbreviation stands for ("-05:00"); None where it has no one meaning.

    CST, IST, BST, ET and their like mean several zones, or another one in summer.
    """
    hours = _HOURS.get(bare(zone).replace(".", ""))
    if hours is None:
        return None
    minutes = round(abs(hours) * 60)
    return f"{'-' if hours < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}"
