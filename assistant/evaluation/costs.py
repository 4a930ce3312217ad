"""What answering costs: processor time and memory of a cold start, and the texts a sync embeds."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from ingest.settings import Settings
from ingest.sync import sync
from kb.model import Frozen

_MEASURE = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(done.returncode)
"""


class ProcessCost(Frozen):
    """Processor seconds and peak memory of one process."""

    cpu_seconds: float
    peak_megabytes: float


class SyncCost(Frozen):
    """Texts embedded by a first sync, and by one after an edited section."""

    first: int
    after_one_edit: int


def process_cost(arguments: list[str]) -> ProcessCost:
    """Run a command to its end and return what it cost.

    It is started by a small process of its own: a child counts its parent's memory at birth as its peak.

    Raises:
        RuntimeError: The command failed.
    """
    measured = subprocess.run(
        [sys.executable, "-I", "-c", _MEASURE, *arguments], capture_output=True, text=True, check=False
    )
    if measured.returncode:
        raise RuntimeError(f"{arguments} ended with {measured.returncode}: {measured.stderr[-300:]}")
    cpu, kilobytes = measured.stdout.split()[-2:]
    return ProcessCost(cpu_seconds=float(cpu), peak_megabytes=int(kilobytes) / 1024)


def ask_cost(question: str) -> ProcessCost:
    """Return what a cold `newtrade ask` costs."""
    code = f"import sys; sys.argv=['newtrade','ask',{question!r}]; from assistant.cli import main; main()"
    return process_cost([sys.executable, "-c", code])


def chroma_import_cost() -> ProcessCost:
    """Return what importing the vector store alone costs."""
    return process_cost([sys.executable, "-c", "import chromadb"])


def sync_cost(settings: Settings) -> SyncCost:
    """Sync the knowledge base into an empty folder, edit one section, sync again.

    Only the vectors that ship with the project are at hand, as in a fresh clone.
    """
    with tempfile.TemporaryDirectory() as folder:
        kb = Path(folder) / "kb"
        shutil.copytree(settings.kb, kb, ignore=shutil.ignore_patterns("__pycache__"))
        fresh = settings.model_copy(update={"kb": kb, "data": Path(folder) / "data"})
        first = sync(fresh).embedded
        _edit_one_section(kb)
        return SyncCost(first=first, after_one_edit=sync(fresh).embedded)


def _edit_one_section(kb: Path) -> None:
    """Add a sentence to the last section that is indexed, that is the one before the page's note on itself."""
    path = max(kb.glob("guides/*/*.zh.md"))
    text = path.read_text(encoding="utf-8")
    head, mark, tail = text.rpartition("\n\n{#about-this-page")
    path.write_text(head + "这是为测量而加的一句话。" + mark + tail, encoding="utf-8")
