import socket
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

import chromadb
import httpx
import numpy as np
import pytest
from building import Workshop, made_settings

from ingest.chunks import FIELDS, Field, Row
from ingest.settings import Settings
from ingest.store import COLLECTION, ChromaStore, drop_store, fill_store, open_store
from ingest.vectors import Vector
from kb.errors import IndexUnavailableError, StorageError
from kb.model import SectionAddress

TODAY = 20250601


def row(name: str, field: Field = "text", first: int = 20240101, last: int = 99991231) -> Row:
    return Row(name, SectionAddress("d", date(2024, 1, 1), name), "zh", field, first, last, "x")


def vector(*numbers: float) -> Vector:
    found = np.array(numbers, dtype=np.float32)
    return found / np.linalg.norm(found)


@pytest.fixture(params=["embedded", pytest.param("server", marks=pytest.mark.slow)])
def store_settings(request: pytest.FixtureRequest, workshop: Workshop) -> Settings:
    """Both kinds of store must do the same."""
    workshop.settings.index.mkdir(parents=True)
    url = request.getfixturevalue("chroma_url") if request.param == "server" else ""
    return made_settings(workshop.root, chroma_url=url)


@pytest.fixture
def folder(store_settings: Settings) -> Iterator[Path]:
    """The folder of a generation."""
    folder = store_settings.index / f"generation-{id(object())}"
    folder.mkdir()
    yield folder
    drop_store(store_settings, folder)


def test_the_nearest_come_first_with_their_cosine(store_settings: Settings, folder: Path):
    rows = [row("far"), row("near"), row("middle")]
    store = fill_store(store_settings, folder, rows, [vector(-1, 0), vector(1, 0), vector(1, 1)])
    found = store.nearest(vector(1, 0), "text", TODAY, 3)
    assert [name for name, _ in found] == ["near", "middle", "far"]
    assert [cosine for _, cosine in found] == pytest.approx([1.0, 0.7071, -1.0], abs=1e-3)


def test_no_more_are_found_than_asked_for_or_held(store_settings: Settings, folder: Path):
    store = fill_store(store_settings, folder, [row("a"), row("b")], [vector(1, 0), vector(0, 1)])
    assert len(store.nearest(vector(1, 0), "text", TODAY, 1)) == 1
    assert len(store.nearest(vector(1, 0), "text", TODAY, 50)) == 2
    assert store.count() == 2


def test_only_the_field_that_is_asked_for_is_found(store_settings: Settings, folder: Path):
    rows = [row("text"), row("question", field="question")]
    store = fill_store(store_settings, folder, rows, [vector(1, 0), vector(1, 0)])
    assert [name for name, _ in store.nearest(vector(1, 0), "question", TODAY, 5)] == ["question"]


@pytest.mark.parametrize(
    ("day", "found"),
    [(20231231, []), (20240101, ["old"]), (20241231, ["old"]), (20250101, ["new"]), (99991231, ["new"])],
)
def test_only_what_is_in_force_on_the_day_is_found(store_settings: Settings, folder: Path, day: int, found: list[str]):
    rows = [row("old", last=20241231), row("new", first=20250101)]
    store = fill_store(store_settings, folder, rows, [vector(1, 0), vector(1, 0)])
    assert [name for name, _ in store.nearest(vector(1, 0), "text", day, 5)] == found


def test_without_a_day_what_is_in_force_on_any_day_is_found(store_settings: Settings, folder: Path):
    rows = [row("old", last=20241231), row("new", first=20250101)]
    store = fill_store(store_settings, folder, rows, [vector(1, 0), vector(1, 0)])
    assert {name for name, _ in store.nearest(vector(1, 0), "text", None, 5)} == {"old", "new"}


def test_a_store_opened_again_holds_what_was_stored(store_settings: Settings, folder: Path):
    fill_store(store_settings, folder, [row("a")], [vector(1, 0)])
    again = open_store(store_settings, folder)
    assert again.count() == 1
    assert again.nearest(vector(1, 0), "text", TODAY, 1)[0][0] == "a"


def test_more_rows_than_one_batch_are_all_stored(store_settings: Settings, folder: Path):
    rows = [row(f"r{n}") for n in range(1203)]
    angles = np.linspace(0, np.pi / 2, len(rows))
    store = fill_store(store_settings, folder, rows, [vector(np.cos(a), np.sin(a)) for a in angles])
    assert store.count() == len(rows)
    assert store.nearest(vector(np.cos(angles[700]), np.sin(angles[700])), "text", TODAY, 1)[0][0] == "r700"


def test_a_dropped_generation_is_gone_and_may_be_dropped_again(store_settings: Settings, folder: Path):
    fill_store(store_settings, folder, [row("a")], [vector(1, 0)])
    drop_store(store_settings, folder)
    assert not folder.exists()
    if store_settings.chroma_url:
        assert not {f"{COLLECTION}-{folder.name}-{field}" for field in FIELDS} & set(
            collections(store_settings.chroma_url)
        )
    drop_store(store_settings, folder)


