"""What many tests want: a home of their own, and a folder of articles to write."""

from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine must fail no test: how fast something is, benchmarks tell. The examples are the same in
# every run, so that a failure comes again when it is looked at; `--hypothesis-profile=search` tries new ones.
settings.register_profile("unhurried", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch) -> Path:
    """Every test has a home of its own: no cache, setting or remembered path of the developer's."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return home
