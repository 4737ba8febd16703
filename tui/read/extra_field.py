"""What files say under one name of the caller's choosing: a field, a column, a line of front matter.

An index keeps only the fields that the settings name. Any other is read anew from the files that have fields;
no text is weighed again, so that this takes the time of reading alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from tui.config import ReadSettings
from tui.model import Article, Skipped
from tui.progress import Progress, Step, silent
from tui.read.article import one_line
from tui.read.decode import Undecoded, decode
from tui.read.file_formats import suffix
from tui.read.folder import opened, read, record_file, stamp
from tui.read.markdown import front_matter
from tui.read.metadata import Describe, describer
from tui.read.parser_process import Reader


def any_field(
    root: Path,
    articles: Iterable[Article],
    settings: ReadSettings,
    name: str,
    progress: Progress = silent,
) -> Mapping[str, str]:
    """Article id → what it says under `name`, in one line; articles that say nothing are left out.

    Asked are records, front matter and the sidecar, which counts before the article, as for the fields of the
    settings. A file that cannot be read any more says nothing. Linear in the bytes of these files. Raises
    InputError for a sidecar that cannot be read.
    """
    asked = replace(settings, author_field=name, path_pattern="")
    beside = describer(root, asked)
    files: dict[str, list[str]] = {}
    for article in articles:
        files.setdefault(record_file(article.id) or article.id, []).append(article.id)
    found: dict[str, str] = {}
    with Reader() as reader:
        for number, (file, ids) in enumerate(files.items()):
            progress(Step("read the field", number, len(files)))
            if ids == [file]:
                said = _of_front_matter(root / file, settings, name)
                nobody = Article(file, "", 0, 0, "", "", author=said)
                values = iter([(file, beside(nobody, file).author)])
            else:
                values = _of_records(root, file, asked, beside, reader)
            wanted = frozenset(ids)
            for one, value in values:
                if value and one in wanted:
                    found.setdefault(one, value)  # of two records with one id the first was read
    return found


def _of_records(
    root: Path, file: str, asked: ReadSettings, beside: Describe, reader: Reader
) -> Iterator[tuple[str, str]]:
    seen = stamp(root, file)
    if isinstance(seen, Skipped):
        return
    for parsed in read(root, seen, asked, reader):
        if not isinstance(parsed, Skipped):
            article = beside(parsed[0], file)
            yield article.id, article.author


def _of_front_matter(path: Path, settings: ReadSettings, name: str) -> str:
    source = opened(path) if suffix(path.name) == ".md" else ""
    if isinstance(source, str):
        return ""
    with source:
        whole = decode(source.read(settings.largest_file))
    said = "" if isinstance(whole, Undecoded) else front_matter(whole)[0].get(name.lower(), "")
    return one_line(said)
