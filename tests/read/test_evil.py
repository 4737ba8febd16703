"""A folder of everything that breaks readers: no crash, no wait, every file accounted for."""

import gzip
import io
import os
import time
import zipfile

from tui.config import ReadSettings
from tui.model import Skipped
from tui.read import folder
from tui.read.walk import walk
from tui.text.visible import is_safe, visible

PROSE = "The council of Little Tern voted to keep the swing bridge open at night. " * 4
DATA = PROSE.encode()
ESCAPES = [
    "\x1b]52;c;cm0gLXJmIH4K\x07", "\x1b[2J\x1b[H", "\x1b[6n", "\x05", "\x9b31m", "a\x85b\u2028c",
    "\u202egnp.exe", "pay\u200bpal", "Z" + "\u0301" * 400, "\ufffe\U0010ffff", "[red]x[/red]",
    "\r\rgood", '\x1bP$q"p\x1b\\', "\u3164" * 30, "👨\u200d👩\u200d👧" * 40,
]  # fmt: skip
NAMES = [
    b"line\nbreak.txt", b"\x1b[31mred.txt", b"caf\xe9.txt", b"\xff\xfe.txt", b"-rf.txt", b" .txt",
    b"back\\slash.txt", b"$(touch x).txt", b"#hash.txt", b'"]\n[[decision]]\nid = "x.txt',
    b"x" * 251 + b".txt", b"\xed\xa0\x80.txt", b"README.TXT", b"...txt", b"\xc2\x9b2J.txt",
    b"a.jsonl#1.txt", b"nosuffix", b"trailing.txt ", b"x.txt.",
]  # fmt: skip
RECORDS = [
    b'{"text":"abc', b"[" * 200_000, b'{"text":NaN}\n', b'[1]\n"x"\nnull\n', b"\xef\xbb\xbf{}\n",
    b'{"id":"a","text":"x"}\n{"id":"a","text":"y"}\n', b'{"id":' + b"9" * 5000 + b',"text":"x"}',
    b'{"text":"\\ud83d \\u0000"}', b'{"id":"\\n[[x]]\\u001b","text":"x"}\n', b'{"text":"\xff"}\n',
    b"{" + b",".join(b'"k%d":1' % n for n in range(5000)) + b"}\n",
]  # fmt: skip
PAGES = [
    b"<div>" * 5_000 + DATA, b"<b>" * 20_000 + DATA, b"&#0;&#27;[31m&#xD800;&#99999999; " + DATA,
    b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><p>&b;' + DATA, b"<!--" * 20_000,
    b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><p>&e;</p>' + DATA, b"<" * 200_000,
    b"<a " + b'a="' * 30_000, b"<script>" + b"x" * 50_000 + b"</script>" + DATA, b"",
]  # fmt: skip
OTHERS = {
    "md": [b"[" * 20_000 + b"*a_" * 20_000, b"```\n" * 20_001, b"---\ntitle: \x1b\n" + DATA],
    "csv": [b'text\n"', b"text\n" + b'"' * 60_001, b"\0", b"text;" * 9_000 + b"\n;;;", b"text\n\n"],
    "eml": [
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n" * 5_000,
        b"Content-Type: message/rfc822\n\n" * 2_000 + DATA,
        b"Subject: " + b"=?utf-8?q?a?= " * 5_000 + b"\n\n" + DATA,
        b"From: " + b"(" * 20_000 + b"\n\n" + DATA,
        b"Content-Type: text/plain; charset=" + b"x" * 9_000 + b"\n\n" + DATA,
    ],
    "mhtml": [b"", b"Content-Type: text/html\n\n" + b"<b>" * 20_000],
    "parquet": [b"PAR1" + bytes(range(256)) * 40 + b"PAR1", b"", b"PAR1PAR1"],
    "jsonl.gz": [gzip.compress(b"0" * 5_000_000), b"\x1f\x8b\x08", gzip.compress(b"x")[:-4]],
    "txt": [
        b"", b" " * 900, bytes(range(1, 32)) * 20, b"x" * 300_000, b"a " * 60_000, b"\xff\xfe",
        DATA[:99] + b"\xff\xfe\x80" + DATA, DATA[:99] + b"\0" + DATA, os.urandom(4_000),
        gzip.compress(DATA), DATA.decode().encode("utf-16")[:-1], b"\xc0\xaf" + DATA,
    ],
}  # fmt: skip


def make_evil(root) -> int:
    """Write the folder; the number of files in it."""
    for number, escape in enumerate(ESCAPES):
        text = PROSE[:40] + escape + PROSE
        (root / f"escape-{number}.txt").write_text(text, "utf-8", newline="")
    for name in NAMES:
        (root / os.fsdecode(name)).write_bytes(DATA)
    for end, contents in {"jsonl": RECORDS, "html": PAGES, **OTHERS}.items():
        for number, data in enumerate(contents):
            (root / f"{number}.{end}").write_bytes(data)
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("../../x.txt", "x")
    (root / "bomb.zip").write_bytes(zipped.getvalue())
    os.mkfifo(root / "fifo.txt")
    (root / "loop.txt").symlink_to("loop.txt")
    (root / "away.txt").symlink_to("/proc/self/mem")
    (root / "again").symlink_to(".")
    (root / "hard.txt").hardlink_to(root / "escape-0.txt")
    return sum(len(names) for _, _, names in os.walk(root)) + 1  # a link to a folder is met too


def test_all_of_it_is_read_or_listed(tmp_path):
    files = make_evil(tmp_path)
    settings = ReadSettings(longest_reading=10)
    begun = time.perf_counter()
    accounted = set()
    articles = 0
    for met in walk(tmp_path, settings):
        accounted.add(met.path)
        for parsed in [met] if isinstance(met, Skipped) else folder.read(tmp_path, met, settings):
            if isinstance(parsed, Skipped):
                assert parsed.path == met.path
                assert parsed.reason
                continue
            article, text = parsed
            articles += 1
            assert article.id == met.path or article.id.startswith(f"{met.path}#")
            assert "\0" not in text
            text.encode("utf-8")
            assert is_safe(visible(article.title))
            assert folder.text(tmp_path, article, settings) == text
    assert len(accounted) == files
    assert articles > 35
    assert time.perf_counter() - begun < 30
