import math

import pytest
from pytestqt.qtbot import QtBot

from bench import __main__ as bench
from bench.by_keys import MOST, Played, play, rows
from bench.material import Material
from bench.reported_speech import articles
from bench.rows import MET, Row
from bench.sizes import TINY


def test_what_is_said_stands_where_the_generator_says() -> None:
    for article, said in articles(3, 12):
        for one in said:
            words = [article.text[slice(*place)] for place in (*one.pieces, one.cue, one.source)]
            assert all(word and word == word.strip() for word in words)
            assert one.cue != one.source


def test_a_session_by_keys_links_each_quote_and_ends_each_article(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Material(TINY) as material:
        played = play(material)
        assert (played.annotations, played.quotes) == (6, 2)
        assert (played.unlinked, played.done) == (0, 2)
        assert played.keys == len(played.seconds)
        monkeypatch.setattr("bench.by_keys.play", lambda _: played)
        found = list(rows(material))
    assert len({row.label for row in found}) == len(found) == 5
    assert all(math.isfinite(row.value) for row in found)


def _main(monkeypatch: pytest.MonkeyPatch, found: list[Row]) -> None:
    monkeypatch.setattr("sys.argv", ["bench", "by_keys", "--tiny"])
    monkeypatch.setattr(bench, "measured", lambda *_: iter(found))
    bench.main()


def test_too_many_keys_fail_the_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    few = Played(annotations=1, keys=7, seconds=[0.1], by_hand=0, quotes=1, unlinked=0, done=1)
    monkeypatch.setattr("bench.by_keys.play", lambda _: few)
    with Material(TINY) as material:
        found = list(rows(material))
    assert found[0].value > MOST
    with pytest.raises(SystemExit) as ended:
        _main(monkeypatch, found)
    assert ended.value.code == 1
    _main(monkeypatch, [row for row in found if row.verdict in ("", MET)])
    assert "above target" in capsys.readouterr().out


def test_a_slow_machine_fails_no_run(monkeypatch: pytest.MonkeyPatch) -> None:
    _main(monkeypatch, [Row("a key press", 900.0, "ms", 1.0)])