@pytest.mark.slow
def test_a_server_and_an_embedded_store_find_the_same(workshop: Workshop, chroma_url: str):
    found = []
    for url in ("", chroma_url):
        settings = made_settings(workshop.root, chroma_url=url, data=workshop.root / f"data{bool(url)}")
        workshop.settings = settings
        workshop.sync()
        index = workshop.open()
        days = (20230101, 20240601, 20250601)
        asked = [workshop.engine.embed_query(q) for q in ("啥时候能退税", "any limit", "打哪个电话", "refund")]
        found.append(
            [
                [(name, round(cosine, 4)) for name, cosine in index.store.nearest(vector(*v), field, day, 8)]
                for v, field, day in product(asked, ("text", "question"), days)
            ]
        )
    assert any(found[0])
    for embedded, served in zip(*found, strict=True):
        assert dict(embedded) == pytest.approx(dict(served), abs=2e-4)


@pytest.mark.slow
def test_generations_that_are_not_kept_leave_no_collection_on_the_server(workshop: Workshop, chroma_url: str):
    workshop.settings = made_settings(workshop.root, chroma_url=chroma_url)
    before = collections(chroma_url)
    for text in ("一。", "二。", "三。", "四。"):
        workshop.tell(text)
        workshop.sync()
    mine = collections(chroma_url) - before
    assert mine == {f"{COLLECTION}-{name}-{field}" for name in workshop.folders() for field in FIELDS}
    assert len(mine) == workshop.settings.keep * len(FIELDS)
    assert workshop.says() == "四。"


@pytest.mark.slow
def test_a_sync_that_fails_leaves_no_collection_on_the_server(workshop: Workshop, chroma_url: str):
    workshop.settings = made_settings(workshop.root, chroma_url=chroma_url)
    workshop.sync()
    before = collections(chroma_url)
    workshop.tell("新的回答。")

    def fail(stage: str) -> None:
        if stage == "proven":
            raise RuntimeError(stage)

    with pytest.raises(RuntimeError):
        workshop.sync(on_stage=fail)
    assert collections(chroma_url) == before


def test_a_server_that_is_down_is_named_with_the_way_out(workshop: Workshop):
    url = f"http://127.0.0.1:{closed_port()}"
    settings = made_settings(workshop.root, chroma_url=url)
    with pytest.raises(IndexUnavailableError) as down:
        open_store(settings, workshop.root / "generation")
    assert down.value.key == "error.chroma-server"
    assert url in down.value.message("zh")
    assert "chroma run" in down.value.message("en")


def test_a_sync_while_the_server_is_down_says_so_and_keeps_what_was_computed(workshop: Workshop):
    workshop.settings = made_settings(workshop.root, chroma_url=f"http://127.0.0.1:{closed_port()}")
    with pytest.raises(IndexUnavailableError) as down:
        workshop.sync()
    assert down.value.key == "error.chroma-server"
    workshop.settings = made_settings(workshop.root)
    assert workshop.sync().embedded == 0
    assert workshop.strays() == []


@pytest.mark.slow
def test_a_generation_is_not_forgotten_while_its_server_is_down(workshop: Workshop, chroma_url: str):
    workshop.settings = made_settings(workshop.root, chroma_url=chroma_url)
    folder = workshop.settings.index / "generation-down"
    folder.mkdir(parents=True)
    fill_store(workshop.settings, folder, [row("a")], [vector(1, 0)])
    drop_store(made_settings(workshop.root, chroma_url=f"http://127.0.0.1:{closed_port()}"), folder)
    assert folder.exists()
    drop_store(workshop.settings, folder)
    assert not folder.exists()
    assert not {f"{COLLECTION}-generation-down-{field}" for field in FIELDS} & set(collections(chroma_url))


@pytest.mark.slow
def test_a_generation_without_its_collection_on_the_server_is_built_again(workshop: Workshop, chroma_url: str):
    workshop.settings = made_settings(workshop.root, chroma_url=chroma_url)
    name = workshop.sync().manifest.name
    client(chroma_url).delete_collection(f"{COLLECTION}-{name}-text")
    with pytest.raises(IndexUnavailableError) as broken:
        workshop.open()
    assert "newtrade sync" in broken.value.message("en")
    assert workshop.sync().swapped
    assert workshop.open().store.count() == workshop.open().manifest.chunks


def test_a_folder_that_cannot_be_written_is_named(workshop: Workshop):
    folder = workshop.root / "generation"
    folder.write_text("a file where the folder should be")
    with pytest.raises(StorageError) as refused:
        fill_store(workshop.settings, folder, [row("a")], [vector(1, 0)])
    assert str(folder) in refused.value.message("en")
    for _ in range(3):  # Chroma itself says something else every second time
        with pytest.raises(IndexUnavailableError) as closed:
            open_store(workshop.settings, folder)
        assert closed.value.key == "error.chroma-folder"


@pytest.mark.parametrize("failure", [httpx.ConnectError("refused"), httpx.ReadTimeout(""), ConnectionResetError()])
def test_a_server_that_goes_away_while_an_index_is_open_is_a_clear_error(failure: Exception):
    class Gone:
        def get_or_create_collection(self, *_: object, **__: object) -> "Gone":
            return self

        def query(self, **_: object) -> None:
            raise failure

        add = count = query

    store = ChromaStore(Gone, "newtrade-x", "http://127.0.0.1:1")
    for ask in (store.count, lambda: store.nearest(vector(1, 0), "text", TODAY, 1)):
        with pytest.raises(IndexUnavailableError) as gone:
            ask()
        assert "chroma run" in gone.value.message("en")


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def client(url: str) -> chromadb.ClientAPI:
    host, _, port = url.removeprefix("http://").partition(":")
    return chromadb.HttpClient(host=host, port=int(port))


def collections(url: str) -> set[str]:
    return {collection.name for collection in client(url).list_collections()}
