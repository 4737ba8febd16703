"""Turn bits anywhere in the index cache: what is found must be what is found without a cache.

    python tests/campaigns/turned_bits.py --trials 2000

Each trial spoils a copy of a good cache and indexes the folder with it until nothing is said of the cache any more: no
time may anything be raised ("unreadable") or anything else be found ("lost"), and four times must be enough.
"""

import argparse
import random
import shutil
import sys
import tempfile
import traceback
from pathlib import Path

from samples import report, say

from tui.config import Config, DetectSettings
from tui.index import index_folder
from tui.read import measure_batch

AT_ONCE = (1, 1, 5, 40)  # bits turned in a trial, in turn
MOST_RUNS = 4
CONFIG = Config(detect=DetectSettings(workers=1))
WORDS = ("barker", "colding", "dustly", "ferner", "golding", "hillward", "ironly", "jasper")


def lay_out(root, articles, chance):
    """Articles of which every third is a copy of the one before it, some in files of records."""
    text = ""
    for number in range(articles):
        if number % 3:
            words = [f"{chance.choice(WORDS)}{chance.randrange(400)}" for _ in range(120)]
            text = " ".join(words[at] + (". So" if at % 12 == 11 else "") for at in range(120))
        name = "records" if number % 10 == 9 else "article"
        line = f'{{"id": "r", "text": "{text}"}}\nno record\n'
        end, said = ("jsonl", line) if name == "records" else ("txt", f"{text} Page {number}.\n")
        (root / f"{name}-{number:03}.{end}").write_text(said)


def found(root, cache):
    """All that an indexing finds, and what it says of the cache."""
    index = index_folder(root, CONFIG, cache=cache)
    said = [note for note in index.notes if "cache" in note]
    return (dict(index.articles), index.skipped, index.groups, dict(index.furniture)), said


def spoil(data, bits, chance):
    spoilt = bytearray(data)
    for _ in range(bits):
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def lay_in(path, data):
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    path.write_bytes(data)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--trials", type=int, default=300)
    options.add_argument("--articles", type=int, default=60)
    options.add_argument("--seed", type=int, default=7)
    said = options.parse_args()
    chance = random.Random(said.seed)
    measure_batch._TOO_FRESH = 0  # all files are old enough to be remembered
    folder = Path(tempfile.mkdtemp(prefix="bits-"))
    root, cache = folder / "articles", folder / "index.sqlite"
    root.mkdir()
    lay_out(root, said.articles, chance)
    wanted, _ = found(root, None)
    found(root, cache)
    good = cache.read_bytes()
    lost = unreadable = told = not_mended = foreign = 0
    for trial in range(said.trials):
        lay_in(cache, spoil(good, AT_ONCE[trial % len(AT_ONCE)], chance))
        notes = []
        try:
            while not notes or (notes[-1] and len(notes) < MOST_RUNS):
                result, now = found(root, cache)
                notes.append(now)
                lost += result != wanted
        except Exception:  # noqa: BLE001 - whatever it is, it is what must not be
            say(f"trial {trial}:", traceback.format_exc())
            unreadable += 1
            continue
        told += bool(notes[0])
        if notes[-1] and "something else" in notes[-1][0]:
            foreign += 1  # the bits that say whose file it is: it is left alone, and that is said
        elif notes[-1]:
            not_mended += 1
            say(f"trial {trial}:", notes)
    shutil.rmtree(folder)
    return report(
        campaign="turned bits", trials=said.trials, acknowledged=said.trials * len(wanted[0]),
        lost=lost, unreadable=unreadable, told=told, not_mended=not_mended, foreign=foreign,
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
