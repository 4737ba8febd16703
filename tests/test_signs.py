"""A line that looks like page furniture by itself, and lines that do not."""

import pytest

from tui.signs import is_furniture
from tui.words import count


@pytest.mark.parametrize(
    ("line", "furniture"),
    [
        ("Harbour Gazette | News | Sport | Weather", True),
        ("Either | or", False),
        ("By Petra Ilves for the Harbour Gazette", True),
        ("By Petra Ilves", True),
        ("By train to the end of the world and back again", False),
        ("Published 2021-03-04 Share on Facebook", True),
        ("Published works of a forgotten poet", False),
        ("Sign in Subscribe for four crowns a week", True),
        ("2021-03-04 Getty", True),
        ("Share this on Facebook", True),
        ("Sign up for our newsletter", True),
        ("Posted in News | Tags: world, politics", True),
        ("© 2024 The Valley Post. All rights reserved.", True),
        ("She is a reporter based in Oslo.", True),
        ("The ferry sailed again on Monday.", False),
        ("Home prices rose again last year, and nobody on the coast could say why.", False),
        ("", False),
    ],
)
def test_signs_of_furniture(line, furniture):
    assert is_furniture(line, count(line)) == furniture
