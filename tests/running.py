"""The app in a process of its own, as the README starts it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ingest.settings import PROJECT


@dataclass
class App:
    """A running app.

    Attributes:
        address: Where it answers.
        log: What it says.
        started_s: Seconds from its start until its server answered.
    """

    address: str
    log: Path
    process: subprocess.Popen[bytes]
    started_s: float = 0.0

    def memory_mb(self) -> int:
        """Return the memory it holds."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) // 1024

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_app(data: Path, port: int = 0, kb: Path = PROJECT / "kb", **settings: str) -> Iterator[App]:
    """Start the app on a data folder; stop it when the block ends.

    Args:
        data: With the index.
        port: Where it listens; a free one by default.
        kb: The knowledge base.
        settings: Further environment variables.
    """
    port = port or free_port()
    log = data / f"streamlit-{port}-{time.monotonic_ns()}.log"
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("NEWTRADE_", "STREAMLIT_"))}
    command = [Path(sys.executable).with_name("streamlit"), "run", "app.py", "--server.port", str(port)]
    began = time.perf_counter()
    with log.open("w") as stream:
        process = subprocess.Popen(
            command,
            cwd=PROJECT,
            stdout=stream,
            stderr=subprocess.STDOUT,
            env={**bare, "NEWTRADE_DATA": str(data), "NEWTRADE_KB": str(kb), **settings},
        )
    app = App(f"http://127.0.0.1:{port}", log, process)
    try:
        _wait(app)
        app.started_s = time.perf_counter() - began
        yield app
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(app: App) -> None:
    for _ in range(600):
        assert app.process.poll() is None, app.log.read_text(encoding="utf-8")
        try:
            with urllib.request.urlopen(f"{app.address}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"Streamlit did not answer within a minute: {app.log.read_text(encoding='utf-8')}")
