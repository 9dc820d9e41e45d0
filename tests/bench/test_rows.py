from bench.rows import MET, MISSED, Row, merged, printed

PAGE = """# Performance

| act | before | after | wanted |
| --- | --- | --- | --- |
| open it | 11 × | – | 4 × |
| close it | 3 ms | 2 ms | 1 ms |

Below.
"""


def test_a_figure_above_its_target_is_marked() -> None:
    assert Row("a", 4.0, "×", 4.0).verdict == MET
    assert Row("a", 4.1, "×", 4.0).verdict == MISSED
    assert not Row("a", 4.1, "×").verdict


def test_figures_have_three_digits_and_their_unit() -> None:
    rows = [(0.0123, "s"), (5.678, "+ ms"), (12.345, "×"), (1234.5, "MB"), (100.0, "ms")]
    told = [Row("a", value, unit).measured for value, unit in rows]
    assert told == ["0.01 s", "+ 5.68 ms", "12.3 ×", "1,234 MB", "100 ms"]


def test_each_row_is_printed_with_what_is_wanted() -> None:
    line = list(printed([Row("open it", 2.0, "×", 4.0, "8 ms; bare 4 ms")]))[1]
    assert line.split() == ["open", "it", "2", "×", "4", "×", "met", "8", "ms;", "bare", "4", "ms"]


def test_a_page_keeps_what_was_before_and_gets_new_figures() -> None:
    page = merged(PAGE, [Row("open it", 5.0, "×", 4.0), Row("turn it", 1.0, "ms", 2.0)])
    assert "| open it | 11 × | **5 ×** | 4 × |" in page
    assert "| close it | 3 ms | 2 ms | 1 ms |\n| turn it | – | 1 ms | 2 ms |" in page
    assert page.endswith("\n\nBelow.\n")


def test_a_new_figure_stays_out_of_the_tables_below() -> None:
    below = "\n| kind | size |\n| --- | --- |\n| JSONL | 12 MB |\n"
    page = merged(PAGE + below, [Row("turn it", 1.0, "ms", 2.0)])
    assert "| close it | 3 ms | 2 ms | 1 ms |\n| turn it | – | 1 ms | 2 ms |\n\nBelow." in page
    assert page.endswith(below)
