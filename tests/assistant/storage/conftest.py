"""Storage on both databases: an SQLite file, and a PostgreSQL server that the tests start themselves."""

import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, NullPool, create_engine, make_url, text

from assistant.storage import Database, Storage

# Read here: no setting reaches a test.
GIVEN = os.environ.get("NEWTRADE_TEST_POSTGRES", "")
REQUIRED = os.environ.get("NEWTRADE_REQUIRE_POSTGRES") == "1"
KINDS = ("sqlite", "postgresql")


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs; Debian keeps them off the path."""
    found = shutil.which("initdb")
    if found and shutil.which("pg_ctl"):
        return Path(found).parent
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(folders, key=lambda folder: int(folder.parent.name), default=None)


def other_user() -> dict[str, str]:
    """Return as whom the server runs: it refuses to run as root."""
    return {"user": "postgres"} if os.geteuid() == 0 else {}


@pytest.fixture(scope="session")
def server() -> Iterator[URL]:
    """Address of a PostgreSQL server, started for the tests unless NEWTRADE_TEST_POSTGRES names one."""
    if GIVEN:
        yield make_url(GIVEN).set(drivername="postgresql+psycopg")
        return
    folder = programs()
    if folder is None:
        reason = "no initdb and pg_ctl here and no NEWTRADE_TEST_POSTGRES; install postgresql to run these tests"
        if REQUIRED:
            pytest.fail(reason)
        pytest.skip(reason)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    place = Path(tempfile.mkdtemp(prefix="newtrade-postgres-"))
    if other_user():
        shutil.chown(place, "postgres")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={place} -c fsync=off"
    control = [folder / "pg_ctl", "-D", place / "data", "-w", "-l", place / "log"]

    def run(*command: str | Path) -> None:
        ran = subprocess.run(
            command,
            cwd=place,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=(place / "out").open("ab"),
            stderr=subprocess.STDOUT,
            timeout=120,
            **other_user(),  # type: ignore[call-overload]
        )
        assert ran.returncode == 0, (place / "out").read_text()

    try:
        run(folder / "initdb", "-D", place / "data", "-A", "trust", "-U", "newtrade", "-E", "UTF8", "--locale=C", "-N")
        run(*control, "-o", options, "start")
        try:
            yield URL.create("postgresql+psycopg", "newtrade", host="127.0.0.1", port=port, database="postgres")
        finally:
            run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def postgres(server: URL) -> Iterator[URL]:
    """Address of a schema of the test's own on the server."""
    schema = f"test_{uuid.uuid4().hex}"
    engine = create_engine(server, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    yield server.update_query_dict({"options": f"-csearch_path={schema}"})
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """Address of an empty database: once an SQLite file, once on a PostgreSQL server."""
    if request.param == "sqlite":
        return URL.create("sqlite", database=str(tmp_path / "data" / "conversations.sqlite"))
    address: URL = request.getfixturevalue("postgres")
    return address


@pytest.fixture
def open_anew(address: URL) -> Iterator[Callable[[], Storage]]:
    """Open the test's database, each time as another process would."""
    opened: list[Storage] = []

    def storage() -> Storage:
        opened.append(Storage.on(Database(address, patience_s=20)))
        return opened[-1]

    yield storage
    for storage_ in opened:
        storage_.database.close()


@pytest.fixture
def storage(open_anew: Callable[[], Storage]) -> Storage:
    """An empty storage."""
    return open_anew()
