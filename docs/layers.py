"""Draw docs/layers.svg: the packages in their layers, with an arrow for each package that another one imports.

Run from the top of the repository: `python docs/layers.py`. The layers are those of tests/test_layers.py.
"""

import sys
from html import escape
from pathlib import Path

TOP = Path(__file__).parent.parent
sys.path.insert(0, str(TOP))

from tests.test_layers import LAYERS, files, imports, package_of  # noqa: E402

WIDTH, ROW, BOX = 1120, 84, 30  # pixels
LETTER = 7.4  # pixels of one character at this size
STYLE = (
    "text{font:13px ui-monospace,monospace;fill:#1b1f24}"
    "rect{fill:#f6f8fa;stroke:#57606a;rx:4}path{fill:none;stroke:#8c959f;stroke-width:.8;opacity:.55}"
)


def places() -> dict[str, tuple[float, float, float]]:
    """Package → left edge, top and width of its box."""
    found: dict[str, tuple[float, float, float]] = {}
    for row, layer in enumerate(LAYERS):
        names = sorted(layer)
        widths = [len(name) * LETTER + 20 for name in names]
        gap = (WIDTH - sum(widths)) / (len(names) + 1)
        x = gap
        for name, width in zip(names, widths, strict=True):
            found[name] = (x, 16 + row * ROW, width)
            x += width + gap
    return found


def arrows() -> set[tuple[str, str]]:
    """Importing and imported package, of different layers."""
    pairs = {(package_of(path), name.split(".")[1]) for path in files() for name in imports(path)}
    layer_of = {package: row for row, layer in enumerate(LAYERS) for package in layer}
    return {
        (one, other) for one, other in pairs if layer_of[one] < layer_of.get(other, layer_of[one])
    }


def draw() -> str:
    """The whole picture as SVG."""
    at = places()
    height = len(LAYERS) * ROW + 16
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">',
        f"<title>The packages of copydesk in their layers</title><style>{STYLE}</style>",
    ]
    for one, other in sorted(arrows()):
        (x, y, width), (to_x, to_y, to_width) = at[one], at[other]
        start, end = x + width / 2, to_x + to_width / 2
        bend = (to_y - y - BOX) / 2
        lines.append(
            f'<path d="M{start:.0f} {y + BOX:.0f}C{start:.0f} {y + BOX + bend:.0f} '
            f'{end:.0f} {to_y - bend:.0f} {end:.0f} {to_y:.0f}"/>'
        )
    for name, (x, y, width) in at.items():
        lines.append(f'<rect x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{BOX}"/>')
        lines.append(f'<text x="{x + 10:.0f}" y="{y + 20:.0f}">{escape(name)}</text>')
    return "\n".join([*lines, "</svg>"]) + "\n"


if __name__ == "__main__":
    (TOP / "docs" / "layers.svg").write_text(draw(), encoding="utf-8")
