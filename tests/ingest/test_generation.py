from datetime import UTC, datetime

import pytest
from building import FakeEmbeddings, Workshop

from ingest.chunks import Row, chunks
from ingest.generation import (
    FORMAT,
    MANIFEST,
    POINTER,
    Pointer,
    finished,
    library_digest,
    new_name,
    read_library,
    read_manifest,
    read_pointer,
    read_rows,
    write_manifest,
    write_pointer,
    write_texts,
)
from kb.errors import IndexUnavailableError


def test_names_sort_by_time_and_are_never_used_twice():
    names = [new_name() for _ in range(300)]
    assert names == sorted(names)
    assert len(set(names)) == len(names)
    assert names[0].startswith(f"{datetime.now(UTC):%Y%m%d}")


def test_there_is_no_pointer_before_the_first_sync(workshop: Workshop):
    assert read_pointer(workshop.settings.index) is None


def test_the_pointer_is_read_back(workshop: Workshop):
    for pointer in (Pointer(current="a"), Pointer(current="b", previous="a")):
        write_pointer(workshop.settings.index, pointer)
        assert read_pointer(workshop.settings.index) == pointer


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b"{}", b'{"current": 3}', b"\xff\xfe\x00", b'{"current": "a", "x": 1}']
)
def test_a_damaged_pointer_is_a_clear_error(workshop: Workshop, damage: bytes):
    workshop.settings.index.mkdir(parents=True)
    (workshop.settings.index / POINTER).write_bytes(damage)
    with pytest.raises(IndexUnavailableError) as broken:
        read_pointer(workshop.settings.index)
    assert POINTER in broken.value.message("zh")
    assert "newtrade sync" in broken.value.message("en")


def test_a_folder_in_place_of_the_pointer_is_a_clear_error(workshop: Workshop):
    (workshop.settings.index / POINTER).mkdir(parents=True)
    with pytest.raises(IndexUnavailableError):
        read_pointer(workshop.settings.index)


def test_the_digest_of_a_library_changes_with_anything_in_it(workshop: Workshop):
    digests = [library_digest(workshop.base.library())]
    workshop.base.edit("glossary.yaml", "国外仓库", "国外的仓库")
    digests.append(library_digest(workshop.base.library()))
    workshop.base.edit("guides/refund/questions.yaml", "出口多久退", "出口几天退")
    digests.append(library_digest(workshop.base.library()))
    workshop.base.edit("catalog/overseas/2024-01-01.zh.md", "value: 退税,", "value: 退（免）税,")
    digests.append(library_digest(workshop.base.library()))
    assert len(set(digests)) == 4
    assert library_digest(workshop.base.library()) == digests[-1]


def test_library_and_rows_are_read_back_as_they_were(workshop: Workshop):
    library = workshop.base.library()
    wanted = chunks(library)
    folder = workshop.settings.index / "g"
    write_texts(folder, library, wanted)
    assert read_library(folder) == library
    assert read_rows(folder) == tuple(Row.of(chunk) for chunk in wanted)


def test_the_manifest_tells_what_a_generation_is_made_of(workshop: Workshop):
    library = workshop.base.library()
    wanted = chunks(library)
    folder = workshop.settings.index / "g"
    folder.mkdir(parents=True)
    manifest = write_manifest(folder, library, wanted, FakeEmbeddings(), None, {})
    assert read_manifest(folder) == manifest
    assert (manifest.name, manifest.embedding, manifest.dimension) == ("g", "fake/words", 64)
    assert (manifest.documents, manifest.versions, manifest.sections) == (2, 3, 7)
    assert manifest.chunks == len(wanted)
    assert manifest.library_digest == library_digest(library)


def test_a_manifest_of_older_code_is_not_read(workshop: Workshop):
    folder = workshop.settings.index / "g"
    folder.mkdir(parents=True)
    library = workshop.base.library()
    write_manifest(folder, library, chunks(library), FakeEmbeddings(), None, {})
    path = folder / MANIFEST
    path.write_text(path.read_text().replace(f'"format": {FORMAT}', f'"format": {FORMAT - 1}'))
    assert read_manifest(folder) is None


def test_only_finished_generations_are_listed_newest_first(workshop: Workshop):
    index = workshop.settings.index
    assert finished(index) == ()
    library = workshop.base.library()
    for name in ("1", "3", "2", "unfinished"):
        (index / name).mkdir(parents=True)
        if name != "unfinished":
            write_manifest(index / name, library, chunks(library), FakeEmbeddings(), None, {})
    assert finished(index) == ("3", "2", "1")
