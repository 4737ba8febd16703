"""A number with its noun, as English has it for one and for several."""


def counted(number: int, one: str, several: str = "") -> str:
    """A number and what is counted; `several` where a plural is not made by an s.

    >>> counted(1, "group"), counted(1200, "group"), counted(0, "copy", "copies")
    ('1 group', '1,200 groups', '0 copies')
    """
    return f"{number:,} {one if number == 1 else several or one + 's'}"
