"""A real PostgreSQL for the tests: one server a session in a folder of its own, a fresh database for each test.

The server listens on a Unix socket only, so no port is taken; it runs as somebody who is not root, as PostgreSQL insists, and
dies with the tests. Databases are copied from a template that was upgraded once. Where it cannot be started the tests fail and
say what to install: a database that is promised is a database that is tested.
"""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg

from returnflow.database import Database

INSTALL = "install Debian's package: apt-get install --no-install-recommends postgresql"
PATIENCE_S = 60
OWNER, TEMPLATE = "returnflow", "empty"
QUICK = (  # nothing here has to survive a power cut
    "fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "shared_buffers=32MB", "max_connections=200",
    "max_wal_senders=0", "wal_level=minimal", "listen_addresses=", "unix_socket_permissions=0777", "log_min_messages=warning",
)  # fmt: skip


class Postgres:
    """One server. `url` of a database is SQLAlchemy's, by the socket's folder."""

    def __init__(self, folder, process):
        self.folder = folder
        self.pid = process.pid
        self._process = process
        self._copying = ""
        self._made = 0

    def url(self, database):
        """SQLAlchemy's URL of one database."""
        return f"postgresql+psycopg://{OWNER}@/{database}?host={self.folder}"

    def upgraded(self):
        """Make the template: an empty database at the newest schema."""
        # Version 15 copies through its log unless told otherwise: 80 ms a test instead of 25. Before 15 it always copies files.
        self._copying = " STRATEGY FILE_COPY" if self._version() >= 150_000 else ""
        self._say(f"CREATE DATABASE {TEMPLATE}")
        template = Database(self.url(TEMPLATE))
        template.upgrade()
        template.close()
        return self

    @contextmanager
    def database(self, template=TEMPLATE):
        """The URL of a fresh copy of the template, gone at the end with whoever is still connected. `template0` has no schema."""
        self._made += 1
        name = f"test_{self._made}"
        self._say(f"CREATE DATABASE {name} TEMPLATE {template}{self._copying}")
        try:
            yield self.url(name)
        finally:
            self._say(f"DROP DATABASE {name} WITH (FORCE)")

    def stop(self):
        """Stop it and wait for it."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(PATIENCE_S)

    def _version(self):
        with self._connect() as connection:
            return connection.info.server_version

    def _say(self, statement):
        with self._connect() as connection:
            connection.execute(statement)

    def _connect(self):
        return psycopg.connect(host=str(self.folder), user=OWNER, dbname="postgres", autocommit=True)


@contextmanager
def running():
    """A server with its template, for as long as the block lasts."""
    programs, user = _programs(), _somebody_but_root()
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # short: a socket's path may have 107 characters
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    folder.chmod(0o755)
    try:
        process = _start(programs, user, folder)
        server = Postgres(folder, process)
        try:
            _wait(server, process, folder / "log")
            yield server.upgraded()
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start(programs, user, folder):
    as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    init = [programs / "initdb", "-D", folder / "data", "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    made = subprocess.run([*map(str, init)], capture_output=True, text=True, cwd="/", timeout=PATIENCE_S, **as_user)
    assert made.returncode == 0, f"initdb failed: {made.stderr.strip() or made.stdout.strip()}. {INSTALL}"
    options = [word for setting in (*QUICK, f"unix_socket_directories={folder}") for word in ("-c", setting)]
    command = [str(programs / "postgres"), "-D", str(folder / "data"), *options]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            command, cwd="/", stdin=subprocess.DEVNULL, stdout=log, stderr=log, preexec_fn=_dies_with_us, **as_user
        )


def _dies_with_us():
    """Ask the kernel for SIGQUIT (an immediate shutdown) when the tests go, however they go."""
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGQUIT)


def _wait(server, process, log):
    until = time.monotonic() + PATIENCE_S
    while process.poll() is None and time.monotonic() < until:
        try:
            server._say("SELECT 1")
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise AssertionError(f"PostgreSQL did not start: {log.read_text(errors='replace').strip()[-2000:]}")


def _programs():
    """The folder with `initdb` and `postgres`: the newest of Debian's, else that of the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        raise AssertionError(f"the tests need a real PostgreSQL, and initdb is not to be found. {INSTALL}")
    return (found[-1] if found else Path(on_path)).parent


def _somebody_but_root():
    """Who runs the server when the tests run as root, else None."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise AssertionError(f"PostgreSQL refuses to run as root and there is no user postgres. {INSTALL}")
