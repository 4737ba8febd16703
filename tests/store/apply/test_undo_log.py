"""The undo log: what is none is refused before anything is touched."""

import pytest

from tui.errors import InputError
from tui.store.apply import undo_log
from tui.store.apply.disk import Disk

PATHS = (
    '"kept":"/b","to":"/c","aside":"/d","digest":"","kept_digest":"","original":[1,2],"info":""}'
)
ONE = '{"schema": 1, "steps": 1}\n'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no json\n",
        '{"schema": 9, "steps": 0}\n',
        '{"schema": 1}\n',
        ONE + '{"action": "move"}\n',
        ONE + '{"action":"erase","path":"/a",' + PATHS,
        ONE + '{"action":"move","path":"a",' + PATHS,
    ],
)
def test_what_is_no_log_is_refused(tmp_path, text):
    (tmp_path / "log").write_text(text)
    with pytest.raises(InputError):
        undo_log.read(tmp_path / "log")


def test_a_log_that_is_there_is_never_written_over(tmp_path):
    (tmp_path / "log").write_text("of another run")
    with pytest.raises(InputError, match="Nothing was touched"):
        undo_log.write(tmp_path / "log", tmp_path, [], Disk())
    assert (tmp_path / "log").read_text() == "of another run"
