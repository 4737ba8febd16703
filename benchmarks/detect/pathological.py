"""Folders that break what only works on ordinary ones: `python benchmarks/detect/pathological.py`.

Each is one .jsonl of invented articles (or one huge .txt), indexed with no cache in a fresh process; `--share .1`
makes them a tenth as large. The table goes to docs/benchmarks.md.
"""

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import corpus
import page
from one_index import measured

MANY, A_MILLION, HUGE = 100_000, 1_000_000, 50_000_000

WEATHER = (
    "{town} weather for {day}\n\nThe sky over {town} was {sky} on {day}. The highest temperature at the station was {high} "
    "degrees and the lowest was {low}. Winds from the {wind} reached {speed} kilometres an hour in the afternoon. Mayor "
    "{mayor} asked the people of {town} to keep their windows shut, and the schools will open again on {next}. The next "
    "report is written at {hour} o'clock; call {phone} for the state of the roads."
)


def one_page(count: int) -> Iterator[str]:
    """Copies of one page, to the letter."""
    writer = corpus.Writer("one page")
    story = writer.story()
    text = writer.text(story.title, writer.body(story, 16))
    yield from (text for _ in range(count))


def edited_page(count: int) -> Iterator[str]:
    """Copies of one page, each with a sentence of its own and another one lost."""
    writer = corpus.Writer("edited page")
    story = writer.story()
    sentences = writer.body(story, 16)
    for _ in range(count):
        own = list(sentences)
        own[writer.rng.randrange(len(own))] = writer.sentence(writer.story())
        yield writer.text(story.title, own)


def same_template(count: int) -> Iterator[str]:
    """Pages of one template with other names and numbers."""
    rng, words = random.Random("one template"), corpus.vocabulary()
    for _ in range(count):
        name = {key: rng.choice(words).capitalize() for key in ("town", "mayor", "day", "next")}
        name |= {"sky": rng.choice(words), "wind": rng.choice(("north", "east", "south", "west"))}
        numbers = {key: rng.randint(1, 99) for key in ("high", "low", "speed", "hour")}
        yield WEATHER.format(**name, **numbers, phone=rng.randint(100_000, 999_999))


def ten_words(count: int) -> Iterator[str]:
    """Articles of ten words by Zipf's law."""
    rng, words = random.Random("ten words"), corpus.vocabulary()
    for _ in range(count):
        yield " ".join(words[int(40_000 ** rng.random())] for _ in range(10)).capitalize() + "."


def one_huge(characters: int) -> Iterator[str]:
    """One article of so many characters, and two of the usual length, of which one is a part of it."""
    writer = corpus.Writer("one huge")
    story = writer.story()
    lines: list[str] = []
    size = 0
    while size < characters:
        lines.append(writer.sentence(story))
        size += len(lines[-1]) + 1
    yield writer.text("", lines)
    yield writer.text(story.title, writer.body(story))
    yield writer.text("", lines[:12])


CASES: dict[str, tuple[Callable[[int], Iterator[str]], int]] = {
    "copies of one page, to the letter": (one_page, MANY),
    "copies of one page, each edited": (edited_page, MANY),
    "pages of one template": (same_template, MANY),
    "articles of ten words": (ten_words, A_MILLION),
    "characters in one article, and two more articles": (one_huge, HUGE),
}


def row(name: str, texts: Iterator[str], count: int) -> str:
    """Index one of them; a row of the table."""
    with tempfile.TemporaryDirectory() as folder:
        with (Path(folder) / "all.jsonl").open("w", encoding="utf-8") as out:
            for number, text in enumerate(texts):
                out.write(json.dumps({"id": number, "text": text}) + "\n")
        told = measured(Path(folder))
    notes = "; ".join(told["notes"]).replace("|", " ")
    print(json.dumps(told), file=sys.stderr)
    return (
        f"| {count:,} {name} | {told['seconds']:.1f} | {told['processor']:.1f} | {told['megabytes']:,.0f} "
        f"| {told['groups']:,} | {told['largest']:,} | {notes} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="how large, of the whole size")
    parser.add_argument("--only", default="", help="only cases with these words in their name")
    parser.add_argument("--dry", action="store_true", help="print, and leave the page alone")
    args = parser.parse_args()
    lines = [
        f"{page.machine()}; made by `python benchmarks/detect/pathological.py`.",
        "",
        "| folder | seconds | processor seconds | peak memory, all processes, MB | groups | largest group | said |",
        "| --- | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    for name, (make, most) in CASES.items():
        if args.only in name:
            count = int(most * args.share)
            lines.append(row(name, make(count), count))
            print(lines[-1], flush=True)
    if not args.dry:
        page.write("pathological", "Pathological folders", lines)


if __name__ == "__main__":
    main()
