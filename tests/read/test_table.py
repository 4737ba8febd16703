"""Tables: the right delimiter, torn rows listed, rows found again by their place."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.config import ReadSettings
from tui.model import Skipped
from tui.read import table

READ = ReadSettings()


def parsed(data: bytes, *, settings=READ, start=0):
    return list(table.parse(io.BytesIO(data), "a.csv", settings, start=start))


def test_a_place_leads_to_its_row():
    data = 'id,text\n1,"Two\nlines, é"\n\n2,Second\n"3","Third ""row"""'.encode()
    found = parsed(data)
    assert [article.id for article, _ in found] == ["a.csv#1", "a.csv#2", "a.csv#3"]
    for article, text in found:
        assert parsed(data, start=article.offset)[0] == (article, text)
    old = data.decode().encode("cp1252")  # places are of the text in UTF-8, in any encoding
    for (article, text), (again, _) in zip(found, parsed(old), strict=True):
        assert parsed(old, start=again.offset)[0][1] == text
        assert again.offset == article.offset


@pytest.mark.parametrize("before", [10, 1 << 30])
def test_what_was_read_before_makes_no_difference(before):
    csv.field_size_limit(before)  # as another table left it
    [(article, text)] = parsed(b"text," + b"x" * 200_000 + b"\nStory,2\n")
    assert (article.id, text) == ("a.csv#2", "Story")


def test_a_large_table_is_streamed():
    settings = ReadSettings(largest_file=100)
    data = b"\xef\xbb\xbftext\n" + b"".join(b"Story %d\n" % n for n in range(100)) + b"\xff\nLast\n"
    found = parsed(data, settings=settings)
    assert len(found) == 102
    assert found[-2] == Skipped("a.csv", "row 102: not UTF-8")
    article, text = found[-1]
    assert (article.id, text) == ("a.csv#103", "Last")
    assert parsed(data, settings=settings, start=article.offset)[0][1] == text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no column “text” (read.text_field); there are: "),
        (b"a,b,c\n", "no column “text” (read.text_field); there are: a, b, c"),
        (b"text\0\n", "binary: NUL bytes"),
        (b"x" * 2_000, "no table: its first row is too long for names of columns"),
        (b'text\n"open\n', "row 2: torn: unexpected end of data"),
        (b'text\n"a"b\n', "row 2: torn: ',' expected after '\"'"),
        (b"text,b\nonly\n", "row 2: torn: 1 field where the header has 2"),
        (b"text\n" + b"x" * 2_000 + b"\n", "row 2: more than 1,000 bytes (read.largest_article)"),
    ],
)
def test_what_cannot_be_read_is_listed(data, said):
    assert parsed(data, settings=ReadSettings(largest_article=1_000)) == [Skipped("a.csv", said)]


@given(
    st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))),
    st.sampled_from(",;\t|"),
)
def test_what_csv_writes_is_read(texts, delimiter):
    import csv

    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerow(["number", "text"])
    writer.writerows((number, f"word {text}") for number, text in enumerate(texts))
    found = parsed(file.getvalue().encode())
    assert [text for _, text in found] == [f"word {text}" for text in texts]
