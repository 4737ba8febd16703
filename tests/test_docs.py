"""The README says what the program does: commands, keys, settings, exit codes and formats are those of the code."""

import re
import shlex
from pathlib import Path

import pytest

from tui import arguments, config
from tui.arguments import COMMANDS, EXIT_CODES, build_parser, with_command
from tui.exchange.writers.export_formats import FORMS
from tui.read.file_formats import FORMATS

TOP = Path(__file__).parent.parent
PAGES = [TOP / "README.md", *sorted((TOP / "docs").glob("*.md"))]
README = PAGES[0].read_text(encoding="utf-8")
OPENS = "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/copydesk demo"
TESTS = "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/python -m pytest"


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def test_the_two_commands_come_first_and_are_exactly_these():
    lines = [line.strip() for line in README.splitlines()]
    assert [line for line in lines if line.startswith("python3 -m venv")][:2] == [OPENS, TESTS]
    assert "`uv run copydesk demo`" in README
    assert "`uv run --extra test pytest`" in README


def calls() -> list[str]:
    """Every line of a page that calls copydesk, without what the shell does before and after it."""
    lines = re.findall(r"^    (copydesk .*)$", "\n".join(map(read, PAGES)), re.MULTILINE)
    return sorted({re.split(r"\s[#|>&]", line)[0].strip() for line in lines})


def test_calls_are_found():
    assert len(calls()) >= 6


@pytest.mark.parametrize("call", calls())
def test_a_call_in_the_pages_is_understood(call):
    words = shlex.split(call)[1:]
    assert build_parser().parse_args(with_command(words)).command in COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_named(command):
    assert f"copydesk {command}" in README


def test_exit_codes_are_the_same_as_in_the_help():
    told = dict(re.findall(r"^\| (\d) \| (.*) \|$", README, re.MULTILINE))
    helped = dict(re.findall(r"^  (\d)  (.*)$", EXIT_CODES, re.MULTILINE))
    assert {code: meaning.replace("`", "") for code, meaning in told.items()} == helped


def test_every_format_is_named():
    for suffix in FORMATS:
        assert f"`{suffix}`" in README


def test_every_form_of_export_is_told():
    page = read(TOP / "docs/reviewing.md").split("## Exporting decisions")[1]
    assert re.findall(r"^\| `([\w-]+)` \|", page, re.MULTILINE) == ["--to", *FORMS]


def test_states_have_the_glyphs_of_the_screen():
    paint = (TOP / "tui/screens/widgets/styles.py").read_text(encoding="utf-8")
    for glyph, state in re.findall(r"`(.)` (undecided|canonical|skipped|flagged|stale)", README):
        assert f'"{state}": "{glyph}"' in paint


def test_the_table_of_keys_is_that_of_the_screen():
    from tui.screens import key_table

    bound = {key_table.shown(key) for one in key_table.all_keys() for key in one.keys}
    table = README.split("## Keys")[1].split("## Configuration")[0]
    rows = re.findall(r"^\| (`.*`) \|", table, re.MULTILINE)
    told = {key for row in rows for key in re.findall(r"`([^`]+)`", row)}
    assert told - bound == set(), "README tells of keys that do nothing"
    assert bound - told - set("2345678") == set(), "README does not tell of these keys"


def test_settings_named_in_the_pages_exist():
    sections = {
        "read": config.ReadSettings,
        "detect": config.DetectSettings,
        "suggest": config.SuggestSettings,
        "review": config.ReviewSettings,
        "screen": config.ScreenSettings,
    }
    for page in PAGES:
        text = read(page)
        for section, name in re.findall(
            r"`(read|detect|suggest|review|screen)\.(?!py`)(\w+)`", text
        ):
            assert name in sections[section].__dataclass_fields__, f"{page.name}: {section}.{name}"


def test_links_lead_somewhere():
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#]+)\)", read(page)):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_picture_loads_nothing_from_elsewhere():
    picture = (TOP / "docs/review.svg").read_text(encoding="utf-8")
    assert set(re.findall(r"\w+://[^\"'\s)]+", picture)) == {"http://www.w3.org/2000/svg"}


def test_the_glossary_is_ten_lines():
    rows = re.findall(r"^\| .* \| .* \|$", README.split("## Glossary")[1], re.MULTILINE)
    assert len(rows) == 2 + 10  # the head, the rule, ten words


def test_help_shows_every_command(capsys):
    with pytest.raises(SystemExit):
        arguments.build_parser().parse_args(["--help"])
    shown = capsys.readouterr().out
    for command in COMMANDS:
        assert f"\n    {command} " in shown


def test_the_architecture_page_names_every_package():
    page = read(TOP / "docs/architecture.md")
    for folder in (path.parent.name for path in (TOP / "tui").glob("*/__init__.py")):
        assert re.search(rf"`{folder}/?`", page), folder


@pytest.mark.parametrize("title", ["Who may replace what", "Which of two verdicts counts"])
def test_each_row_of_the_precedence_names_tests_that_there_are(title):
    page = read(TOP / "docs" / "decisions.md")
    part = page.split(f"## {title}")[1].split("\n## ")[0]
    rows = [line for line in part.splitlines() if line.startswith("| ")][2:]
    there = "\n".join(read(path) for path in (TOP / "tests").rglob("test_*.py"))
    assert len(rows) >= 7
    for row in rows:
        named = re.findall(r"`(test_\w+)`", row)
        assert named, row
        for test in named:
            assert f"def {test}(" in there, test
