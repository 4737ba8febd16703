"""Two words that differ → whether they are forms or spellings of the same word.

English: endings by rule, the common irregular words by table, British and American spelling. Derivation
makes another word ("organ", "organist"). Texts in other languages are judged by their endings alone, more
loosely.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from tui.text import words

# The irregular words of English that are common in print (Quirk et al. 1985): base, past,
# participle; what a rule gives besides ("throws", "throwing") is found by the rule.
_IRREGULAR_VERBS: Final = """
be am is are was were been being,have has had having,do does doing did done,go goes going went gone,arise arose arisen,
awake awoke awoken,bear bore borne,beat beaten,become became,begin began begun,bend bent,bite bit bitten,
bleed bled,blow blew blown,break broke broken,breed bred,bring brought,build built,burn burnt,buy bought,
catch caught,choose chose chosen,cling clung,come came,creep crept,deal dealt,dig dug,draw drew drawn,
dream dreamt,drink drank drunk,drive drove driven,eat ate eaten,fall fell fallen,feed fed,feel felt,
fight fought,find found,flee fled,fling flung,fly flies flew flown,forbid forbade forbidden,forget forgot
forgotten,forgive forgave forgiven,freeze froze frozen,get got gotten,give gave given,grind ground,grow grew
grown,hang hung,hear heard,hide hid hidden,hold held,keep kept,kneel knelt,know knew known,lay laid,lead led,
lean leant,leap leapt,learn learnt,leave left,lend lent,lie lay lain lying,light lit,lose lost,make made,mean
meant,meet met,pay paid,prove proven,ride rode ridden,ring rang rung,rise rose risen,run ran,say said,see saw
seen,seek sought,sell sold,send sent,shake shook shaken,shine shone,shoot shot,show shown,shrink shrank
shrunk,sing sang sung,sink sank sunk,sit sat,sleep slept,slide slid,smell smelt,speak spoke spoken,spell
spelt,spend spent,spill spilt,spin spun,spring sprang sprung,stand stood,steal stole stolen,stick stuck,
sting stung,strike struck stricken,strive strove striven,swear swore sworn,sweep swept,swell swollen,swim
swam swum,swing swung,take took taken,teach taught,tear tore torn,tell told,think thought,throw threw
thrown,understand understood,wake woke woken,wear wore worn,weave wove woven,weep wept,win won,wind wound,
withdraw withdrew withdrawn,withstand withstood,wring wrung,write wrote written,undertake undertook
undertaken,overcome overcame,mistake mistook mistaken,undergo undergoes underwent undergone
"""
_IRREGULAR_OTHERS: Final = """
a an,this these,that those,man men,woman women,child children,foot feet,tooth teeth,goose geese,mouse mice,
louse lice,ox oxen,person people,penny pence,die dice,wife wives,life lives,knife knives,leaf leaves,half
halves,calf calves,wolf wolves,shelf shelves,thief thieves,loaf loaves,self selves,elf elves,hoof hooves,
criterion criteria,phenomenon phenomena,medium media,datum data,bacterium bacteria,curriculum curricula,
memorandum memoranda,referendum referenda,stadium stadia,stratum strata,cactus cacti,fungus fungi,nucleus
nuclei,alumnus alumni,stimulus stimuli,appendix appendices,index indices,matrix matrices,good better best,
bad worse worst,far farther further,little less least,whilst while,amongst among,towards toward,afterwards
afterward,okay ok,gray grey,program programme,percent percents
"""
# Adjectives that take -er and -est; of other words -er makes another one ("farm", "farmer").
_GRADED_SPELLED: Final = """
    big black blue brave brief bright broad brown busy calm cheap clean clear clever close cold cool cruel
    dark dead dear deep dirty dry dull early easy fair fast fat few fierce fine firm fit flat free fresh full
    funny gentle grand great green grim happy hard harsh healthy heavy high hot huge kind large late lazy
    light likely long loose loud low lucky mad mean mild narrow near neat new nice noisy odd old pale plain
    poor pretty proud pure quick quiet rare raw ready red rich ripe rough sad safe sharp short shy sick simple
    slight slim slow small smart smooth soft sore steady steep stiff strange strict strong sunny sweet swift
    tall tame tender thick thin tight tiny tough ugly warm weak wealthy wet white wide wild wise young
"""
_GRADED: Final = frozenset(_GRADED_SPELLED.split())
_SPELLINGS: Final = (  # British → American, where a word is long enough that no other one is met
    (re.compile(r"(?<=..)our(?=$|s|ed|ing|er|ite|able|hood|less)"), "or"),
    (re.compile(r"(?<=...)is(?=e$|es$|ed$|er$|ers$|ing$|ation$|ations$)"), "iz"),
    (re.compile(r"(?<=...)ys(?=e$|es$|ed$|ing$)"), "yz"),
    (re.compile(r"(?<=...)tre(?=$|s$|d$)"), "ter"),
    (re.compile(r"(?<=...)ogue(?=$|s$)"), "og"),
    (re.compile(r"(?<=...)ence(?=$|s$)"), "ense"),
    (re.compile(r"(?<=...)ll(?=ed$|ing$|er$|ers$)"), "l"),
    (re.compile(r"(?:ae|oe)(?=.{3})"), "e"),
)
# British, American; a plural goes with them.
_SPELLED_OTHERWISE: Final = """
    tyre tire,kerb curb,cheque check,aeroplane airplane,enquiry inquiry,enquiries inquiries,grey gray,plough plow,programme program,
    draught draft,gaol jail,pyjama pajama,moustache mustache,aluminium aluminum,mum mom,sceptic skeptic,sceptical skeptical,
    jewellery jewelry,storey story,disc disk,licence license,practise practice,toward towards,among amongst,while whilst
