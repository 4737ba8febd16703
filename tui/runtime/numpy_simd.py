"""How NumPy sorts on this processor: kept from a way that is slow there. To be asked before NumPy is loaded.

NumPy sorts with AVX-512 where a processor has it. On AMD's family 25 (Zen 4) an instruction which that rests on is
microcode: a million 64-bit keys take 51 ms, with AVX2 10 ms, and finding groups takes a fifth longer. OpenJDK's sort
leaves AVX-512 aside on the same family.
"""

import os
import sys

_ASKED_BY = "NPY_DISABLE_CPU_FEATURES"
_SLOW = (
    "X86_V4 AVX512_ICL"  # named as NumPy 2.4 does; one that does not know them goes on as before
)
_OPENING = 4096  # bytes: the first processor that is told of; the others are like it


def sort_fast(told: str = "/proc/cpuinfo") -> None:
    """Have NumPy, once it is loaded, sort without AVX-512 where that is slow. What the user asked NumPy for stands.

    `told`: the file in which the system (Linux) tells of its processors; where there is none, nothing is changed.
    """
    if "numpy" in sys.modules or _ASKED_BY in os.environ:
        return
    try:
        with open(told, "rb") as file:  # noqa: PTH123 - at each start: pathlib takes longer than all of this
            lines = file.read(_OPENING).decode("ascii", "replace").splitlines()
    except OSError:
        return
    said = {
        name.strip(): value.split() for name, _, value in (line.partition(":") for line in lines)
    }
    zen = said.get("vendor_id") == ["AuthenticAMD"] and said.get("cpu family") == ["25"]
    if zen and "avx512f" in said.get("flags", ()):
        os.environ[_ASKED_BY] = _SLOW
