"""The articles that come with the program: what must be grouped is, and every trap is walked around."""

from pathlib import Path

import pytest

import tui
from tui.config import Config
from tui.index import Index, index_folder
from tui.text.words import tokens

DEMO = Path(tui.__file__).parent / "demo"
GROUPS = {
    "exact copies": {
        "coastwise/skerrow-lamp-to-turn-again.txt",
        "skerrow-herald/2023/lighthouse-lamp.txt",
    },
    "a light edit, with front matter": {
        "aldery-post/news/towpath-closure.md",
        "tollen-courier/2023/weir-repairs.md",
    },
    "a truncated copy": {
        "pocket-digest/orchard-nobody-planted.txt",
        "tollen-courier/2023/castrey-orchard.txt",
    },
    "a reordered copy": {
        "aldery-post/news/night-bus-44.txt",
        "skerrow-herald/2023/night-bus.txt",
    },
    "a spun copy in another site's furniture": {
        "newsmill/eel-counting-candle-light.txt",
        "skerrow-herald/2023/eels-by-candlelight.txt",
    },
    "another script": {
        "coastwise/to-kafeneio-tis-vrochis.txt",
        "vathia-nea/kafeneio.txt",
    },
    "two records of one file": {
        "island-gazette/briefs-2023-04.jsonl#1042",
        "island-gazette/briefs-2023-04.jsonl#1044",
    },
    "one wire story in eight papers": {
        "aldery-post/news/yard-wins-ferry-order.txt",
        "coastwise/all-electric-fleet.txt",
        "island-gazette/ferries-promised.txt",
        "northern-ledger/sallmark-fleet.txt",
        "pocket-digest/ferries.txt",
        "skerrow-herald/2023/electric-ferries.txt",
        "tollen-courier/2023/electric-ferries.txt",
        "vessing-evening-mail/island-boats-go-electric.txt",
    },
}
TRAPS = {
    "two reports of one event": {
        "skerrow-herald/2023/granary-fire.txt",
        "tollen-courier/2023/quay-blaze.txt",
    },
    "two stories over one footer": {
        "tollen-courier/2023/otter-holt.txt",
        "tollen-courier/2023/school-roof.txt",
    },
    "two stories in one site's furniture": {
        "newsmill/salt-road-walkers.txt",
        "newsmill/town-hall-clock-runs-fast.txt",
    },
    "one template, other names and numbers": {
        "aldery-post/results/castrey-rovers.txt",
        "aldery-post/results/penhollow-athletic.txt",
    },
}
ALONE = {
    "aldery-post/news/obituary-crane-driver.txt",
    "coastwise/beekeeper.txt",
    "island-gazette/briefs-2023-04.jsonl#1041",
    "island-gazette/briefs-2023-04.jsonl#1043",
    "minato-shimbun/kaisatsu.txt",
    "pocket-digest/leek-soup.txt",
}


@pytest.fixture(scope="module")
def demo() -> Index:
    return index_folder(DEMO, Config(), cache=None)


def test_every_article_is_read_and_belongs_to_a_case_of_this_file(demo):
    assert not demo.skipped
    assert set(demo.articles) == ALONE.union(*GROUPS.values(), *TRAPS.values())
    assert len(demo.articles) >= 25


def test_the_groups_are_exactly_these(demo):
    found = {frozenset(group.members) for group in demo.groups}
    assert found == {frozenset(members) for members in GROUPS.values()}


@pytest.mark.parametrize("name", GROUPS)
def test_a_group_is_found_without_the_others(name, tmp_path):
    found = alone(GROUPS[name], tmp_path)
    assert [set(group.members) for group in found.groups] == [GROUPS[name]]


# Furniture that is half of both pages can only be told where the folder holds other pages of the site.
@pytest.mark.parametrize("name", sorted(TRAPS.keys() - {"two stories in one site's furniture"}))
def test_a_trap_is_no_group_without_the_others(name, tmp_path):
    assert not alone(TRAPS[name], tmp_path).groups


def test_the_furniture_around_the_spun_copy_is_known(demo):
    text = (DEMO / "newsmill/eel-counting-candle-light.txt").read_text(encoding="utf-8")
    known = "".join(
        text[slice(*span)] for span in demo.furniture["newsmill/eel-counting-candle-light.txt"]
    )
    assert "partners store and read cookies" in known
    assert "You may also like" in known
    assert "Coldwell" not in known


def test_the_spun_copy_keeps_few_runs_of_five_words():
    shingles = [
        {tuple(keys[at : at + 5]) for at in range(len(keys) - 4)}
        for keys in (
            tokens((DEMO / article).read_text(encoding="utf-8")).keys
            for article in sorted(GROUPS["a spun copy in another site's furniture"])
        )
    ]
    jaccard = len(shingles[0] & shingles[1]) / len(shingles[0] | shingles[1])
    assert 0.1 < jaccard < 0.25


def alone(articles: set[str], folder: Path) -> Index:
    """The index of a folder with nothing but these articles' files, less any other record of them."""
    for article in articles:
        path, _, record = article.partition("#")
        lines = (DEMO / path).read_text(encoding="utf-8").splitlines(keepends=True)
        if record:
            lines = [line for line in lines if f'"{record}"' in line]
        to = folder / path
        to.parent.mkdir(parents=True, exist_ok=True)
        with to.open("a", encoding="utf-8") as file:
            file.writelines(lines)
    return index_folder(folder, Config(), cache=None)
