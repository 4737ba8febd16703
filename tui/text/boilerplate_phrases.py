"""A line → whether it looks like page furniture by itself: to a diff where one side alone has it, and where a title is sought.

The weaker evidence: what recurs in a folder comes first. English. A line of prose is worth more than a line of
furniture: a phrase counts only where the whole line is that phrase with what pages put behind it, and where a line
may go on freely it must not end as a sentence does.
"""

import re
from typing import Final

_MOST_WORDS: Final = 14  # of a line that a phrase alone makes furniture
_MOST_WORDS_OF_NOTICE: Final = 60  # of a note on cookies or on rights: they run to a paragraph

_NETWORK: Final = (
    r"(?:facebook|twitter|x|linkedin|pinterest|reddit|whatsapp|telegram|instagram|youtube|messenger|tumblr"
    r"|flipboard|tiktok|bluesky|mastodon|threads|rss|e-?mail)"
)
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY: Final = r"(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?)"
_DATE: Final = rf"(?:{_DAY}\W+)?(?:\d|{_MONTH}\W+\d)"
_NAMED: Final = r"(?-i:[A-Z][\w.'’\-]*+)"  # a word with a capital
_NAME: Final = rf"{_NAMED}(?:\s+(?:{_NAMED}|and|of|the|de|van|von|der|al|bin))*"
_AGENCY: Final = r"(?:getty(?:\s+images)?|reuters|shutterstock|afp|associated\s+press)"