"""
_OTHERWISE: Final = frozenset(frozenset(pair.split()) for pair in _SPELLED_OTHERWISE.split(","))
_SPELLED: Final = 5  # letters from which two spellings are of one word: "for" is not "four"
_BASE: Final = 3  # letters of a word that endings are set to
_BASE_OF_ADVERB: Final = 4  # "early" is not of "ear"
_VOWELS: Final = re.compile("[aeiouy]")
_DOUBLED: Final = re.compile(r"([bdgklmnprtvz])\1$")

_LOOSE_SPELLED: Final = "s es d ed ing er ers est ly y ies ied e en n al t st em m ern te ten tes a o i as os is ait ent ons"
_LOOSE: Final = frozenset(["", *_LOOSE_SPELLED.split()])
"""Endings of the languages around English: two words of one stem differ in these."""


def _groups() -> Iterator[tuple[str, int]]:
    for number, group in enumerate(f"{_IRREGULAR_VERBS},{_IRREGULAR_OTHERS}".split(",")):
        for word in group.split():
            yield word, number


def _table() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for word, number in _groups():
        found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


_IRREGULAR: Final = MappingProxyType(_table())


def inflected(one: str, other: str, *, english: bool = True) -> bool:
    """Whether two folded words that are not the same are forms of one word.

    >>> inflected("arrested", "arresting"), inflected("threw", "throws"), inflected("organ", "organist")
    (True, True, False)
    """
    if not english:
        return _loosely(one, other)
    if _irregular(one) & _irregular(other):
        return True
    if words.is_stop_word(one) and words.is_stop_word(other):
        return False
    return bool(_bases(one) & _bases(other)) or _is_greek(one, other) or _is_spelling(one, other)


def _irregular(word: str) -> frozenset[int]:
    """The groups of the table that a word, or the base of its regular form, stands in."""
    found = _IRREGULAR.get(word)
    if found is not None:
        return found
    none: frozenset[int] = frozenset()
    return none.union(*(_IRREGULAR.get(base, none) for base in _bases(word)))


@lru_cache(maxsize=1 << 15)
def _bases(word: str) -> frozenset[str]:
    """The words that a word can be a regular form of, itself among them."""
    return frozenset(
        base for base in {word, *_without_ending(word)} if _is_base(base) or base == word
    )


def _is_base(base: str) -> bool:
    return len(base) >= _BASE and bool(_VOWELS.search(base)) and not words.is_stop_word(base)


def _without_ending(word: str) -> Iterator[str]:
    if word.endswith("s"):
        yield from _singulars(word)
    if word.endswith("ied"):
        yield word[:-3] + "y"
    for ending in ("ed", "ing"):
        if word.endswith(ending):
            yield from _verbs(word[: -len(ending)])
    if word.endswith("ly") and len(word) >= _BASE_OF_ADVERB + 2:
        yield from _adjectives(word)
    for ending in ("er", "est"):
        if word.endswith(ending):
            yield from _graded(word[: -len(ending)])


def _singulars(word: str) -> Iterator[str]:
    """What a word with an s at its end is made of: cities, boxes, boats."""
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if not word.endswith(("ss", "us", "is")):
        yield word[:-1]
    if word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        yield word[:-2]


def _adjectives(word: str) -> Iterator[str]:
    """What an adverb is made of: quickly, possibly, easily, basically."""
    yield from (word[:-2], word[:-1] + "e")
    if word.endswith("ily"):
        yield word[:-3] + "y"
    if word.endswith("ically"):
        yield word[:-4]


def _verbs(stem: str) -> Iterator[str]:
    """What "stem" + "ed" or "ing" is made of: stop(p)ed, bak(e)ing."""
    yield from (stem, stem + "e")
    if _DOUBLED.search(stem):
        yield stem[:-1]


def _graded(stem: str) -> Iterator[str]:
    for base in (stem, stem + "e", stem[:-1], stem[:-1] + "y"):
        if base in _GRADED and (base[-1] != "y" or stem[-1:] in {"i", "y"}):
            yield base


def _is_greek(one: str, other: str) -> bool:
    """Whether one is the plural of the other as in crisis, crises."""
    return one[:-2] == other[:-2] and {one[-3:], other[-3:]} in ({"sis", "ses"}, {"xis", "xes"})


def _is_spelling(one: str, other: str) -> bool:
    """Whether two words differ as British and American spelling do."""
    if frozenset((one, other)) in _OTHERWISE:
        return True
    if one[-1:] == other[-1:] == "s" and frozenset((one[:-1], other[:-1])) in _OTHERWISE:
        return True
    if min(len(one), len(other)) < _SPELLED:
        return False
    return _american(one) == _american(other)


def _american(word: str) -> str:
    for pattern, put in _SPELLINGS:
        word = pattern.sub(put, word)
    return word


def _loosely(one: str, other: str) -> bool:
    """Whether two words of any language share a start of three letters and differ in endings alone."""
    shared = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        shared += 1
    return any({one[at:], other[at:]} <= _LOOSE for at in range(shared, _BASE - 1, -1))
