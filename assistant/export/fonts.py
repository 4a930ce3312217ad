"""The font that is embedded in a PDF: it must have the Chinese characters, and come as a file."""

import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from kb.errors import NewTradeError

_PACKAGE, _FILE = "pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"
_FAMILY = "Noto Sans CJK SC"
_SYSTEM = (
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc"),
    Path("/System/Library/Fonts/STHeiti Light.ttc"),
    Path("C:/Windows/Fonts/msyh.ttc"),
)


@dataclass(frozen=True)
class FontFile:
    """A font's file and, in a collection, the number of the face with Chinese forms of the characters."""

    path: Path
    face: int = 0


def chinese_font() -> FontFile:
    """Return a font with Chinese characters: the one that comes as a package, else one of the system.

    Raises:
        NewTradeError: There is none; the message says what to install.
    """
    found = packaged_font() or system_font()
    if found is None:
        raise NewTradeError("error.export-font")
    return found


def packaged_font() -> FontFile | None:
    """Return Noto Sans SC out of its package: the same letters on every machine."""
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).with_name(_FILE)
    return FontFile(path) if path.is_file() else None


def system_font() -> FontFile | None:
    """Return Noto Sans CJK as fontconfig knows it, else a font where systems keep them."""
    return _by_fontconfig() or next((FontFile(path, face_of(path)) for path in _SYSTEM if path.is_file()), None)


def _by_fontconfig() -> FontFile | None:
    command = shutil.which("fc-match")
    if command is None:
        return None
    asked = [command, "--format", "%{file}\n%{index}\n%{family}", _FAMILY]
    ran = subprocess.run(asked, capture_output=True, text=True, timeout=20, check=False)
    file, index, family = [*ran.stdout.splitlines(), "", "", ""][:3]
    # Without the family fontconfig answers with any other, which may have no Chinese at all.
    return FontFile(Path(file), int(index)) if _FAMILY in family and index.isdigit() else None


def face_of(path: Path) -> int:
    """Return the number of the simplified Chinese face of a collection; 0 where no face says so."""
    from fontTools.ttLib import TTCollection

    if path.suffix.lower() not in {".ttc", ".otc"}:
        return 0
    collection = TTCollection(path, lazy=True)
    names = [font["name"].getBestFamilyName() or "" for font in collection.fonts]
    return next((place for place, name in enumerate(names) if name.split()[-1:] == ["SC"]), 0)
