"""A diff → one HTML page to send to somebody: it needs nothing else, and asks nothing of anybody.

No script, no outside request (a policy in the page forbids both), the same bytes for the same input.
Both files are in it to the byte, as links that save them. On A4 in black and white struck out and
underlined still tell the sides apart.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from types import MappingProxyType
from typing import Final

from tui.model import Diff
from tui.render import atoms
from tui.render.atoms import Atom
from tui.render.change_map import GLYPHS, SAYS, minimap
from tui.render.inline import Flow
from tui.render.legend import legend
from tui.text.plural import counted
from tui.text.visible import visible

MAP_ROWS: Final = 48
_SIDES: Final = ("Left", "Right")

_TAGS: Final = MappingProxyType(
    {
        "delete": "del",
        "replaced-left": "del",
        "insert": "ins",
        "replaced-right": "ins",
        "fact-left": "del",
        "fact-right": "ins",
        "furniture-left": "del",
        "furniture-right": "ins",
    }
)

_PARAGRAPH: Final = '<p dir="auto">'  # each runs in the direction of its script
_STYLE: Final = """
:root { color-scheme: light dark }
body { font: 1rem/1.6 Georgia, serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere }
h1 { font-size: 1.3rem } h2 { font-size: 1.1rem; margin-top: 2.5rem }
table { border-collapse: collapse } td, th { padding: .2rem .8rem .2rem 0; text-align: start; vertical-align: top }
table { overflow-wrap: break-word } .files td { overflow-wrap: anywhere }
code { font-size: .8rem; overflow-wrap: anywhere }
del { color: #a85400; text-decoration: line-through } ins { color: #0057b8; text-decoration: underline }
del, ins { unicode-bidi: isolate } .gutter a, .moved-left a { color: inherit; text-decoration: none } :target { outline: 2px solid }
.case { text-decoration: underline dotted } .moved-right { font-style: italic; border-bottom: 1px dotted }
.fact-left, .fact-right { font-weight: bold; border: 1px solid; border-radius: .2em; padding: 0 .15em; box-decoration-break: clone }
.moved-left, .gutter, .furniture-left, .furniture-right { color: #6b6b6b; font-style: italic }
.furniture-left, .furniture-right { font-size: .85em }
main { margin-right: 2.5rem }
.map { float: right; position: sticky; top: 1rem; font: .8rem/1 monospace; margin: 0; color: #6b6b6b }
.legend { font-size: .85rem }
.map .delete { color: #a85400 } .map .insert, .map .replaced-right, .map .moved-right { color: #0057b8; border: 0 }
@media (prefers-color-scheme: dark) { del { color: #ffa04d } ins { color: #6db3ff } .gutter, .moved-left, .furniture-left, .furniture-right, .map { color: #a0a0a0 } .map .delete { color: #ffa04d } .map .insert, .map .replaced-right, .map .moved-right { color: #6db3ff } }
@media print { body { max-width: none; margin: 0; padding: 0; font-size: 10.5pt; line-height: 1.4 } h2 { margin: 1rem 0 .3rem } td, th { padding: .1rem .7rem .1rem 0 } .map { position: static; break-inside: avoid } a { text-decoration: none } del, ins, .map, .map span { color: inherit } ins { font-weight: bold } .furniture-right { font-weight: normal } }
@page { size: A4; margin: 2cm }
""".strip()


@dataclass(frozen=True, slots=True)
class Document:
    """One side: the name it is shown by, the bytes of the file, and the text that they say."""

    name: str
    data: bytes
    text: str


def page(
    left: Document,
    right: Document,
    diff: Diff,
    *,
    heads: Sequence[str] = ("", *_SIDES),
    facts: Sequence[Sequence[str]] = (),
    kinds: Sequence[tuple[str, int]] = (),
    numbers: Sequence[tuple[str, str]] = (),
    names: Sequence[tuple[str, str]] = (),
    quotations: Sequence[tuple[str, str]] = (),
) -> str:
    """The whole page. `facts`: rows below `heads`, a name and its values; `kinds`: how many changes of each.

    `numbers`, `names`, `quotations`: those that differ, left and right, "" where there is none.
    """
    title = f"{_safe(left.name)} → {_safe(right.name)}"
    body = [
        f"<h1>{title}</h1>",
        _files(left, right),
        _table("Summary", heads, facts),
        _kinds(kinds),
        _table("Numbers that differ", _SIDES, numbers),
        _table("Names that differ", _SIDES, names),
        _table("Quotations that differ", _SIDES, quotations),
        *(f"<p>Note: {_safe(note)}.</p>" for note in diff.notes),
        "<h2>Text</h2>",
        _legends(diff),
        f'<pre class="map" aria-hidden="true">{_map(diff)}</pre>',
        f"<main>\n{''.join(_text(left.text, right.text, diff))}\n</main>",
    ]
    return (
        '<!DOCTYPE html>\n<html lang="und">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n"
        + "\n".join(part for part in body if part)
        + "\n</body>\n</html>\n"
    )


def _safe(text: str) -> str:
    return escape(visible(text))


def _files(left: Document, right: Document) -> str:
    """The files: names that save them, their sizes and SHA-256."""
    rows = []
    for side, document in (("Left", left), ("Right", right)):
        inside = base64.b64encode(document.data).decode("ascii")
        digest = hashlib.sha256(document.data).hexdigest()
        rows.append(
            f'<tr><th>{side}</th><td><a download="{_safe(document.name.rpartition("/")[2])}" '
            f'href="data:application/octet-stream;base64,{inside}">{_safe(document.name)}</a>, '
            f"{counted(len(document.data), 'byte')}<br><code>SHA-256 {digest}</code></td></tr>"
        )
    return '<table class="files">\n' + "\n".join(rows) + "\n</table>"


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A titled table; nothing where it has no rows."""
    lines = ["<tr>" + "".join(map(_cell, row)) + "</tr>" for row in rows]
    if not lines:
        return ""
    heads = "".join(f"<th>{cell}</th>" for cell in head)
    return "\n".join((f"<h2>{title}</h2>", "<table>", f"<tr>{heads}</tr>", *lines, "</table>"))


def _cell(text: str) -> str:
    return f'<td dir="auto">{_safe(text)}</td>'


def _kinds(kinds: Sequence[tuple[str, int]]) -> str:
    """How many changes there are of each kind, the most frequent first."""
    ordered = sorted(kinds, key=lambda kind: (-kind[1], kind[0]))
    told = ", ".join(f"{count:,} {_safe(kind)}" for kind, count in ordered)
    return f"<p>Changes: {told}.</p>" if told else ""


def _legends(diff: Diff) -> str:
    """How changes are shown in the text, and what the signs of the map beside it say."""
    shown = "".join(
        _element(piece.style, escape(piece.text)) for piece in legend(diff, marks=False).pieces
    )
    signs = ", ".join(f"{glyph} {SAYS[fate]}" for fate, glyph in GLYPHS.items())
    told = f'<p class="legend">Map at the right: {signs}.</p>'
    return f'<p class="legend">{shown}.</p>\n{told}' if shown else told


def _element(style: str, inside: str) -> str:
    tag = _TAGS.get(style, "span")
    return f'<{tag} class="{style}">{inside}</{tag}>' if style else inside


def _map(diff: Diff) -> str:
    return "\n".join(
        f'<span class="{piece.style}">{piece.text}</span>' for piece in minimap(diff, MAP_ROWS)
    )


def _text(left: str, right: str, diff: Diff) -> Iterator[str]:
    """The inline diff as paragraphs; what belongs together stands in one element."""
    yield _PARAGRAPH
    open_tag = ""
    last = ("", -1)
    for atom in Flow(left, right, diff, marks=False, fold=False).atoms():
        here = (atom.style, atom.edit)
        same = here == last and atom.before < atoms.LINE
        if open_tag and not same:
            yield f"</{open_tag}>"
            open_tag = ""
        yield _before(atom)
        if not same and atom.style != "equal":
            open_tag = _TAGS.get(atom.style, "span")
            yield f'<{open_tag} class="{atom.style}">'
        yield _linked(atom) if atom.block else escape(atom.text)
        last = here
    if open_tag:
        yield f"</{open_tag}>"
    yield "</p>"


def _linked(atom: Atom) -> str:
    """The note at an end of a moved block: a link to its other end."""
    ends = ("left", "right") if atom.style == "moved-left" else ("right", "left")
    here, there = (f"{end}-{atom.block}" for end in ends)
    return f'<a id="{here}" href="#{there}">{escape(atom.text)}</a>'


def _before(atom: Atom) -> str:
    if atom.before == atoms.BLANK:
        return f"</p>\n{_PARAGRAPH}"
    if atom.before == atoms.LINE:
        return "<br>\n"
    return " " if atom.before == atoms.SPACE else ""


def saved(html: str) -> Iterable[bytes]:
    """The files that a page holds, left first: what its links save."""
    for part in html.split("base64,")[1:3]:
        yield base64.b64decode(part.partition('"')[0])
