"""A line → whether it looks like page furniture by itself: to a diff where one side alone has it, and where a title is sought.

The weaker evidence: what recurs in a folder comes first. English.
"""

import re
from typing import Final

_MOST_WORDS: Final = 14  # of a line that a phrase alone makes furniture

_PHRASE: Final = re.compile(
    r"""(?ix)^\W*(?:
      (?:related|recommended|popular|trending|latest|more)\s+(?:articles?|posts?|stories|news|topics?|links)
    | back\s+to\s+(?:the\s+)?top(?:\s+button)?(?:\s+.{0,40})?
    | skip\s+to\s+(?:main\s+)?content | jump\s+to\s+navigation
    | share(?:\s+(?:this|on|via)\b.*)? | tweet | print(?:\s+this.*)? | e-?mail(?:\s+this.*)?
    | (?:facebook|twitter|linkedin|pinterest|reddit|whatsapp|telegram|instagram|youtube)(?:\W+\w+){0,4}
    | advertisements?(?:\s+.{0,30})? | sponsored(?:\s+.{0,30})? | promoted(?:\s+.{0,30})?
    | (?:read|see|watch)\s+(?:more|also|next)\b.* | also\s+read\b.* | continue\s+reading\b.*
    | sign\s+up\b.* | subscribe\b.* | (?:join|get)\s+our\s+newsletter\b.* | newsletter\b.*
    | (?:follow|like)\s+us\b.* | click\s+here\b.* | tap\s+here\b.*
    | (?:leave|post|add)\s+a\s+(?:comment|reply)\b.* | \(?\d*\)?\s*comments?(?:\s*\(?\d+\)?)?
    | comments\s+are\s+closed.* | you\s+(?:may|might)\s+also\s+like\b.* | more\s+(?:from|on|in)\b.*
    | ©.* | \(c\)\s.* | copyright\b.* | all\s+rights\s+reserved\b.*
    | terms\s+(?:of|and)\s+(?:use|service|conditions)\b.* | privacy\s+policy\b.* | cookies?\s+(?:policy|settings)\b.*
    | (?:posted|filed|published|updated)(?:\s+(?:in|on|by|under|at)\b|\s*:?\s+\d).* | tags?\s*:.* | categor(?:y|ies)\s*:.*
    | by\s+staff\s+(?:writer|reporter)s? | log\s*in | register | menu | home | search
    | (?:date\s+)?\d{4}-\d\d-\d\d(?:\W+\w+){0,3}
    | (?:photo|image|picture|credit|source)s?\s*:.*
    | by\s+(?-i:[A-Z])\S*(?:\s+\S+){0,2}(?:\s+(?:for|,)\s+.{0,40})?
    | (?:[^|]{1,25}\|\s*){3,}[^|]{0,25} | sign\s+in\b.{0,60}
    | .{0,40}\b(?:getty(?:\s+images)?|reuters|shutterstock|afp)
    )\W*$"""
)
_AUTHOR: Final = re.compile(
    r"(?i)\b(?:is an? .{0,50}\b(?:reporter|journalist|writer|editor|correspondent|contributor|columnist)\b"
    r"|(?:his|her|their) focus is on|graduate of|get in touch with (?:me|us)|e-?mailing"
    r"|^languages:|(?:previously|formerly) worked (?:for|at)|(?:has|have) covered .{0,60}extensively"
    r"|joined .{1,40} in \d{4} from)"
)


def is_furniture(line: str, words: int) -> bool:
    """Whether a line of so many words is a stock phrase of pages, or tells who its author is."""
    text = " ".join(line.split())
    if words <= _MOST_WORDS and _PHRASE.match(text):
        return True
    return bool(_AUTHOR.search(text))
