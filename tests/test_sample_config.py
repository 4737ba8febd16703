"""sample_config.toml shows every setting with its default and a line that explains it."""

from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

import tomli

from tui.config import Config
from tui.store.config_file import load_config

SAMPLE = Path(__file__).parent.parent / "sample_config.toml"


def test_it_says_what_the_code_says():
    assert load_config(SAMPLE) == Config()


def test_it_shows_every_setting_and_no_other():
    shown = tomli.loads(SAMPLE.read_text("utf-8"))
    default = Config()
    settings = {
        name: {key: list(value) if isinstance(value, tuple) else value for key, value in some}
        for name, some in (
            (name, asdict(getattr(default, name)).items()) for name in shown if name != "keys"
        )
    }
    assert shown == {**settings, "keys": {}}
    assert {*shown} == {*Config.__slots__}


def test_each_setting_is_explained():
    lines = SAMPLE.read_text("utf-8").splitlines()
    for before, line in pairwise(lines):
        if " = " in line and not line.startswith("#"):
            assert before.startswith("# "), line
            assert before.endswith("."), line
