"""Scripts without spaces or without capitals: their articles are told apart, and their copies found, among hundreds."""

import random

import pytest
from detect_samples import facts, members, unrelated

from tui.detect.pairs import match_score

THAI = [
    consonant + vowel
    for consonant in "กขคงจชดตถทนบปผพมยรลวสหอ"
    for vowel in ("า", "ี", "ุ", "อ", "ั้น", "่", "ะ")
]
HEBREW = str.maketrans("abcdefghijklmnopqrstuvwxyz", "אבגדהוזחטיכלמנסעפצקרשתםןףץ")


def in_thai(text: str, luck: random.Random, words: dict[str, str]) -> str:
    """Each word of the text as one to three syllables, without spaces in a sentence, and a space behind it."""
    for word in text.lower().split():
        words.setdefault(word.strip("."), "".join(luck.choices(THAI, k=luck.randint(1, 3))))
    sentences = text.lower().split(".")
    return " ".join("".join(words[word] for word in sentence.split()) for sentence in sentences)


def reworded(text: str, luck: random.Random) -> str:
    """The text with every eighth word replaced and a few left out."""
    words = text.split(" ")
    chosen = [luck.choice(words) if luck.random() < 0.12 else word for word in words]
    return " ".join(word for word in chosen if luck.random() > 0.03)


def test_copies_in_an_alphabet_without_spaces_are_found_among_hundreds(find):
    luck, words = random.Random(1), {}
    texts = unrelated(300)
    copies = [reworded(text, luck) for text in texts[:20]]
    found = members(find([in_thai(text, luck, words) for text in (*texts, *copies)]))
    assert sorted(map(sorted, found)) == [[at, 300 + at] for at in range(20)]


def test_what_an_article_names_again_and_again_is_its_subject_in_letters_without_capitals_too():
    frame = (
        "{0} stands on the northern bank and is older than the bridge. Boats for {0} leave at dawn from the landing. "
        "The people of {0} are known for rope and salt. The road to {0} is closed in winter."
    )
    pages = [frame.format(name) for name in ("merrow", "tolven")]
    told = facts([page.translate(HEBREW) for page in pages])
    same = facts([pages[0].translate(HEBREW), pages[0].translate(HEBREW) + " "])
    small = facts(pages)  # in an alphabet with capitals a name has one
    assert told["subject_out_l"] > 2
    assert same["subject_out_l"] == small["subject_out_l"] == 0
    assert match_score.signals(told)["other_subjects"] > 1


def syllables(luck: random.Random, alphabet: str, most: int) -> str:
    return "".join(luck.choices(alphabet, k=luck.randint(2, most)))


@pytest.mark.parametrize(
    ("alphabet", "most", "space"),
    [
        ("".join(chr(0x4E00 + 37 * at) for at in range(300)), 3, ""),
        ("אבגדהוזחטיכלמנסעפצקרשת", 7, " "),
    ],
)
@pytest.mark.parametrize("pages", [12, 80])
def test_pages_of_one_template_are_told_apart_in_scripts_without_capitals(
    find, alphabet, most, space, pages
):
    luck = random.Random(8)
    frame = [[syllables(luck, alphabet, most) for _ in range(12)] for _ in range(6)]
    texts = []
    for _ in range(pages):
        names = [syllables(luck, alphabet, most) for _ in range(5)]
        lines = [
            space.join([*line[:5], luck.choice(names), *line[5:], str(luck.randint(2, 900))])
            for line in frame
        ]
        texts.append("。".join(lines) if not space else ". ".join(lines))
    copy = texts[4].replace(frame[0][3], syllables(luck, alphabet, most))
    assert members(find([*texts, copy])) == [{4, pages}]
