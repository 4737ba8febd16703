"""Groups → decisions, without a screen: cases, what they show, the list of them, and the keys."""

from tui.review.keys import Keep, Review, now
from tui.review.listed import DETECTED_ORDER
from tui.review.rule_scope import EarlierVerdict, rule_scope
from tui.review.shown import Pair

__all__ = ["DETECTED_ORDER", "EarlierVerdict", "Keep", "Pair", "Review", "now", "rule_scope"]