# Lines that are this and nothing else; a point or an arrow may stand around them.
_WHOLE: Final = (
    r"(?:related|recommended|popular|trending|latest|more)\s+(?:articles?|posts?|stories|news|topics?|links)",
    r"most\s+(?:read|popular|viewed|shared)|(?:show|load|view|see)\s+(?:more|all)(?:\s+(?:comments|stories))?",
    r"back\s+to\s+(?:the\s+)?top(?:\s+button)?|skip\s+to\s+(?:main\s+)?content|jump\s+to\s+navigation",
    (
        rf"(?:{_NETWORK}|share|tweet|pin(?:\s+it)?|print|save|copy(?:\s+link)?|\d+|and|more)"
        rf"(?:\W+(?:{_NETWORK}|share|tweet|pin(?:\s+it)?|print|save|copy|link|on|\d+|and|more))*(?<!\d)"
    ),
    r"(?:print|e-?mail|save|bookmark|listen\s+to)\s+this(?:\s+(?:page|article|story|post))?",
    r"sponsored(?:\s+(?:content|posts?|links?|stories|by\s+.{1,30}))?",
    r"promoted(?:\s+(?:content|posts?|links?|stories|by\s+.{1,30}))?",
    r"advertisements?(?:\s+(?:the\s+)?(?:story|article)\s+continues\b.{0,20})?",
    r"newsletters?(?:\s+(?:sign\W?up|subscriptions?))?|(?:join|get)\s+our\s+newsletter\b.{0,60}",
    r"\(?\d*\)?\s*comments?(?:\s*\(?\d+\)?)?|comments\s+are\s+closed(?:\s+.{0,30})?",
    r"terms\s+(?:of|and)\s+(?:use|service|conditions)(?:\s*(?:[|•·,&]|and\b).*)?",
    r"privacy\s+(?:policy|notice)(?:\s*(?:[|•·,&]|and\b).*)?",
    r"cookies?\s+(?:policy|settings|preferences|notice)(?:\s*(?:[|•·,&]|and\b).*)?",
    r"(?:accept|reject|allow|manage)\s+(?:all(?:\s+cookies)?|cookies|cookie\s+\w+)",
    r"log\s*in|sign\s+(?:in|out|up)|register|menu|home|search|subscribe|follow\s+us|like\s+us|follow",
    r"(?:reading\s+time\W*)?\d+\W?min(?:ute)?s?\.?(?:\s+(?:to\s+)?read)?(?<=read)|reading\s+time\W*\d+\W?min\w*",
    r"by\s+staff\s+(?:writer|reporter)s?|(?:get|download)\s+(?:the|our)\s+app",
    r"(?:date\s+)?\d{4}-\d\d-\d\d(?:\W+\w+){0,3}",
    r"(?:[^|]{1,25}\|\s*){3,}[^|]{0,25}",
    rf"(?:(?:photo(?:graph)?s?|images?|pictures?|by|via|for|{_NAMED}|\d[\d\-./]*+)[\s/|:,()©\-–]*+){{0,6}}{_AGENCY}",
)
# Lines that open so and go on with what pages put there; none of them ends as a sentence does.
_OPENING: Final = (
    rf"(?:click\s+to\s+)?share\s+(?:this|on|via)\s+{_NETWORK}\b.*|share\s+this(?:\s+[^,;]*)?",
    r"share\s+(?:this|on)\s+(?:social\s+media|your)\b.*|click\s+to\s+(?:e-?mail|print|share)\b.*",
    r"advertisements?\s*[-–—:|].{0,40}",
    r"(?:read|see|watch)\s+(?:more|also|next)(?:\s*[:»>|–\-].*|\s+(?:about|on|from|at|here|stories|news)\b.*)?",
    r"also\s+read(?:\s*[:»>|–\-].*)?|continue\s+reading\b.*|related\s*:.*",
    r"subscribe\s+(?:now|today|here|to|for|via|with)\b[^,;]*",
    r"sign\s+in(?:\s+(?:or|to|with|subscribe|register|sign\s+up)\b.{0,60})",
    r"(?:leave|post|add)\s+a\s+(?:comment|reply)\b.*|you\s+(?:may|might)\s+also\s+like(?:\s*[:…].*)?",
    rf"more\s+(?:from|on|in)\s+(?:this\s+\w+|(?:the\s+)?{_NAME})",
    rf"(?:last\s+)?(?:posted|filed|published|updated)\s*:?\s+(?:(?:on|at)\s+)?{_DATE}.{{0,60}}",
    rf"(?:posted|filed|published)\s+(?:in|under|by)\s+{_NAMED}(?:[\s,|&/]+(?:{_NAMED}|and))*(?:\s*\|?\s*tags?\s*:.*)?",
    r"tags?\s*:.*|categor(?:y|ies)\s*:.*|(?:photo|image|picture|credit|source)s?\s*:.*",
    (
        rf"by\s+(?!{_DAY}\b|{_MONTH}\b|christmas|easter|then|now|noon|night|dawn|law)"
        rf"{_NAME}(?:\s+(?:for|,)\s+.{{0,40}})?"
    ),
)
# Lines that say so however they end.
_NOTICE: Final = (
    (
        r"(?:we|this\s+(?:web)?site|our\s+(?:web)?site)\b.{0,40}\buses?\s+(?:\w+\s+)?cookies\b"
        r"(?=.*\b(?:site|experience|brows\w+|accept\w*|consent|personali[sz]\w*|traffic|partners|agree\w*|ads)\b).*"
    ),
    (
        r"by\s+(?:continuing|clicking|using|subscribing|signing)\b.{0,60}\b(?:you\s+)?"
        r"(?:agree|accept|consent)\w*\b.*\b(?:cookies|terms|policy)\b.*"
    ),
    r"sign\s+up\b(?=.*\b(?:newsletters?|e-?mails?|alerts?|inbox|briefings?|for\s+free|account)\b).*",
    rf"(?:follow|like|find|join)\s+us\s+on\s+{_NETWORK}\b.*",
    r"(?:click|tap)\s+here\b.*",
    rf"©.*|\(c\)\s*(?:copyright|\d{{4}}).*|copyright\s+(?:©|\(c\)|\d{{4}}|{_NAME}(?:\W+\d{{4}})?\W*(?:$|all\b)).*",
    r"all\s+rights\s+reserved\b.*",
    r".*\(opens\s+in\s+(?:a\s+)?new\s+(?:window|tab)\)",
)
_SENTENCE_END: Final = re.compile(r"[^\W\d_][.!?]['\"’”)]*$")

