"""What is installed: the data beside the code, and exact versions that name no host."""

import re
import shutil
import subprocess
from importlib.metadata import requires
from importlib.resources import files
from pathlib import Path

import pytest
import tomli

TOP = Path(__file__).parent.parent
LOCK = TOP / "requirements-lock.txt"
PROJECT = tomli.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> dict[str, list[str]]:
    """Name → the entries of the lock file, each with its hashes."""
    found: dict[str, list[str]] = {}
    text = LOCK.read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            found.setdefault(plain(line.split("==")[0]), []).append(line)
    return found


def test_the_lock_names_no_host():
    text = LOCK.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-(?!-hash=sha256:)", text, re.MULTILINE), (
        "an option, such as an index"
    )
    assert " @ " not in text
    assert not re.search(r"\b[\w-]+\.(org|com|net|io|dev|local|internal)\b", text)


def test_the_lock_is_exact_and_hashed():
    for entries in locked().values():
        for entry in entries:
            assert re.match(r"[\w.-]+==[\w.]+ ", entry), entry
            assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry), entry


def test_the_lock_holds_all_that_the_program_and_its_tests_ask_for():
    project = PROJECT["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    names = {plain(re.split(r"[<>=!~ \[]", one)[0]) for one in wanted}
    assert names <= locked().keys()


def test_what_is_locked_closes():
    """Whatever an installed package of the lock needs is in the lock too."""
    for name in locked():
        try:
            needs = requires(name) or []
        except ModuleNotFoundError:
            continue  # for another system or version of Python
        for need in needs:
            if "extra ==" not in need and "python_version <" not in need:
                assert plain(re.split(r"[<>=!~ ;\[(]", need)[0]) in locked(), f"{name}: {need}"


def test_the_data_lies_beside_the_code():
    package = files("tui")
    assert (package / "py.typed").is_file()
    assert (package / "screens" / "style.tcss").is_file()
    assert sum(1 for _ in Path(str(package / "demo")).rglob("*.txt")) >= 25


def test_the_wheel_holds_the_whole_package():
    assert PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["tui"]
    assert PROJECT["project"]["scripts"] == {"copydesk": "tui.cli:main"}
    assert PROJECT["project"]["requires-python"] == ">=3.11"


@pytest.mark.skipif(
    not (TOP / ".git").exists() or shutil.which("git") is None, reason="no git repository here"
)
def test_nothing_of_the_package_is_ignored_by_git():
    """A file that git ignores would be left out of the wheel too."""
    data = [str(path) for path in (TOP / "tui").rglob("*") if "__pycache__" not in path.parts]
    done = subprocess.run(
        ["git", "check-ignore", "--no-index", *data],
        cwd=TOP, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout == ""


def test_nothing_names_a_place_of_development():
    """No absolute path of a developer's machine stands in what is published."""
    for path in [*TOP.glob("*.*"), *(TOP / "tui").rglob("*.py"), *(TOP / "docs").glob("*")]:
        if path.is_file() and path.name != ".git":  # which names its repository in a worktree
            text = path.read_text(encoding="utf-8", errors="replace")
            assert not re.search(r"/(home|Users)/\w+/|/work/\w+", text), path
