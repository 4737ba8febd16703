"""The way to the sample articles, and finding the groups of texts in one call."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # importlib mode: test folders are no packages

from detect_samples import articles

from tui.config import DetectSettings
from tui.detect.engine import Findings
from tui.detect.features.tokens import features
from tui.detect.group_finder import find_groups


@pytest.fixture
def find() -> Callable[..., Findings]:
    """Find the groups of texts; article ids are 00000.txt and so on."""

    def found(texts: list[str], **how) -> Findings:
        return find_groups(articles(texts), features(texts), settings=DetectSettings(), **how)

    return found