# A line of such words alone, three or more, is a menu.
_MENU_SPELLED: Final = (
    "home news sport sports business contact us about politics world uk opinion culture travel tech technology "
    "science health weather video videos audio tv radio shop jobs login log in sign up subscribe menu search more "
    "lifestyle life style entertainment money local events arts music food fashion education environment help faq "
    "privacy terms advertise careers archive features comment letters obituaries newsletters podcasts photos live"
)
_MENU: Final = frozenset(_MENU_SPELLED.split())
_FEWEST_OF_MENU: Final = 4  # words

_ROLE: Final = r"(?:reporter|journalist|writer|editor|correspondent|contributor|columnist)"
# What tells who an author is: one of the sure ones, or two of the others.
_AUTHOR: Final = (
    (
        rf"^(?:he|she|they|{_NAME})\s+(?:is|are)\s+an?\s+(?:[\w\-']+\s+){{0,4}}{_ROLE}s?\b"
        rf"(?=.{{0,60}}\b(?:(?:at|for|with|of)\s+(?:the\s+)?{_NAMED}|based\s+in|cover(?:s|ing)|who\s+(?:covers|writes)))"
    ),
    r"\b(?:his|her|their)\s+focus\s+is\s+on\b.*\b(?:and|politics|news|affairs|issues|business)\b",
    r"\bget\s+in\s+touch\s+with\s+(?:me|us|him|her|them)\s+(?:by|at|on|via|:)",
    r"\be-?mailing\s*:|\bby\s+e-?mailing\s+\S+@",
    r"^languages\s*:",
)
_AUTHOR_PERHAPS: Final = (
    rf"^(?:he|she|{_NAME})\s+(?:is|are)\s+an?\s+(?:[\w\-']+\s+){{0,4}}{_ROLE}s?\b",
    rf"\bjoined\s+(?:the\s+)?{_NAMED}.{{0,40}}\bin\s+\d{{4}}\s+from\s+(?:the\s+)?{_NAMED}",
    r"\bgraduate\s+of\b",
    r"\b(?:previously|formerly)\s+worked\s+(?:for|at|as)\b",
    r"\b(?:has|have)\s+covered\b.{0,60}\b(?:extensively|for\s+\w+\s+years)\b",
)
_PAST: Final = re.compile(  # an author's line tells no story
    r"(?i)\b(?:was|were|said|told|who\s+(?:had|died)|arrested|accused|killed|shot|convicted|charged)\b"
)


def _any(patterns: tuple[str, ...], end: str = "") -> re.Pattern[str]:
    return re.compile(f"(?i)(?:{'|'.join(patterns)}){end}")


_WHOLE_LINE: Final = _any(_WHOLE, r"\W*$")
_OPENED_LINE: Final = _any(_OPENING, r"\W*$")
_NOTICE_LINE: Final = _any(_NOTICE, r"\W*$")
_SURELY_AUTHOR: Final = _any(_AUTHOR)
_PERHAPS_AUTHOR: Final = tuple(_any((pattern,)) for pattern in _AUTHOR_PERHAPS)
_AROUND: Final = re.compile(r"^[^\w©(]+")


def is_furniture(line: str, words: int) -> bool:
    """Whether a line of so many words is a stock phrase of pages, or tells who its author is."""
    text = _AROUND.sub("", " ".join(line.split()))
    if not text:
        return False
    if words <= _MOST_WORDS and (_WHOLE_LINE.match(text) or _is_menu(text)):
        return True
    if words <= _MOST_WORDS and not _SENTENCE_END.search(text) and _OPENED_LINE.match(text):
        return True
    if words <= _MOST_WORDS_OF_NOTICE and _NOTICE_LINE.match(text):
        return True
    return _tells_author(text)


def _is_menu(text: str) -> bool:
    if _SENTENCE_END.search(text):
        return False
    said = re.findall(r"\w+", text.lower())
    return len(said) >= _FEWEST_OF_MENU and _MENU.issuperset(said)


def _tells_author(text: str) -> bool:
    if _PAST.search(text):
        return False
    if _SURELY_AUTHOR.search(text):
        return True
    return sum(pattern.search(text) is not None for pattern in _PERHAPS_AUTHOR) > 1
