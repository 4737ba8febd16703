"""The layers, as a table: imports go down only, and packages of one layer do not import each other."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

TUI = Path(__file__).parent.parent / "tui"
LAYERS = [
    {"__main__"},
    {"cli"},
    {"arguments", "commands"},
    {"screens", "linear"},
    {"index", "review", "imported_groups", "pair_summary"},
    {
        "read",
        "detect",
        "compare",
        "render",
        "suggest",
        "resume",
        "store",
        "exchange",
        "reference_folders",
    },
    {"runtime"},
    {"model", "config", "text", "progress", "errors"},
]
DETECT_LAYERS = [
    {"group_finder"},
    {"pipeline"},
    {"groups"},
    {"pairs"},
    {"term_weights"},
    {"furniture"},
    {"features"},
    {"findings_json"},
    {"engine", "arrays"},
]
LAYER_OF = {package: number for number, layer in enumerate(LAYERS) for package in layer}
BOTTOM = len(LAYERS) - 1


def package_of(path: Path) -> str:
    return path.relative_to(TUI).parts[0].removesuffix(".py")


def files() -> list[Path]:
    return sorted(
        path
        for path in TUI.rglob("*.py")
        if path != TUI / "__init__.py" and package_of(path) != "demo"
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
    mine = package_of(path)
    layer = LAYER_OF[mine]
    for name in imports(path):
        package = name.split(".")[1]
        if package not in {"__version__", mine}:
            if layer == BOTTOM:
                assert package == "errors", f"{mine} is in the bottom layer and imports {name}"
            below = LAYER_OF[package] > layer or package == "errors"
            assert below, f"{mine} imports {name}, which is not below it"


@pytest.mark.parametrize(
    "path", sorted((TUI / "detect").rglob("*.py")), ids=lambda path: str(path.relative_to(TUI))
)
def test_imports_go_down_inside_of_detect(path):
    layer_of = {part: number for number, layer in enumerate(DETECT_LAYERS) for part in layer}
    mine = path.relative_to(TUI / "detect").parts[0].removesuffix(".py")
    if mine != "__init__":
        for name in imports(path):
            _, package, *inside = name.split(".")
            if package == "detect" and inside and inside[0] != mine:
                below = layer_of[inside[0]] > layer_of[mine]
                assert below, f"{mine} imports {name}, which is not below it"


def test_tools_of_the_review_do_not_know_it():
    for path in (TUI / "review" / "tools").glob("*.py"):
        for name in imports(path):
            assert not name.startswith("tui.review.") or name.startswith("tui.review.tools"), path


def test_no_two_modules_have_one_name():
    names = [path.stem for path in files() if path.stem not in {"__init__", "__main__"}]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


def module_of(path: Path) -> str:
    parts = ("tui", *path.relative_to(TUI).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_no_import_cycles():
    graph = {module_of(path): imports(path) for path in files()}
    graph = {name: {to for to in reached if to in graph} for name, reached in graph.items()}
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, f"an import cycle: {' → '.join((*way, name))}"
        if name not in done:
            for reached in graph[name]:
                visit(reached, (*way, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def test_only_read_and_store_open_files_and_only_screens_know_textual():
    for path in files():
        source = path.read_text(encoding="utf-8")
        if package_of(path) != "screens":
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
