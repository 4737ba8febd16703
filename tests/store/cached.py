"""A file with its articles, and a cache that is opened without a word, for the tests of the cache."""

from dataclasses import replace

from tui.model import Article, FileStamp, Skipped
from tui.store.cache.index_cache import CachedFile, open_cache

STAMP = FileStamp("a/caf\udce9\n.txt", 10, 1_700_000_000_123_456_789, 5, 2**64 - 1)
ARTICLE = Article("a#1", "Título \udce9", 3, 12, "b2:00", "b2:11", "2024", "A", "http://x", 7)
FILE = CachedFile(
    ((ARTICLE, b"\0\xff features"), (replace(ARTICLE, id="a#2"), b"")),
    (Skipped("a", "line 3: no JSON"),),
)


def got(cache, folder, stamp):
    """What is known of one file."""
    return cache.known(folder, [stamp]).get(stamp.path)


def opened(path, version="1", expected=""):
    cache, said = open_cache(path, version)
    assert said == expected
    return cache


ANOTHER_VERSION = "the index cache was of another version and is built anew"


def filled(path) -> bytes:
    cache = opened(path)
    cache.put("/folder", [(replace(STAMP, path=f"{n}.txt"), FILE) for n in range(500)])
    cache.close()
    return path.read_bytes()
