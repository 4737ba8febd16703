"""Articles of our own as few folders hold them, with gold groups: what the usual corpus has none of.

`traps(seed)` yields rows as `corpus.corpus` does: stories that hundreds reprint, round-ups of whole articles,
bad scans, the pages of an encyclopaedia, strangers on pages that are furniture for the most part, and articles around
them that have nothing to do with any.
"""

import random
from collections.abc import Iterator

from corpus import Story, Writer, vocabulary

REPRINTS = (40, 120)
UNRELATED = 400
ROUND_UPS = 12
SCANS = 20
FAMILIES = 6
PAGES = 25  # of a family
SITES = 8


def traps(seed: int = 0) -> Iterator[dict[str, str]]:
    """Rows of `id`, `text`, `cluster` and `kind`; the same for the same seed."""
    writer = Writer(f"traps {seed}")
    made = 0
    for kind, articles in (
        ("reprint", reprints(writer)),
        ("round-up", round_ups(writer)),
        ("scan", scans(writer)),
        ("encyclopaedia", encyclopaedia(writer)),
        ("furnished", furnished(writer)),
        ("single", singles(writer)),
    ):
        for cluster, text in articles:
            made += 1
            yield {"id": f"{made:07d}", "text": text, "cluster": f"{kind} {cluster}", "kind": kind}


def reprints(writer: Writer) -> Iterator[tuple[str, str]]:
    """Popular stories, each reprint with three sentences of its own, every other one badly scanned."""
    for number, count in enumerate(REPRINTS):
        story = writer.story()
        sentences = writer.body(story, 16)
        for copy in range(count):
            own, lines = writer.body(writer.story(), 3), list(sentences)
            for line in own:
                lines.insert(writer.rng.randint(0, len(lines)), line)
            text = writer.text(story.title, lines)
            yield str(number), writer.scanned(text, 0.03) if copy % 2 else text


def round_ups(writer: Writer) -> Iterator[tuple[str, str]]:
    """Two stories with a reworded copy each, and a page that quotes both of them whole."""
    for number in range(ROUND_UPS):
        quoted = []
        for which in "ab":
            story = writer.story()
            sentences = writer.body(story, 12)
            yield f"{number}{which}", writer.text(story.title, sentences)
            yield f"{number}{which}", writer.copy("spun30", story, sentences)
            quoted += [story.title, *sentences]
        yield f"{number}", "\n\n".join(quoted)


def scans(writer: Writer) -> Iterator[tuple[str, str]]:
    """Two scans of each story that left two words in three whole in one, and less than half in both."""
    for number in range(SCANS):
        story = writer.story()
        text = writer.text(story.title, writer.body(story, 14))
        for _ in range(2):
            yield str(number), writer.scanned(text, 0.07)


def encyclopaedia(writer: Writer) -> Iterator[tuple[str, str]]:
    """Pages of one wording on things of one kind: each has its headword, in small letters, and its numbers."""
    rng = writer.rng
    for number in range(FAMILIES):
        frame = writer.story()
        skeleton = [
            writer.sentence(Story(("@",), ("#",), frame.words, "")).lower().rstrip(".")
            for _ in range(rng.randint(4, 8))
        ]
        skeleton.append("it was first described in # and again in #")
        for page, word in enumerate(rng.sample(vocabulary(), PAGES)):
            headword = f"{word}{rng.choice(('', ' ' + frame.words[0]))}"
            lines = [f"The {headword} is {skeleton[0]}", *skeleton[1:]]
            filled = [_filled(line, headword, rng) for line in lines]
            yield f"{number}.{page}", f"{headword.capitalize()}\n\n{' '.join(filled)}"


def _filled(line: str, headword: str, rng: random.Random) -> str:
    words = (
        headword if word == "@" else str(rng.randint(2, 1999)) if word == "#" else word
        for word in line.split()
    )
    text = " ".join(words)
    return f"{text[0].upper()}{text[1:]}."


def furnished(writer: Writer) -> Iterator[tuple[str, str]]:
    """Four pages of each site on stories of their own, one of which stands on two sites.

    Of every other pair of sites the pages are furniture by two thirds, in sentences; of the others by five sixths, in short lines.
    """
    for number in range(SITES):
        menu = number % 2 == 1
        sites = [_furniture(writer, menu) for _ in range(2)]
        stories = [writer.body(writer.story(), 8) for _ in range(7)]
        for furniture, written in ((sites[0], range(4)), (sites[1], range(3, 7))):
            above = len(furniture) * 3 // 8
            for which in written:
                lines = [*furniture[:above], " ".join(stories[which]), *furniture[above:]]
                yield f"{number}.{which}", "\n\n".join(lines)


def _furniture(writer: Writer, menu: bool) -> list[str]:
    """Sixteen sentences, or as short lines the words of forty."""
    if not menu:
        return writer.body(writer.story(), 16)
    words = " ".join(writer.body(writer.story(), 40)).split()
    return [" ".join(words[at : at + 4]).capitalize() for at in range(0, len(words), 4)]


def singles(writer: Writer) -> Iterator[tuple[str, str]]:
    """Articles of which there is no copy."""
    for number in range(UNRELATED):
        story = writer.story()
        yield str(number), writer.text(story.title, writer.body(story))
