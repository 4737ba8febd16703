"""Pairs of texts whose every edit is known, made from text of our own.

Tests and `benchmarks/compare` share it. A word is a run of letters and digits with its inner
apostrophes and hyphens; punctuation is not judged.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from texts import FERRY

ARTICLES = (
    FERRY,
    """Bakers' cooperative saves village school

Parents in Kirkholt feared the worst when the county announced in October that their primary school would close. Only 31 children were left, and the roof leaked in four places. Then the bakers stepped in. The cooperative, which employs nineteen people and sells rye bread as far away as Denmark, offered to repair the roof at its own expense and to lease two classrooms for storage.

"It sounded absurd at first," admitted head teacher Ingrid Solvang. "Flour sacks next to the library? But the rent pays for a teacher." The council accepted the proposal by nine votes to four after a debate that lasted until midnight. Critics complained that a public building should not depend on private goodwill.

Pupils have already noticed one advantage. Every Friday the corridors smell of cinnamon, and the older children may help with the deliveries. Enrolment has risen to 38 since Christmas, because two families moved back from the city. Solvang hopes to reach fifty within three years.""",
    """Otters return to the river after half a century

For the first time since 1971, otters have been filmed in the lower valley of the Tarn. A camera hidden beneath a footbridge recorded a female and two cubs on three consecutive nights last week. Biologists had suspected their presence since spring, when fishermen reported strange tracks near the old mill.

The animals disappeared when paper factories upstream poured bleach into the water. The last mill closed in 1998, and a programme of replanting began soon afterwards. "We planted eleven thousand willows and then we waited," said Paul Drummond of the valley trust. "Nature did the rest, rather slowly."

Not everyone is delighted. Owners of fish farms want compensation for losses, which they estimate at €60,000 a year. The trust replies that fences cost less than lawyers. A public meeting is planned for the last Thursday of the month, and both sides have promised to bring figures instead of slogans.""",
    """Clockmaker, 84, winds the tower one last time

When Anselm Reuter climbed the 212 steps of the town hall tower on Saturday, a small crowd was waiting at the top. He has wound the great clock by hand twice a week for sixty years, through two renovations and one lightning strike. From Monday an electric motor will do the work in four minutes.

Reuter learned the trade from his uncle, who had learned it from a prisoner of war. He never missed an appointment, although he once arrived with a broken wrist. "The clock does not care about your excuses," he told the mayor, and the crowd laughed. His tools will be shown in the municipal museum beside the original pendulum.

The motor was paid for by an anonymous donor. Engineers promise that it can be switched off if the power fails, and that the hand crank will stay in place. Reuter has kept a key. He says it is only a souvenir, but nobody in the town believes him.""",
    """Record harvest leaves growers with little joy

Apple growers around the lake picked 14 percent more fruit than last year, yet many of them will earn less. Warm nights in September produced large, pale apples that supermarkets are reluctant to buy. Prices fell below 30 cents a kilogram in the second week of the harvest, and storage halls were full by the third.

Agricultural adviser Lena Hofer blames the choice of varieties. Most orchards were planted in the nineties, when consumers wanted sweetness above everything else. "Tastes change faster than trees," she explained at a crowded meeting in the fire station. Replanting a hectare costs about €45,000 and brings no income for four seasons.

Some farmers have found another way. Three brothers from the southern shore press their surplus into cider and deliver it by boat. They sold nine thousand bottles during the summer festival alone. The chamber of agriculture wants to support similar ideas with cheap loans, provided that parliament approves the budget before winter.""",
    """Night trains to come back in two years

The transport ministry intends to revive three night routes that were abandoned in 2014. According to a paper presented on Wednesday, sleeping cars would leave the capital shortly after nine in the evening and reach the coast before breakfast. Tickets should cost no more than a modest hotel room.

Railway unions welcomed the plan but doubted the calendar. New carriages take at least thirty months to build, they said, and half of the old ones were sold abroad or scrapped. A spokesman for the ministry answered that used sleepers could be leased from neighbouring countries until then.

