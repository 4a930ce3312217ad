import errno
from pathlib import Path

import pytest

from ingest.files import replace_file, storage, write_text
from kb.errors import StorageError


def test_a_file_is_written_with_the_folders_it_needs(tmp_path: Path):
    write_text(tmp_path / "a" / "b" / "c.json", "退税")
    assert (tmp_path / "a" / "b" / "c.json").read_text(encoding="utf-8") == "退税"


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path):
    path = tmp_path / "pointer.json"
    write_text(path, "old")

    def full(temporary: Path) -> None:
        temporary.write_text("ne")
        raise OSError(errno.ENOSPC, "No space left on device", str(temporary))

    with pytest.raises(OSError, match="No space left"):
        replace_file(path, full)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_reader_meets_the_old_text_until_the_new_one_is_whole(tmp_path: Path):
    path = tmp_path / "pointer.json"
    write_text(path, "old")
    seen = []

    def write(temporary: Path) -> None:
        temporary.write_text("new")
        seen.append(path.read_text())

    replace_file(path, write)
    assert seen == ["old"]
    assert path.read_text() == "new"


def test_what_the_file_system_refuses_names_the_path_and_the_reason(tmp_path: Path):
    with pytest.raises(StorageError) as refused, storage(tmp_path):
        (tmp_path / "none" / "such").write_text("x")
    assert refused.value.values == {
        "path": str(tmp_path / "none" / "such"),
        "reason": "No such file or directory",
    }
    assert "No such file" in refused.value.message("en")
    assert str(tmp_path) in refused.value.message("zh")


def test_a_refusal_without_path_or_reason_names_the_folder(tmp_path: Path):
    with pytest.raises(StorageError) as refused, storage(tmp_path):
        raise OSError("odd")
    assert refused.value.values["path"] == tmp_path
    assert "odd" in refused.value.message("en")


def test_other_errors_pass_unchanged(tmp_path: Path):
    with pytest.raises(KeyError), storage(tmp_path):
        raise KeyError("other")
