"""The guard of conftest.py that keeps tests off the network."""

import socket

import pytest


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_another_machine_is_refused(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as connection, pytest.raises(OSError, match="tests may not connect"):
        connection.connect((host, 80))


def test_a_name_is_not_looked_up() -> None:
    with pytest.raises(OSError, match="tests may not look up"):
        socket.create_connection(("archive.example", 80))


def test_this_machine_is_reached() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        socket.create_connection(listener.getsockname()[:2]) as connection,
    ):
        assert connection.getpeername() == listener.getsockname()
