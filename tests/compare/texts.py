"""Texts of our own, and random ones, that the tests of comparing share."""

import random

from hypothesis import strategies as st

FERRY = """Island ferry returns after winter repairs

The ferry to the northern islands sailed again on Monday, nine weeks after its engine failed in a gale. About 140 passengers were on board for the first crossing, many of them islanders who had been stranded on the mainland since January.

"We had almost given up hope of seeing it before Easter," said Marta Lindqvist, who runs the bakery at Storvik harbour. She had baked 300 rolls for the crew. "They worked through every weekend, and they deserve them."

The repairs cost $2.4 million, nearly twice the first estimate. Engineers found cracks in both propeller shafts, and a replacement had to be cast in Gdansk. The county will pay two thirds of the bill; the rest is covered by insurance.

Captain Olav Brekke warned that the timetable remains fragile. The ship is 41 years old and her sister vessel was scrapped in 2019. A new ferry has been promised three times. "I will believe it when I can stand on its bridge," he said.

Tourism offices along the coast reported a rush of bookings within hours. Hotels in Storvik are full for the first two weeks of May. The county council meets on 12 March to decide whether to extend the summer season.
"""

SPUN = """Share this on your favourite network

Island ferry is back after winter repair work

The ferry to the northern islands set sail again on Monday, nine weeks after its motor broke down in a storm. Around 140 passengers were on board for the first crossing, many of them residents who had been stuck on the mainland since January.

The repairs cost $2.6 million, almost double the first estimate. Engineers discovered cracks in both propeller shafts, and a replacement had to be cast in Gdansk. The county will pay two thirds of the bill; the remainder is covered by insurance.

"We had nearly given up hope of seeing it before Easter," said Martha Lindqvist, who runs the bakery at Storvik harbour. She had baked 300 rolls for the crew. "They worked through each weekend, and they deserve them."

Captain Olav Brekke cautioned that the timetable remains fragile. The vessel is 41 years old and her sister ship was scrapped in 2019. A new ferry has been promised three times. "I will believe it when I can stand on its bridge," he said.

Tourism offices along the coast reported a rush of bookings within hours. The county council meets on 12 March to decide whether to prolong the summer season.
"""

PIECES = [
    "the", "a", "of", "Ferry", "ferry", "harbour", "captain", "12", "$35,000", "3.5%", "it’s", "it's",
    "“so”", '"so"', "—", "-", ".", ",", "!", "? ", "\n", "\n\n", "\r\n", " ", "  ", "\t", "exam-\nple", "example",
    "é", "e\u0301", "naïve", "漢", "字", "を", "ไทย", "שלום", "مرحبا", "👩‍👩‍👧", "👍🏽", "🇳🇴", "\u200b", "\u00a0", "\x1b[2J",
    "ﬁne", "fine", "Straße", "STRASSE", "\u202e", "…", "...", "_", "<", "\ud800",
    "'", "''", "``", "--", "---", "‹", "10²", "102", "its", "’",
]  # fmt: skip

random_texts = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " ", " ", " "])), max_size=40
).map(lambda pieces: "".join(piece + space for piece, space in pieces))


def edited(text: str, seed: int, strength: float = 0.1) -> str:
    """`text` with words, sentences and paragraphs left out, put in, doubled, swapped, changed."""
    luck = random.Random(seed)
    paragraphs = [paragraph.split(" ") for paragraph in text.split("\n\n")]
    for words in paragraphs:
        for at in range(len(words) - 1, -1, -1):
            if luck.random() < strength:
                done = luck.choice(["drop", "add", "swap", "upper", "other"])
                if done == "drop":
                    del words[at]
                elif done == "add":
                    words.insert(at, luck.choice(PIECES))
                elif done == "upper":
                    words[at] = words[at].upper()
                elif done == "other":
                    words[at] = luck.choice(PIECES)
                else:
                    other = luck.randrange(len(words))
                    words[at], words[other] = words[other], words[at]
    if luck.random() < 0.5:
        luck.shuffle(paragraphs)
    return "\n\n".join(" ".join(words) for words in paragraphs)
