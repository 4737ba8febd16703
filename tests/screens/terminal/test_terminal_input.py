"""What a terminal sends, split between reads and in time as a slow line may: only what was typed is a key."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.screens.terminal import terminal_input
from tui.screens.terminal.terminal_input import Kind, TerminalInput, plain

START, END = b"\x1b[200~", b"\x1b[201~"


class Line:
    """A `TerminalInput` with a clock that stands still until `wait`."""

    def __init__(self):
        self.now = 1000.0
        self.input = TerminalInput(lambda: self.now)
        self.tokens = []

    def send(self, data):
        self.tokens += self.input.feed(data)

    def wait(self, seconds):
        """Let time pass as the driver does: it looks whenever a timeout has come."""
        end = self.now + seconds
        while (due := self.now + self.input.timeout()) <= end:
            self.now = due + 1e-6
            self.tokens += self.input.feed(b"")
        self.now = max(self.now, end)
        self.tokens += self.input.feed(b"")

    def run(self, *script):
        """Send the bytes of a script and wait the seconds in it; the keys."""
        for one in script:
            self.wait(one) if isinstance(one, float) else self.send(one)
        self.wait(10.0)
        return self.keys

    @property
    def keys(self):
        return [token.text for token in self.tokens if token.kind is Kind.KEY]

    @property
    def pasted(self):
        return [token.text for token in self.tokens if token.kind is Kind.PASTE]


@pytest.mark.parametrize(
    ("script", "keys"),
    [
        ([b"j5"], ["j", "5"]),
        ([b"\x1b[5~"], ["\x1b[5~"]),
        ([b"\x1b[", 3.0, b"5", 3.0, b"~j"], ["\x1b[5~", "j"]),
        ([b"\x1b", 0.05, b"[A"], ["\x1b[A"]),
        ([b"\x1b", 0.2, b"[5~j"], ["\x1b", "j"]),
        ([b"\x1b", 0.2, b"[", 1.0, b"3~"], ["\x1b"]),
        ([b"\x1b", 0.2, b"OPx"], ["\x1b", "x"]),
        ([b"\x1b", 0.2, b"[1;5C2"], ["\x1b", "2"]),
        ([b"\x1b", 0.2, b"a["], ["\x1b", "a", "["]),
        ([b"\x1b", 6.0, b"["], ["\x1b", "["]),
        ([b"\x1b\x1b[6~x"], ["\x1b", "\x1b[6~", "x"]),
        ([b"\x1b\r"], ["\x1b", "\r"]),
        ([b"\x1b\x03"], ["\x1b", "\x03"]),
        ([b"\x1bx"], ["\x1bx"]),
        ([b"[5"], ["[", "5"]),
        ([b"\x1b[5\x03"], ["\x03"]),
        ([b"\x1b[5\x1b[6~"], ["\x1b[6~"]),
        ([b"\x1b[", b"9" * 200, b"~j"], ["\x1b[" + "9" * 62 + "~", "j"]),
        (["é".encode()[:1], 1.0, "é".encode()[1:]], ["é"]),
        ([b"\xffj"], ["\ufffd", "j"]),
        ([b"\x9b5~j"], ["\x1b[5~", "j"]),
        ([b"\x1b[M !5j"], ["\x1b[M !5", "j"]),
        ([b"\x1b[M", 1.0, b" 5", 1.0, b"5j"], ["\x1b[M 55", "j"]),
        ([b"\x1b[M\x1b[6~"], ["\x1b[6~"]),
        ([b"\x1b[[Cj"], ["\x1b[[C", "j"]),
        ([b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\j"], ["j"]),
        ([b"\x1b]11;rgb:1e1e/1e1e/1e1e\aj"], ["j"]),
        ([b"\x1b]1", 0.9, b"1;x1", 0.9, b"\x1b", 0.9, b"\\j"], ["j"]),
        ([b"\x1b", 0.2, b"]11;x1\aj"], ["\x1b", "]", "j"]),
        ([b"\x1bP>|xterm(388)\x1b\\\x1b_Gi=1;OK\x1b\\j"], ["j"]),
        ([b"\x1b]11;x\x03j"], ["\x03", "j"]),
        ([b"\x1b]1", 1.1, b"j"], ["j"]),
        ([b"\x1b]j"], ["\x1b]", "j"]),
        ([b"\x1b]", 0.2, b"j"], ["\x1b]", "j"]),
    ],
)
def test_sequences_are_put_together(script, keys):
    assert Line().run(*script) == keys


@pytest.mark.parametrize(
    ("script", "keys", "pasted"),
    [
        ([START + b"see \x1b[31m x c 1" + END, 1.0, b"j"], ["j"], ["see \x1b[31m x c 1"]),
        ([START + b"xc1" + END + b"j"], ["j"], ["xc1"]),
        ([b"k" + START + b"x\x1b[20", 1.0, b"1", 1.0, b"~", 1.0, b"j"], ["k", "j"], ["x"]),
        ([START + b"a" + START + b"b\x1b[201\x1b[20" + END], [], ["a\x1b[200~b\x1b[201\x1b[20"]),
        ([START + b"a" + END + b"xc1" + END, 1.0, b"j"], ["j"], ["a"]),
        ([START + b"a" + END + b"xc1", 0.2, b"\x1b[M" + END, 1.0, b"j"], ["j"], ["a"]),
        ([START + b"a" + END + b"xc1" + START + b"b" + END], [], ["a", "b"]),
        ([b"\x1b", 0.2, START[1:] + b"xc1" + END], ["\x1b"], ["xc1"]),
        ([START + b"\xff\x00\x9b201~x\xe4" + END], [], ["\udcff\0\udc9b201~x\udce4"]),
        ([START + b"xc1", 2.0, b"j"], ["j"], ["xc1"]),
        ([START + b"xc1", 2.0, b"\x03"], ["\x03"], ["xc1"]),
        ([START + b"x", 1.0, b"\x03", 0.6, b"\x03"], ["\x03"], ["x\x03"]),
        ([START + b"xc1", 2.0, b"xc1" + END, 1.0, b"j"], ["j"], ["xc1"]),
        ([START + b"xc1", 2.0, b"xc1", 1.0, b"xc", 1.0, b"j", 1.0, b"jk"], ["j", "j", "k"], ["xc1"]),
        ([START + b"x", 1.4, b"y", 1.4, b"z" + END], [], ["xyz"]),
    ],
)  # fmt: skip
def test_nothing_pasted_is_a_key(script, keys, pasted):
    line = Line()
    assert line.run(*script) == keys
    assert line.pasted == pasted


def test_a_huge_paste_is_cut_and_ends_all_the_same():
    line = Line()
    assert line.run(START + b"x" * 300_000, b"x" * 300_000 + END, 1.0, b"j") == ["j"]
    assert len(line.pasted[0]) == terminal_input.LONGEST_PASTE


def test_keys_soon_after_a_paste_come_in_order_a_moment_later():
    line = Line()
    line.send(START + b"words" + END)
    assert line.pasted == ["words"]
    line.send(b"j\x1b[A")
    assert line.keys == []
    line.wait(terminal_input.QUIET + 0.01)
    assert line.keys == ["j", "\x1b[A"]


@pytest.mark.parametrize(
    ("pasted", "text"),
    [
        ("see \x1b[31m x", "see [31m x"),
        ("a\r\nb\rc\nd\te", "a\nb\nc\nd e"),
        ("\0\x7f\x9b\udcff\u202ea\u200b", "a"),
        ("naïve 東京 👩\u200d🚒", "naïve 東京 👩\u200d🚒"),
    ],
)
def test_pasted_text_is_inserted_as_plain_text(pasted, text):
    assert plain(pasted) == text


# ---- properties: typed keys and what a terminal sends by itself, cut anywhere ---------------------

TYPED = st.sampled_from(
    [b"a", b"x", b"1", b"5", b"u", b"\r", b"\x03", b"\x12", b"[", b"~", b"\t", "é".encode(),
     b"\x1b[A", b"\x1bOP", b"\x1b[5~", b"\x1b[1;5C", b"\x1b[97;5u", b"\x1b[15~"]
)  # fmt: skip
FRAGMENTS = st.sampled_from(
    [b"x", b"c", b"1", b"a", b"\r", b"\x1b", b"\x1b[", b"\x1b[5~", b"\x1b]", b"\x1bP", b"\x1b[M", b"\x1b[[",
     b"\x9b", b"\x9d", b"\x00", b"\x03", b"\xff", b"\xe6\x9d", START, START[1:], END[:-1], END[1:], b"\x9b201~"]
)  # fmt: skip
ANYTHING = st.one_of(FRAGMENTS, st.binary(max_size=6)).map(bytes)
ANSWERS = st.sampled_from(
    [b"\x1b[?62;22c", b"\x1b[>1;10;0c", b"\x1b[I", b"\x1b[O", b"\x1b[12;5R", b"\x1b[?2026;2$y", b"\x1b[?31u",
     b"\x1b[<0;15;5M", b"\x1b[32;11;5M", b"\x1b[M !5", b"\x1b[48;24;80;480;800t", b"\x1b]11;rgb:1e/1c/15\x1b\\",
     b"\x1b]52;c;YTE1\a", b"\x1bP1$r5;1m\x1b\\", b"\x1bP>|x 1\x1b\\", b"\x1b_Gi=1;OK\x1b\\", b"\x1b]lxc1\x1b\\"]
)  # fmt: skip


def without_markers(data):
    """A pasted text that holds no end marker."""
    while END in data:
        data = data.replace(END, b"")
    return data


PASTES = st.lists(ANYTHING, max_size=12).map(b"".join)
SESSIONS = st.lists(
    st.one_of(
        st.tuples(st.just("typed"), st.lists(TYPED, min_size=1, max_size=6).map(b"".join)),
        st.tuples(st.just("pasted"), PASTES),
        st.tuples(st.just("answer"), ANSWERS),
    ),
    max_size=8,
)


def send_in_pieces(line, data, draw):
    """Send bytes, cut anywhere, with pauses that a slow line may make inside of what is sent at once."""
    while data:
        size = draw(st.integers(1, len(data)))
        line.send(data[:size])
        data = data[size:]
        if data:
            line.wait(draw(st.sampled_from([0.0, 0.01, 0.09])))


def alone(data):
    """The keys of what is typed without anything else."""
    return Line().run(data)


def own_answers(keys):
    """Without the answers that are whole sequences: `terminal_events` makes no keys of them."""
    return [key for key in keys if not (key.startswith("\x1b[") and key.encode() in KNOWN_ANSWERS)]


KNOWN_ANSWERS = {
    b"\x1b[?62;22c", b"\x1b[>1;10;0c", b"\x1b[I", b"\x1b[O", b"\x1b[12;5R", b"\x1b[?2026;2$y", b"\x1b[?31u",
    b"\x1b[<0;15;5M", b"\x1b[32;11;5M", b"\x1b[M !5", b"\x1b[48;24;80;480;800t",
}  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(SESSIONS, st.data())
def test_keys_are_exactly_those_typed_outside_of_pastes(session, data):
    line, typed = Line(), []
    for kind, sent in session:
        if kind == "pasted":
            line.wait(1.0)
            send_in_pieces(line, START + without_markers(sent) + END, data.draw)
        else:
            send_in_pieces(line, sent, data.draw)
        typed += alone(sent) if kind == "typed" else []
        line.wait(data.draw(st.sampled_from([0.4, 1.0])))  # a hand takes so long
    line.wait(10.0)
    assert own_answers(line.keys) == typed


@settings(max_examples=300, deadline=None)
@given(PASTES, PASTES, st.data())
def test_a_paste_may_hold_end_markers(one, other, data):
    line = Line()
    line.send(b"j")
    send_in_pieces(line, START + one + END + other + END, data.draw)
    line.wait(10.0)
    line.send(b"k")
    line.wait(10.0)
    assert line.keys == ["j", "k"]


@settings(max_examples=300, deadline=None)
@given(PASTES, st.data())
def test_an_unfinished_paste_gives_the_interrupt_back(pasted, data):
    line = Line()
    send_in_pieces(line, START + without_markers(pasted), data.draw)
    line.wait(5.0)
    assert line.keys == []
    line.send(b"\x03")
    line.wait(1.0)
    assert line.keys == ["\x03"]


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=60), st.data())
def test_no_bytes_break_it(sent, data):
    line = Line()
    send_in_pieces(line, sent, data.draw)
    line.wait(10.0)
    assert all(token.text or token.kind is Kind.PASTE for token in line.tokens)
