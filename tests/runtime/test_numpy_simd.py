"""NumPy is kept from AVX-512 sorting on the processors where that is slow, and nowhere else."""

import os
import subprocess
import sys

import pytest

from tui.runtime.numpy_simd import sort_fast

FLAGS = "fpu vme avx avx2 avx512f avx512_vbmi2"
ZEN_4 = f"processor\t: 0\nvendor_id\t: AuthenticAMD\ncpu family\t: 25\nmodel\t\t: 17\nflags\t\t: {FLAGS}\n"
ASKED_BY = "NPY_DISABLE_CPU_FEATURES"


@pytest.fixture(autouse=True)
def not_loaded(monkeypatch):
    monkeypatch.delitem(sys.modules, "numpy")
    monkeypatch.setenv(ASKED_BY, "")
    monkeypatch.delenv(ASKED_BY)


@pytest.mark.parametrize(
    ("told", "slow"),
    [
        (ZEN_4, True),
        (ZEN_4 * 128, True),
        (ZEN_4.replace("AuthenticAMD", "GenuineIntel"), False),
        (ZEN_4.replace(": 25", ": 26"), False),
        (ZEN_4.replace(FLAGS, "fpu avx2"), False),
        ("Features\t: fp asimd\n", False),
        ("", False),
    ],
)
def test_where_it_is_slow(tmp_path, told, slow):
    (tmp_path / "cpuinfo").write_text(told)
    sort_fast(str(tmp_path / "cpuinfo"))
    assert (ASKED_BY in os.environ) == slow


def test_nothing_is_changed_where_the_system_tells_nothing(tmp_path):
    sort_fast(str(tmp_path / "none"))
    assert ASKED_BY not in os.environ


def test_what_was_asked_before_stands(tmp_path, monkeypatch):
    (tmp_path / "cpuinfo").write_text(ZEN_4)
    monkeypatch.setenv(ASKED_BY, "AVX512_ICL")
    sort_fast(str(tmp_path / "cpuinfo"))
    assert os.environ[ASKED_BY] == "AVX512_ICL"


def test_it_is_too_late_once_numpy_is_there(tmp_path, monkeypatch):
    (tmp_path / "cpuinfo").write_text(ZEN_4)
    monkeypatch.setitem(sys.modules, "numpy", object())
    sort_fast(str(tmp_path / "cpuinfo"))
    assert ASKED_BY not in os.environ


def test_numpy_is_loaded_and_heeds_it(tmp_path):
    (tmp_path / "cpuinfo").write_text(ZEN_4)
    code = f"""
from tui.runtime.numpy_simd import sort_fast
sort_fast({str(tmp_path / "cpuinfo")!r})
import numpy
from numpy._core._multiarray_umath import __cpu_features__ as known
assert not known.get("X86_V4") and not known.get("AVX512_ICL")
assert list(numpy.sort([3, 1, 2])) == [1, 2, 3]
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_command_asks_before_numpy_is_loaded():
    code = """
import sys
import tui.runtime.numpy_simd
asked = []
tui.runtime.numpy_simd.sort_fast = lambda: asked.append("numpy" in sys.modules)
from tui.cli import main
try:
    main(["groups", "/nowhere"])
finally:
    assert asked == [False], asked
    assert "numpy" in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
