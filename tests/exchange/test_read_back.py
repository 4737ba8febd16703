"""What we write, read by the tools it is for, each in a Python of its own that has it."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tui.exchange.writers.clusters import Options
from tui.exchange.writers.export_formats import FORMS

DUPEGURU = Path("/usr/share/dupeguru")  # where Debian puts it

READ_TRAINING = """
import json, sys
from dedupe import serializer
told = serializer.read_training(open(sys.argv[1]))
pairs = {kind: [[one["id"] for one in pair] for pair in told[kind]] for kind in told}
assert all(isinstance(pair, tuple) for kind in told for pair in told[kind])
print(json.dumps(pairs))
"""
TAKE_LABELS = """
import sys
import pandas as pd
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
labels = pd.read_csv(sys.argv[1])
names = sorted({*labels.unique_id_l, *labels.unique_id_r})
rows = pd.DataFrame([{"unique_id": name, "title": name[:1]} for name in names])
settings = SettingsCreator(
    link_type="dedupe_only",
    comparisons=[cl.ExactMatch("title")],
    blocking_rules_to_generate_predictions=[block_on("title")],
)
api = DuckDBAPI()
linker = Linker(api.register(rows), settings)
linker.training.estimate_m_from_pairwise_labels(api.register(labels))
print(len(labels))
"""
LOAD_RESULTS = """
import json, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from core.results import Results
from core.se.fs import File
class App:
    def __getattr__(self, name):
        return lambda *words, **more: None
results = Results(App())
results.load_from_xml(sys.argv[1], lambda path: File(Path(str(path))))
print(json.dumps([
    [g.ref.path.name, sorted((d.path.name, results.is_marked(d)) for d in g.dupes)]
    for g in results.groups
]))
"""
REMOVE_DUPLICATES = """
import inspect, json, sys
import pandas as pd
from nemo_curator.stages.text.deduplication.removal import TextDuplicatesRemovalStage
from nemo_curator.tasks import DocumentBatch
said = {"dataset_name": "x", "data": pd.DataFrame({"id": json.loads(sys.argv[2])})}
if "task_id" in inspect.signature(DocumentBatch).parameters:
    said["task_id"] = "0"
kept = TextDuplicatesRemovalStage(sys.argv[1], id_field="id").process(DocumentBatch(**said))
print(json.dumps(kept.to_pandas()["id"].tolist()))
"""


def python_with(library):
    """The Python that has a library: this one, or that of an environment variable."""
    named = os.environ.get(f"{library.upper()}_PYTHON", "")
    if not (named or find_spec(library)):
        pytest.skip(
            f"{library} is not installed ({library.upper()}_PYTHON names a Python that has it)"
        )
    return named or sys.executable


def answer(python, script, *words):
    done = subprocess.run(
        [python, "-c", script, *map(str, words)],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture
def written(tmp_path, cluster):
    def write(form, of, **options):
        path = tmp_path / form
        group = cluster(of, reviewer="ana")
        path.write_bytes(b"".join(FORMS[form].write([group], Options(**options))))
        return path

    return write


GROUP = {"a": "a", "b": "a", "c": "a", "d": ""}


def test_dedupe_reads_the_training_file(written):
    told = answer(python_with("dedupe"), READ_TRAINING, written("dedupe", GROUP))
    assert told["match"] == [["a", "b"], ["a", "c"], ["b", "c"]]
    assert told["distinct"] == [["a", "d"], ["b", "d"], ["c", "d"]]


def test_splink_takes_the_labels(written):
    assert answer(python_with("splink"), TAKE_LABELS, written("splink", GROUP)) == 6


@pytest.mark.parametrize(
    ("of", "kept"), [(GROUP, ["a", "d"]), ({"7": "7", "10": "7", "11": "", "12": "7"}, [7, 11])]
)
def test_nemo_curator_removes_what_is_dropped(of, kept, written):
    pytest.importorskip("pyarrow", reason="the parquet extra is not installed")
    ids = [int(name) if name.isdecimal() else name for name in of]
    python = python_with("nemo_curator")
    assert answer(python, REMOVE_DUPLICATES, written("nemo", of), json.dumps(ids)) == kept


@pytest.mark.skipif(not DUPEGURU.is_dir(), reason="dupeGuru is not installed")
def test_dupeguru_loads_the_results_and_marks_what_is_dropped(written, tmp_path):
    for name in GROUP:
        (tmp_path / name).write_text(name)
    path = written("dupeguru", GROUP, root=str(tmp_path))
    (group,) = answer("/usr/bin/python3", LOAD_RESULTS, path, DUPEGURU)
    assert group == ["a", [["b", True], ["c", True]]]
