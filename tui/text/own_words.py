"""The sizes of an article and of its page furniture → how much of it is its own."""


def furniture_share(furniture: int, characters: int) -> float:
    """The share of an article's characters that are furniture, 0..1."""
    return furniture / characters if characters else 0.0


def own_words(words: int, furniture: int, characters: int) -> float:
    """The number of words that are not furniture, estimated by the share of characters."""
    return words * (1 - furniture_share(furniture, characters))
