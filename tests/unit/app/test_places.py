from pathlib import Path

import pytest

from workbench.app.places import file_name, first_folder, place_for, studies_in, typed_path
from workbench.errors import InvalidActionError


@pytest.mark.parametrize(
    ("title", "file"),
    [
        ("Practitioners' care", "Practitioners-care.qwb"),
        ("../../etc/passwd", "etc-passwd.qwb"),
        ("Étude n° 1", "Étude-n-1.qwb"),
        ("   ", "study.qwb"),
        ("COM1: a|b?", "COM1-a-b.qwb"),
        ("x" * 300, "x" * 60 + ".qwb"),
    ],
)
def test_a_files_name_is_made_of_letters_digits_and_dashes(title, file):
    assert file_name(title) == file


def test_documents_are_offered_where_there_are_any(tmp_path):
    assert first_folder(tmp_path) == tmp_path
    (tmp_path / "Documents").mkdir()
    assert first_folder(tmp_path) == tmp_path / "Documents"


def test_the_ending_is_added_once(tmp_path):
    assert place_for(str(tmp_path), "a") == place_for(str(tmp_path), "a.qwb") == tmp_path / "a.qwb"


def test_a_pasted_path_may_have_quotation_marks(tmp_path):
    assert typed_path(f' "{tmp_path}/a.qwb" ') == tmp_path / "a.qwb"
    assert typed_path("~") == Path.home()


@pytest.mark.parametrize("words", ["", "  ", '""', "postgresql://somewhere/study"])
def test_what_is_no_path_is_a_sentence(words):
    with pytest.raises(InvalidActionError):
        typed_path(words)


def test_studies_are_listed_by_name(tmp_path):
    for name in ("b.qwb", "A.qwb", "c.txt"):
        (tmp_path / name).touch()
    assert [path.name for path in studies_in(tmp_path)] == ["A.qwb", "b.qwb"]
    assert studies_in(tmp_path / "nowhere") == []
