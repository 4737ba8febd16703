"""Keys that were not meant: bytes pasted, typed too early, typed into prompts, and sent by the terminal itself.

    python tests/campaigns/keys.py --sessions 200

Each session starts the review screen and types while the folder is read. Then it pastes and types random bytes at
random moments, cut anywhere and with pauses inside: on the list, into prompts, while the pager is open. Now and then
it decides on purpose. Afterwards exactly the decisions on purpose must have been made.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
from pathlib import Path

from samples import change, decide, report, say
from terminals import READY, Session, lay_out

from tui.store.rescue import rescue_files

START, END = b"\x1b[200~", b"\x1b[201~"
QUESTION = b"could not be saved then"
CALM = 0.8  # seconds after which keys are meant again
EARLY = [
    b"F score\r.",
    b"/council x\r",
    b"xc1a",
    b"ccc",
    b"22\r",
    b":longest\r",
    b"jjjx",
    b"\r",
    b"2",
]
DECIDING = [b"x", b"s", b"f"]
FRAGMENTS = [
    b"x", b"c", b"1", b"a", b"s", b"q", b"\r", b"\n", b"see \x1b[31m x c 1", b"longest\r", b"\x1b", b"\x1b[", b"\x1b[5~",
    b"\x1b]", b"\x1bP", b"\x1b[M", b"\x1b[[", b"\x9b", b"\x00", b"\x03", b"\x1a", b"\xff", b"\xe6\x9d", b"\x1b[97;;97u",
    START, START[1:], END[:-1], END[1:], b"\x9b201~",
]  # fmt: skip
ANSWERS = [
    b"\x1b[?62;22c", b"\x1b[>1;10;0c", b"\x1b[I", b"\x1b[O", b"\x1b[12;5R", b"\x1b[?2026;2$y", b"\x1b[?31u",
    b"\x1b[<0;15;5M", b"\x1b[32;11;5M", b"\x1b[M !5", b"\x1b]11;rgb:1e/1c/15\x1b\\", b"\x1bP>|x 1\x1b\\",
    b"\x1b_Gi=1;OK\x1b\\", b"\x1b[8;30;100t", b"\x1b[5~", b"\x1b[3~", b"\x1b[15~", b"\x1bOP",
]  # fmt: skip


def pasted(chance):
    """Random bytes as a terminal pastes them; now and then it pastes an end marker with them."""
    body = b"".join(chance.choices(FRAGMENTS, k=chance.randrange(1, 12)))
    if chance.random() < 0.3:
        body += END + b"".join(chance.choices(FRAGMENTS, k=3))
    return START + body + END


def send(session, data, chance, *, first=1):
    """Write bytes in pieces, with pauses that a slow line makes; the first piece has `first` bytes at least."""
    while data:
        size = min(len(data), max(first, chance.randrange(1, len(data) + 1)))
        os.write(session.terminal, data[:size])
        data, first = data[size:], 1
        session.read(chance.choice([0, 0, 0.01, 0.15]))


def type_like_a_hand(session, data, chance):
    """Write one key at a time, or all at once as a slow line delivers them."""
    pace = chance.choice([0, 0.03, 0.12, 0.3])
    for number in range(len(data)):
        os.write(session.terminal, data[number : number + 1])
        session.read(pace * chance.random())


# ---- what happens in a session; none of these decides -----------------------------------------------


def paste(session, chance):
    send(session, pasted(chance), chance)


def unfinished_paste(session, chance):
    send(session, pasted(chance).replace(END, b""), chance, first=len(START))
    session.read(1.9)
    if chance.random() < 0.5:
        send(session, b"xc1" + END, chance)


def answer(session, chance):
    send(session, chance.choice(ANSWERS), chance, first=2)


def prompt(session, chance):
    """Open a prompt, type and paste into it, and leave it."""
    opening = chance.choice([b"/", b"F", b"#", b"e", b":", b"?"])
    type_like_a_hand(session, opening + chance.choice([b"xc1", b"score", b"longest", b""]), chance)
    if chance.random() < 0.6:
        send(session, pasted(chance), chance)
    session.read(CALM)
    for _ in range(2):  # the help is left by some words already
        session.press([b"\x1b"], 0.4)


def pager(session, chance):
    """Open the pager, and type what is meant for it."""
    os.write(session.terminal, b"p")
    session.read(chance.random() * 0.2)
    type_like_a_hand(session, chance.choice([b" xc1", b"/council\r", b"jjx"]), chance)
    session.read(1.0)


DEEDS = (paste, paste, unfinished_paste, answer, answer, prompt, prompt, pager)


def start(session, chance):
    """Type early; True where a question stood there, and stayed until it was read."""
    for _ in range(chance.randrange(1, 4)):
        session.read(chance.random() * 0.9)
        if READY in session.seen or QUESTION in session.seen:
            break  # what is typed from here on is meant
        type_like_a_hand(session, chance.choice(EARLY), chance)
    for _ in range(300):
        if READY in session.seen or QUESTION in session.seen:
            break
        session.read(0.1)
    is_asking = QUESTION in session.seen and READY not in session.seen
    session.read(CALM)
    if is_asking and READY not in session.seen:
        session.press([b"1"], 0.1)  # later
        session.read(30, until=READY)
        session.read(CALM)
    return is_asking


def one_session(folder, notes, chance, *, asks):
    """(decided on purpose, of these without effect, decided otherwise, early keys that did something)."""
    decisions = folder / "decisions.toml"
    decisions.unlink(missing_ok=True)
    if asks:
        assert rescue_files.keep_aside(decisions, [change(decide(1))])
    session, meant = Session(folder, notes), 0
    try:
        is_asked = start(session, chance)
        answered = int(asks and not (is_asked and rescue_files.pending(decisions)))
        early = len(session.decided())
        for _ in range(chance.randrange(3, 7)):
            chance.choice(DEEDS)(session, chance)
            session.read(CALM)
            if chance.random() < 0.6:
                session.press([chance.choice(DECIDING)], 0.4)
                meant += 1
        made = len(session.decided())
        session.press([b"q"], 0.1)
        if session.wait(reading=True) is None:
            say(f"did not quit: {session.seen[-300:]!r}")
    finally:
        os.close(session.terminal)
        for one in rescue_files.pending(decisions):
            rescue_files.discard(one)
    return meant, max(0, meant - made), max(0, made - meant), early + answered


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sessions", type=int, default=10)
    options.add_argument("--first", type=int, default=0, help="the number of the first session")
    options.add_argument("--seed", type=int, default=17)
    said = options.parse_args()
    home = Path(tempfile.mkdtemp(prefix="keys-"))
    folder = home / "articles"
    folder.mkdir()
    lay_out(folder)
    os.environ.update(HOME=str(home), PAGER="sleep .4")
    rescue_files.process.tag = lambda: "1-1"  # of a program that no longer runs
    sums = [0, 0, 0, 0]
    for number in range(said.first, said.first + said.sessions):
        chance = random.Random(f"{said.seed}/{number}")
        found = one_session(folder, home / "notes", chance, asks=number % 4 == 3)
        if any(found[1:]):
            say(f"session {number}: meant, without effect, not meant, early {found}")
        sums = [one + other for one, other in zip(sums, found, strict=True)]
    shutil.rmtree(home)
    meant, lost, not_meant, early = sums
    return report(
        campaign="keys", sessions=said.sessions, acknowledged=meant, lost=lost, unreadable=0,
        not_meant=not_meant, early=early, violations=not_meant + early,
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
