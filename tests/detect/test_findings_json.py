"""What was found is told again to the letter."""

from hypothesis import given
from hypothesis import strategies as st

from tui.detect.engine import Findings
from tui.detect.findings_json import from_json, to_json
from tui.model import Evidence, Group, Match, Reason

NAMES = st.text(st.characters(), max_size=6)  # lone surrogates too: names that are no UTF-8
SHARES = st.floats(0, 1)
REASONS = st.builds(Reason, NAMES, SHARES | st.integers(0, 9_999), NAMES)
MATCHES = st.builds(Match, NAMES, NAMES, SHARES, st.lists(REASONS, max_size=3).map(tuple))
EVIDENCE = st.builds(
    Evidence,
    *[st.integers(0, 99)] * 4,
    agreement=SHARES,
    differing=st.integers(0, 9),
    commoner=SHARES,
)
GROUPS = st.builds(
    Group,
    st.lists(NAMES, max_size=3).map(tuple),
    SHARES,
    st.lists(MATCHES, max_size=3).map(tuple),
    evidence=st.lists(EVIDENCE, max_size=3).map(tuple),
)
SPANS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=3).map(tuple)
FINDINGS = st.builds(
    Findings,
    st.lists(GROUPS, max_size=3).map(tuple),
    st.dictionaries(NAMES, SPANS, max_size=3),
    st.lists(MATCHES, max_size=3).map(tuple),
    st.none() | MATCHES,
    st.lists(NAMES, max_size=2).map(tuple),
)


@given(FINDINGS)
def test_findings_come_back_as_they_were(findings):
    again = from_json(to_json(findings))
    assert again == findings
    assert repr(again) == repr(findings), "a whole number stays one"
