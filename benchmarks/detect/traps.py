"""Articles of our own as few folders hold them, with gold groups: what the usual corpus has none of.

`traps(seed)` yields rows as `corpus.corpus` does: stories that hundreds reprint, round-ups of whole articles,
bad scans, the pages of an encyclopaedia, strangers on pages that are furniture for the most part, articles around
them that have nothing to do with any, transcripts with time stamps, translations into a close language, and stories on
two sites that no other page here is of.
"""

import random
from collections.abc import Iterator

from corpus import FUNCTION_WORDS, Story, Writer, synonym, vocabulary

from tui.detect.features import function_words

REPRINTS = (40, 120)
UNRELATED = 400
ROUND_UPS = 12
SCANS = 20
FAMILIES = 6
PAGES = 25  # of a family
SITES = 8
TRANSCRIPTS = 15
TRANSLATIONS = 20
ON_TWO_SITES = 30


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
        ("transcript", transcripts(writer)),
        ("translation", translations(writer)),
        ("two sites", on_two_sites(writer)),
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


def transcripts(writer: Writer) -> Iterator[tuple[str, str]]:
    """Of each story the text and two sets of subtitles, cut and timed otherwise."""
    for number in range(TRANSCRIPTS):
        story = writer.story()
        text = writer.text(story.title, writer.body(story, 14))
        yield str(number), text
        for _ in range(2):
            yield str(number), _subtitles(text.split(), writer.rng)


def _subtitles(words: list[str], rng: random.Random) -> str:
    cues, at, second = [], 0, rng.uniform(0, 9)
    while at < len(words):
        count, begin = rng.randint(5, 11), second
        second += 0.4 * count
        times = " --> ".join(f"00:{int(s) // 60:02}:{s % 60:06.3f}" for s in (begin, second))
        cues.append(f"{len(cues) + 1}\n{times}\n{' '.join(words[at : at + count])}")
        at += count
    return "\n\n".join(cues)


def translations(writer: Writer) -> Iterator[tuple[str, str]]:
    """Each story in Spanish and in Portuguese, as far as invented words are: with the function words of either, half of the others alike."""
    for number in range(TRANSLATIONS):
        story = writer.story()
        text = writer.text(story.title, writer.body(story, 14))
        for version, language in enumerate(("es", "pt")):
            of_language = sorted(function_words.FUNCTION_WORDS[language])
            yield f"{number}{language}", _translated(text, of_language, version, writer.rng)


def on_two_sites(writer: Writer) -> Iterator[tuple[str, str]]:
    """Each story in as much prose of one site and of another one, every other one lightly reworded on the second."""
    for number in range(ON_TWO_SITES):
        story = writer.story()
        sentences = writer.body(story, 12)
        reworded = writer.spun(sentences, 0.1) if number % 2 else sentences
        for lines in (sentences, reworded):
            around = writer.body(writer.story(), 14)
            yield str(number), writer.text(around[0], [*around[1:6], *lines, *around[6:]])


def _translated(text: str, of_language: list[str], version: int, rng: random.Random) -> str:
    known = {word: rng.choice(of_language) for word in FUNCTION_WORDS}
    told = []
    for word in text.split(" "):
        if word in known:
            told.append(known[word])
        elif word.islower() and version and sum(map(ord, word)) % 2:
            told.append(synonym(word, 1))
        else:
            told.append(word)
    return " ".join(told)
