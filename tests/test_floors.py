"""The floors of the house, said once: imports go down only, rooms on one floor never meet."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

TUI = Path(__file__).parent.parent / "tui"
FLOORS = [
    {"__main__"},
    {"cli"},
    {"arguments", "commands"},
    {"screens", "linear"},
    {"index", "review", "claims", "pair_in_words"},
    {
        "read",
        "detect",
        "compare",
        "render",
        "suggest",
        "resume",
        "decide",
        "undo",
        "filters",
        "references",
        "tally",
        "rules",
        "search",
        "store",
        "exchange",
    },
    {
        "model",
        "config",
        "dates",
        "words",
        "own_words",
        "patterns",
        "plain_letters",
        "signs",
        "cells",
        "counted",
        "visible",
        "progress",
        "errors",
        "cores",
        "foreground",
        "sorting",
        "uncollected",
    },
]
IN_DETECT = [
    {"find_groups"},
    {"local"},
    {"groups"},
    {"pairs"},
    {"rarity"},
    {"page"},
    {"features"},
    {"as_json"},
    {"engine", "arrays", "ahead", "attended", "memory"},
]
FLOOR_OF = {room: number for number, floor in enumerate(FLOORS) for room in floor}
GROUND = len(FLOORS) - 1


def room_of(path: Path) -> str:
    return path.relative_to(TUI).parts[0].removesuffix(".py")


def files() -> list[Path]:
    return sorted(
        path
        for path in TUI.rglob("*.py")
        if path != TUI / "__init__.py" and room_of(path) != "demo"
    )


def imports(path: Path) -> set[str]:
    """The modules of ours that a file imports, also inside functions: `tui.read.folder`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            found |= {f"{node.module}.{name.name}" for name in node.names} | {node.module}
    return {name for name in found if name.startswith("tui.")}


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(TUI)))
def test_imports_go_down(path):
    mine = room_of(path)
    floor = FLOOR_OF[mine]
    for name in imports(path):
        room = name.split(".")[1]
        if room not in {"__version__", mine}:
            if floor == GROUND:
                assert room == "errors", f"{mine} is ground and imports {name}"
            assert FLOOR_OF[room] > floor or room == "errors", f"{mine} imports {name}: not below"


@pytest.mark.parametrize(
    "path", sorted((TUI / "detect").rglob("*.py")), ids=lambda path: str(path.relative_to(TUI))
)
def test_imports_go_down_inside_of_detect(path):
    floor_of = {room: number for number, floor in enumerate(IN_DETECT) for room in floor}
    mine = path.relative_to(TUI / "detect").parts[0].removesuffix(".py")
    if mine != "__init__":
        for name in imports(path):
            _, room, *inside = name.split(".")
            if room == "detect" and inside and inside[0] != mine:
                assert floor_of[inside[0]] > floor_of[mine], f"{mine} imports {name}: not below"


def module_of(path: Path) -> str:
    parts = ("tui", *path.relative_to(TUI).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_no_circle():
    graph = {module_of(path): imports(path) for path in files()}
    graph = {name: {to for to in reached if to in graph} for name, reached in graph.items()}
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, f"a circle: {' → '.join((*way, name))}"
        if name not in done:
            for reached in graph[name]:
                visit(reached, (*way, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def test_only_read_and_store_open_files_and_only_screens_know_textual():
    for path in files():
        source = path.read_text(encoding="utf-8")
        if room_of(path) != "screens":
            assert "import textual" not in source, path
            assert "from textual" not in source, path


def loaded(*arguments: str, code: int = 0) -> set[str]:
    """The modules in `sys.modules` after the command has run in a process of its own."""
    script = (
        "import sys\nfrom tui.cli import main\n"
        "try:\n    sys.exit(main(sys.argv[1:]))\n"
        "finally:\n    print(*sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stderr[-2000:]
    return set(done.stderr.split())


def test_headless_commands_load_no_textual(tmp_path):
    (tmp_path / "a.txt").write_text("The ferry to the islands was late again on Monday morning.\n")
    (tmp_path / "b.txt").write_text("The ferry to the islands was late again on Monday morning.\n")
    cache = ("--no-cache",)
    assert "textual" not in loaded("--help")
    assert "textual" not in loaded("groups", str(tmp_path), *cache)
    assert "textual" not in loaded("status", str(tmp_path), *cache, code=1)
    assert "numpy" not in loaded("--help"), "--help starts at once"