Passengers have shown that demand exists. A private operator filled every berth between June and September, despite delays caused by repairs to a tunnel. Environmental groups point out that a traveller by rail produces one tenth of the carbon of a traveller by air. The opposition calls the announcement an election present and asks who is going to pay for it.""",
)
_OTHERS = """plaster lantern meadow senate violin cabbage orbit glacier hammer velvet pepper anchor
turbine saddle mirror carpet thunder canyon pencil radish trumpet bishop ladder copper walnut mosaic"""
OTHERS = _OTHERS.split()
_FILLERS = "quickly perhaps allegedly also still rather quite again surely"
FILLERS = _FILLERS.split()
STRAY = (
    "the museum of modern glass opened its doors to the first visitors",
    "a delegation from the chess federation was waiting for its luggage",
    "in the end most of the volcano observers went home with wet shoes",
    "nobody could explain to the judges why the balloon was painted green",
    "as he had done at the start of the season with the junior team",
)
FURNITURE = (
    "Share this article with your friends",
    "Sign up for our newsletter",
    "Read more: ten gardens worth a detour",
    "Advertisement",
    "All rights reserved",
)
TOKEN = re.compile(r"\w+(?:['’\-]\w+)*|[^\w\s]")
PROFILES = {
    "light": {"other": 0.03, "form": 0.02, "case": 0.01, "drop": 0.01, "add": 0.01},
    "spun": {"other": 0.14, "form": 0.03, "drop": 0.02, "add": 0.03, "stray": 0.25, "furniture": 2},
    "heavy": {"other": 0.04, "form": 0.02, "rewrite": 0.4, "furniture": 1},
    "moved": {"other": 0.02, "move": 3},
    "mixed": {"other": 0.08, "form": 0.03, "add": 0.02, "stray": 0.1, "move": 3, "merge": 0.1, "furniture": 3},
}  # fmt: skip


@dataclass
class Word:
    """A token of the right text: where it came from (-1: from nowhere), and what was done to it."""

    text: str
    space: str
    source: int = -1
    label: str = "keep"
    moved: bool = False


@dataclass
class Truth:
    """Two texts; `left`: spans of words; `right`: span, source word (or -1), label, moved."""

    a: str
    b: str
    left: list[tuple[int, int]]
    right: list[tuple[int, int, int, str, bool]]
    changed: set[int] = field(default_factory=set)  # words of the left that did not stay
    aside: set[int] = field(default_factory=set)  # words of the left that are not judged


def make(profile: str, seed: int, words: int = 400) -> Truth:
    """A pair of about so many words a side, edited as the profile says."""
    luck, how = random.Random(f"{profile} {seed}"), PROFILES[profile]
    left = "\n\n".join(_article(luck, words))
    found = [match.span() for match in TOKEN.finditer(left)]
    sentences = [
        [_edit(word, luck, how) for word in sentence] for sentence in _sentences(left, found)
    ]
    sentences = [[word for words in sentence for word in words] for sentence in sentences]
    for at, sentence in enumerate(sentences):
        if luck.random() < how.get("rewrite", 0):
            sentences[at] = _stray(luck, sentence[0].space, end=".") if sentence else []
        elif luck.random() < how.get("stray", 0) and len(sentence) > 10:
            begin = luck.randrange(1, len(sentence) - 5)
            fewer = " ".join(luck.choice(STRAY).split()[: luck.randrange(2, 7)])
            new = [Word(text, " ", label="rewrite") for text in fewer.split()]
            sentence[begin : begin + luck.randrange(2, 5)] = new
    _merge(sentences, luck, how.get("merge", 0))
    for _ in range(how.get("move", 0)):
        _move(sentences, luck)
    for _ in range(how.get("furniture", 0)):
        line = [Word(word, " ", label="furniture") for word in luck.choice(FURNITURE).split()]
        line[0].space = "\n\n"
        at = luck.choice([0, len(sentences), luck.randrange(len(sentences))])
        sentences.insert(at, line)
        if at + 1 < len(sentences) and sentences[at + 1]:
            sentences[at + 1][0].space = "\n\n"
    return _truth(left, found, [word for sentence in sentences for word in sentence])


def _article(luck: random.Random, words: int) -> Iterator[str]:
    """Paragraphs of our articles in a new order, each at most once until all are used."""
    pool: list[str] = []
    while words > 0:
        if not pool:
            pool = [part for article in ARTICLES for part in article.strip().split("\n\n")]
            luck.shuffle(pool)
        yield (part := pool.pop())
        words -= len(part.split())


def _sentences(text: str, found: list[tuple[int, int]]) -> Iterator[list[Word]]:
    sentence: list[Word] = []
    end = 0
    for number, (begin, stop) in enumerate(found):
        space = text[end:begin]
        closed = (
            sentence and sentence[-1].text in '.?!"' and any(w.text in ".?!" for w in sentence[-2:])
        )
        if sentence and ("\n" in space or (closed and space and not text[begin].islower())):
            yield sentence
            sentence = []
        sentence.append(Word(text[begin:stop], space, number))
        end = stop
    yield sentence


def _edit(word: Word, luck: random.Random, how: dict[str, float]) -> list[Word]:
    """What becomes of one word."""
    if not word.text[0].isalpha() or len(word.text) < 3:
        return [word]
    roll = luck.random()
    for name in ("other", "form", "case", "drop", "add"):
        if roll < (share := how.get(name, 0)):
            if name == "drop":
                return []
            if name == "add":
                return [
                    Word(luck.choice(FILLERS), word.space, label="add"),
                    Word(word.text, " ", word.source),
                ]
            new = {
                "other": luck.choice(OTHERS),
                "form": word.text + luck.choice(["s", "ed", "ing"]),
                "case": word.text.swapcase(),
            }[name]
            return [Word(new, word.space, word.source, name)]
        roll -= share
    return [word]


def _stray(luck: random.Random, space: str, end: str) -> list[Word]:
    text = luck.choice(STRAY).capitalize()
    found = [Word(word, " ", label="rewrite") for word in text.split()]
    found[0].space = space
    return [*found, Word(end, "", label="rewrite")]


def _merge(sentences: list[list[Word]], luck: random.Random, share: float) -> None:
    """Join sentences: ". Then" becomes ", and then"."""
    for at in range(len(sentences) - 2, -1, -1):
        one, other = sentences[at], sentences[at + 1]
        if (
            luck.random() < share
            and one
            and other
            and one[-1].text == "."
            and other[0].space == " "
        ):
            first = other[0]
            first.text, first.label = (
                first.text.lower(),
                "case" if first.label == "keep" else first.label,
            )
            one[-1:] = [Word(",", "", label="add"), Word("and", " ", label="add")]
            sentences[at : at + 2] = [one + other]


def _move(sentences: list[list[Word]], luck: random.Random) -> None:
    """Take one to three sentences to another place, at least three sentences away."""
    if len(sentences) < 12:
        return
    begin = luck.randrange(1, len(sentences) - 4)
    taken = sentences[begin : begin + luck.randrange(1, 4)]
    if any(word.moved for sentence in taken for word in sentence):
        return
    del sentences[begin : begin + len(taken)]
    places = [at for at in range(1, len(sentences)) if abs(at - begin) > 3]
    at = luck.choice(places)
    for word in (word for sentence in taken for word in sentence):
        word.moved = True
    for sentence in (taken[0], sentences[at]):
        if sentence and not sentence[0].space:
            sentence[0].space = " "
    sentences[at:at] = taken


def _truth(left: str, found: list[tuple[int, int]], words: list[Word]) -> Truth:
    text, right = "", []
    for word in words:
        text += word.space if text else ""
        right.append((len(text), len(text) + len(word.text), word.source, word.label, word.moved))
        text += word.text
    stayed = {source for *_span, source, label, _moved in right if label in {"keep", "case"}}
    changed = {number for number in range(len(found)) if number not in stayed}
    return Truth(left, text, found, right, changed)
