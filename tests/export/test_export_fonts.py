from pathlib import Path
from types import SimpleNamespace

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection

from assistant.export import fonts
from assistant.export.fonts import FontFile, chinese_font, face_of, packaged_font, system_font


def collection(path: Path, *families: str) -> Path:
    made = TTCollection()
    for family in families:
        builder = FontBuilder(1000)
        builder.setupGlyphOrder([".notdef"])
        builder.setupCharacterMap({})
        builder.setupGlyf({".notdef": TTGlyphPen(None).glyph()})
        builder.setupHorizontalMetrics({".notdef": (500, 0)})
        builder.setupHorizontalHeader()
        builder.setupNameTable({"familyName": family, "styleName": "Regular"})
        made.fonts.append(builder.font)
    made.save(path)
    return path


def test_the_packaged_font_has_chinese_letters():
    from fontTools.ttLib import TTFont

    font = packaged_font()
    assert font
    known = TTFont(font.path, lazy=True).getBestCmap()
    assert all(ord(char) in known for char in "新贸通出口退税（）《》“”〔〕，。·›•□√—臺灣")


def test_the_packaged_font_goes_before_that_of_the_system(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fonts, "system_font", lambda: FontFile(Path("other.ttf")))
    assert chinese_font() == packaged_font()
    monkeypatch.setattr(fonts, "packaged_font", lambda: None)
    assert chinese_font() == FontFile(Path("other.ttf"))


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("/f/NotoSansCJK-Regular.ttc\n2\nNoto Sans CJK SC", FontFile(Path("/f/NotoSansCJK-Regular.ttc"), 2)),
        ("/f/DejaVuSans.ttf\n0\nDejaVu Sans", None),
        ("", None),
    ],
)
def test_fontconfig_is_believed_only_when_it_names_the_family(
    monkeypatch: pytest.MonkeyPatch, answer: str, found: FontFile | None
):
    monkeypatch.setattr(fonts, "_SYSTEM", ())
    monkeypatch.setattr(fonts.shutil, "which", lambda _: "/usr/bin/fc-match")
    monkeypatch.setattr(fonts.subprocess, "run", lambda *_, **__: SimpleNamespace(stdout=answer))
    assert system_font() == found


def test_without_fontconfig_known_places_are_looked_at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    place = tmp_path / "some.ttf"
    place.write_bytes(b"")
    monkeypatch.setattr(fonts.shutil, "which", lambda _: None)
    monkeypatch.setattr(fonts, "_SYSTEM", (tmp_path / "none.ttc", place))
    assert system_font() == FontFile(place, 0)


def test_the_simplified_face_of_a_collection_is_taken(tmp_path: Path):
    path = collection(tmp_path / "x.ttc", "Noto Sans CJK JP", "Noto Sans CJK KR", "Noto Sans CJK SC")
    assert face_of(path) == 2
    assert face_of(collection(tmp_path / "y.ttc", "Other")) == 0
