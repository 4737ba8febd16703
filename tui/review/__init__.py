"""Groups → decisions, without a screen: cases, what they show, the list of them, and the keys."""

from tui.review.case_list import DETECTED_ORDER
from tui.review.case_view import Pair
from tui.review.review_session import Keep, Review, now
from tui.review.rule_scope import EarlierVerdict, rule_scope

__all__ = ["DETECTED_ORDER", "EarlierVerdict", "Keep", "Pair", "Review", "now", "rule_scope"]
