"""Articles of our own, at any number, with gold groups: invented words, invented sites, many kinds of copy and of trap.

`corpus(articles, seed)` yields rows of id, text, cluster (gold group) and kind. Words are built of syllables and
drawn by Zipf's law; a topic prefers some of them, a story has its names and numbers. Nothing is read
from files, and the same seed gives the same corpus.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tui.text.words import STOP_WORDS

FUNCTION_WORDS = sorted(STOP_WORDS)
ONSETS = [
    "b",
    "br",
    "c",
    "ch",
    "cl",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "pr",
    "qu",
    "r",
    "s",
    "sh",
    "sl",
    "st",
    "t",
    "th",
    "tr",
    "v",
    "w",
]
VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "oo", "ou"]
CODAS = [
    "b",
    "ck",
    "d",
    "f",
    "g",
    "l",
    "ll",
    "m",
    "n",
    "nd",
    "ng",
    "nt",
    "p",
    "r",
    "rd",
    "rn",
    "s",
    "ss",
    "st",
    "t",
    "x",
]
ENDINGS = ["", "", "", "", "s", "ed", "ing", "ly", "er"]
SITES = 24
FOOTERS = [
    "We set cookies so that the pages work and so that we learn which of them are read.",
    "Write to the desk if you know more about this.",
    "All rights stay with the publisher and the authors.",
    "Subscribe to the morning letter and have the day in five minutes.",
    "Back to the top of the page",
    "More from this section",
    "Share this page with friends",
    "Advertisement: the story goes on below",
]


@cache
def vocabulary(size: int = 40_000) -> tuple[str, ...]:
    """Distinct invented words, the common ones first and shorter."""
    rng = random.Random("vocabulary")
    found: dict[str, None] = {}
    while len(found) < size:
        syllables = 1 if len(found) < 600 else 2 if len(found) < 12_000 else rng.choice((2, 3))
        word = "".join(rng.choice(ONSETS) + rng.choice(VOWELS) for _ in range(syllables - 1))
        found[word + rng.choice(ONSETS) + rng.choice(VOWELS) + rng.choice(CODAS)] = None
    return tuple(found)


def synonym(word: str, which: int) -> str:
    """One of the words that a spinner puts for `word`: always the same ones."""
    return random.Random(f"{word}/{which}").choice(vocabulary()[:12_000])


@dataclass(frozen=True)
class Story:
    """What happened: the names, numbers and words that any report of it uses."""

    names: tuple[str, ...]
    numbers: tuple[str, ...]
    words: tuple[str, ...]
    title: str


class Writer:
    """Writes articles, copies of them, and pages that only look like copies."""

    def __init__(self, seed: int | str) -> None:
        self.rng = random.Random(seed)
        self.topics = [self.rng.sample(range(300, 12_000), 160) for _ in range(60)]
        self.headlines = ["The day in pictures"]
        self.sites = [self._site(number) for number in range(SITES)]

    def _word(self) -> str:
        rank = min(int(40_000 ** self.rng.random()), 39_999)  # log-uniform ranks: Zipf's law
        return vocabulary()[rank]

    def _name(self) -> str:
        return " ".join(self._word().capitalize() for _ in range(self.rng.choice((1, 2, 2))))

    def story(self) -> Story:
        """What a new article is about."""
        rng = self.rng
        topic = rng.choice(self.topics)
        words = tuple(vocabulary()[rank] for rank in rng.sample(topic, 50)) + tuple(
            self._word() for _ in range(30)
        )
        names = tuple(self._name() for _ in range(rng.randint(3, 8)))
        numbers = tuple(
            str(rng.choice((rng.randint(2, 99), rng.randint(100, 9999), 1950 + rng.randint(0, 75))))
            for _ in range(rng.randint(3, 9))
        )
        title = f"{rng.choice(names)} {rng.choice(words)} {rng.choice(words)} {rng.choice(words)} {rng.choice(words)}"
        self.headlines.append(title)
        return Story(names, numbers, words, title)

    def sentence(self, story: Story) -> str:
        """One sentence of 8 to 26 words about it."""
        rng = self.rng
        found: list[str] = []
        for _ in range(rng.randint(8, 26)):
            die = rng.random()
            if die < 0.42:
                found.append(rng.choice(FUNCTION_WORDS))
            elif die < 0.50:
                found.append(rng.choice(story.names))
            elif die < 0.54:
                found.append(rng.choice(story.numbers))
            else:
                word = rng.choice(story.words) if die < 0.80 else self._word()
                found.append(word + rng.choice(ENDINGS))
        text = " ".join(found)
        return text[0].upper() + text[1:] + "."

    def body(self, story: Story, sentences: int = 0) -> list[str]:
        """The sentences of an article about it, as many as asked for or as articles have."""
        count = sentences or max(4, int(self.rng.lognormvariate(2.75, 0.45)))
        return [self.sentence(story) for _ in range(count)]

    def text(self, title: str, sentences: list[str]) -> str:
        """The sentences in paragraphs, under the title."""
        paragraphs, at = [], 0
        while at < len(sentences):
            step = self.rng.randint(1, 4)
            paragraphs.append(" ".join(sentences[at : at + step]))
            at += step
        return "\n\n".join([title, *paragraphs] if title else paragraphs)

    def _site(self, number: int) -> tuple[list[str], list[str]]:
        rng, name = (
            self.rng,
            f"{self._name()} {self.rng.choice(('Post', 'Herald', 'Wire', 'Mirror'))}",
        )
        bio = self.body(self.story(), rng.randint(0, 5))[: rng.randint(0, 5)]
        head = [f"{name} | Home | World | Money | Sport", f"Welcome to the pages of {name}"][
            : rng.randint(0, 2)
        ]
        foot = [
            *bio,
            f"Copyright {name}, number {number}.",
            *rng.sample(FOOTERS, rng.randint(1, 6)),
        ]
        return head, foot

    def page(self, text: str) -> str:
        """The text inside of what a site puts around it; one in three stands bare."""
        if self.rng.random() < 0.33:
            return text
        head, foot = self.rng.choice(self.sites)
        related = self.rng.sample(
            self.headlines, min(len(self.headlines), self.rng.choice((0, 0, 3, 5)))
        )
        return "\n".join([*head, "", text, "", *foot, *related])

    def spun(self, sentences: list[str], strength: float) -> list[str]:
        """The sentences with this share of their plain words replaced, some turned round."""
        found = []
        for sentence in sentences:
            words = [
                synonym(word, self.rng.randint(0, 2))
                if word.islower() and word not in STOP_WORDS and self.rng.random() < strength
                else word
                for word in sentence[:-1].split()
            ]
            if self.rng.random() < strength / 2:
                cut = self.rng.randint(1, len(words) - 1)
                words = words[cut:] + words[:cut]
            found.append(" ".join(words) + ".")
        return found

    def scanned(self, text: str, share: float) -> str:
        """The text as a bad scan: letters lost and mistaken, lines of 60 characters, words broken at their ends."""
        rng = self.rng
        letters = "abcdefghijklmnopqrstuvwxyz"
        dirty = "".join(
            (
                rng.choice(("", rng.choice(letters), letter + rng.choice(letters)))
                if letter.isalpha() and rng.random() < share
                else letter
            )
            for letter in text
        )
        lines, line = [], ""
        for word in dirty.split():
            if len(line) + len(word) < 60:
                line = f"{line} {word}".strip()
            elif len(word) > 6 and rng.random() < 0.5:
                lines.append(f"{line} {word[:4]}-")
                line = word[4:]
            else:
                lines.append(line)
                line = word
        return "\n".join([*lines, line])

    def copy(  # noqa: C901 - a kind a branch, each a line or three
        self, kind: str, story: Story, sentences: list[str]
    ) -> str:
        """One copy of the article, of this kind."""
        rng, rest = self.rng, list(sentences)
        other = self.story()
        if kind.startswith("spun"):
            rest = self.spun(rest, float(kind[4:]) / 100)
            return self.text(" ".join(self.spun([story.title + "."], 0.3))[:-1], rest)
        if kind == "scanned":
            return self.scanned(self.text(story.title, rest), rng.choice((0.01, 0.03, 0.05)))
        if kind == "truncated":
            rest = rest[: max(3, int(len(rest) * rng.uniform(0.3, 0.7)))]
        elif kind == "edited":
            rest = [self.spun([line], 0.1)[0] for line in rest if rng.random() > 0.1]
            rest.insert(rng.randint(0, len(rest)), self.sentence(other))
        elif kind == "translated":
            names = {name: self._name() for name in story.names if rng.random() < 0.15}
            rest = self.spun(
                [line for line in rest if rng.random() > 0.1], rng.choice((0.3, 0.45, 0.6))
            )
            for name, other_name in names.items():
                rest = [line.replace(name, other_name) for line in rest]
        elif kind == "reordered":
            rng.shuffle(rest)
        elif kind == "expanded":
            for _ in range(len(rest)):
                rest.insert(rng.randint(0, len(rest)), self.sentence(other))
        elif kind == "merged":
            rest = [" ".join(rest[at : at + 2]) for at in range(0, len(rest), 2)]
        return self.text(story.title, rest)


KINDS = (
    "exact",
    "scanned",
    "truncated",
    "edited",
    "reordered",
    "expanded",
    "merged",
    "spun15",
    "spun30",
    "spun50",
    "spun65",
    "translated",
)


def template(writer: Writer) -> list[str]:
    """A family of pages that one template made of different facts: none is a copy of another."""
    rng, frame = writer.rng, writer.story()
    skeleton = [
        writer.sentence(Story(("@",), ("#",), frame.words, "")).lower()
        for _ in range(rng.randint(3, 12))
    ]
    if not any("@" in line for line in skeleton):
        skeleton[0] = "@ " + skeleton[0]
    constant = frame.names
    pages = []
    for _ in range(rng.choice((2, 2, 3, 5, 12))):
        facts = writer.story()
        slots = [facts.names[0], facts.names[0], *facts.names, *constant[: rng.randint(0, 2)]]
        lines = []
        for frame_line in skeleton:
            words = [
                rng.choice(slots)
                if word == "@"
                else rng.choice(facts.numbers)
                if word == "#"
                else word
                for word in frame_line.rstrip(".").split()
            ]
            line = " ".join(words)
            lines.append(line[0].upper() + line[1:])
        pages.append(writer.text(facts.names[0], [line + "." for line in lines]))
    return pages


def corpus(  # noqa: C901 - a sort of article a branch
    articles: int, seed: int = 0
) -> Iterator[dict[str, str]]:
    """Rows of `id`, `text`, `cluster` and `kind`, at least `articles` of them."""
    writer = Writer(seed)
    rng, made, number = writer.rng, 0, 0

    def row(text: str, cluster: str, kind: str) -> dict[str, str]:
        nonlocal made
        made += 1
        return {"id": f"{made:07d}", "text": writer.page(text), "cluster": cluster, "kind": kind}

    while made < articles:
        number += 1
        story = writer.story()
        sentences = writer.body(story)
        die = rng.random()
        if die < 0.25:
            yield row(writer.text(story.title, sentences), f"copies{number}", "original")
            for kind in rng.choices(KINDS, k=rng.choice((1, 1, 1, 2, 3, 5))):
                yield row(writer.copy(kind, story, sentences), f"copies{number}", kind)
        elif die < 0.33:  # the same story by other authors, with a quotation in common
            for report in range(rng.choice((2, 2, 3))):
                own = writer.body(story)
                for quoted in sentences[: rng.randint(0, 2)]:
                    own.insert(rng.randint(0, len(own)), quoted)
                yield row(
                    writer.text(writer.sentence(story)[:60], own),
                    f"report{number}.{report}",
                    "samestory",
                )
        elif die < 0.35:  # a sequel: the same people, a third of the sentences as background
            yield row(writer.text(story.title, sentences), f"first{number}", "single")
            news = Story(
                story.names,
                writer.story().numbers,
                (*story.words[:40], *writer.story().words[:40]),
                "",
            )
            later = [writer.sentence(news) for _ in sentences] + rng.sample(
                sentences, len(sentences) // 3
            )
            yield row(writer.text(writer.sentence(news)[:60], later), f"sequel{number}", "sequel")
        elif die < 0.38:  # a round-up that begins like several articles
            stories = [(other := writer.story(), writer.body(other)) for _ in range(3)]
            for at, (other, lines) in enumerate(stories):
                yield row(writer.text(other.title, lines), f"teased{number}.{at}", "original")
            teasers = [
                line
                for other, lines in stories
                for line in (other.title, *lines[: rng.randint(1, 2)])
            ]
            yield row("\n\n".join(teasers), f"roundup{number}", "roundup")
        elif die < 0.42:
            for at, text in enumerate(template(writer)):
                yield row(text, f"template{number}.{at}", "template")
        else:
            yield row(writer.text(story.title, sentences), f"single{number}", "single")
