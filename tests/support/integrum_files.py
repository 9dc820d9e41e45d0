"""Small reports in the form of Integrum, with invented articles."""

HEAD = ["Источник", "Дата", "Время", "Заголовок", "Анонс", "Оригинал", "Автор"]


def report(*articles: tuple[str, str, str], listed: int = 0) -> str:
    """Return a report: of each article its fields, headline and text."""
    links = "".join(f'<a href="#a{n}">{n}</a>' for n in range(listed))
    parts = "".join(
        f"<div><table><tr><td>{fields}</td></tr></table><h3>{title}</h3><pre>{text}</pre></div>"
        for fields, title, text in articles
    )
    return f"<html><head><title>Отчет</title></head><body>{links}{parts}</body></html>"


FIELDS = (
    "^ИС: Портовые новости<br>^РБ: ПОРТ<br>^НР: 6<br>^ДТ: 09.02.1994<br>"
    "^АВ: Марш Дельфина<br>Окоро Тунде,"
)
TEXT = (
    '\n    Первый <font color="red"><font>паром</font></font>а\nстоит.\n'
    "    Второй абзац.\n\nТретий.\n"
)
