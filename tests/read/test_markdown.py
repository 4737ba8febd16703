"""Front matter: what is one, what it says, and what it costs."""

import time

import pytest

from tui.read.markdown import front_matter


@pytest.mark.parametrize(
    ("whole", "values", "text"),
    [
        ("---\na: 1\n---\nT", {"a": "1"}, "T"),
        ("\ufeff\n---\na: 1\n...\nT", None, None),
        ("\n\n---\na: 1\n...\nT", {"a": "1"}, "T"),
        ("---\na:\n---", {"a": ""}, ""),
        ("---\nA: 'it''s'\nb: \"say \\\"so\\\"\"\n---\n", {"a": "it's", "b": 'say "so"'}, ""),
        ("---\na: [x, 'y']\nb:\n- z\n-  w\n---\n", {"a": "x, y", "b": "z, w"}, ""),
        ("---\nurl: http://a.org/#b # why\n---\n", {"url": "http://a.org/#b"}, ""),
        ("+++\na = 2024-01-02\n+++\nT", {"a": "2024-01-02"}, "T"),
        ("+++\na = = 1\n+++\nT", {}, "+++\na = = 1\n+++\nT"),
        ("---\nno pair\n---\nT", {}, "---\nno pair\n---\nT"),
        ("----\na: 1\n----\nT", {}, "----\na: 1\n----\nT"),
        ("T\n---\na: 1\n---\n", {}, "T\n---\na: 1\n---\n"),
        ("---\na: 1\n", {}, "---\na: 1\n"),
    ],
)
def test_front_matter(whole, values, text):
    assert front_matter(whole) == (({}, whole) if values is None else (values, text))


@pytest.mark.parametrize(
    "hostile",
    [
        "---\n" * 50_000,
        "\n" * 300_000 + "---",
        "---\n" + "a: [" * 30_000 + "\n---\n",
        "---\n" + "- " * 30_000 + "\n---\n",
        "+++\na = " + "[" * 30_000 + "\n+++\n",
        "# " + "#" * 60_000 + " x",
    ],
)
def test_hostile_front_matter_takes_no_time(hostile):
    begun = time.perf_counter()
    front_matter(hostile)
    assert time.perf_counter() - begun < 1
