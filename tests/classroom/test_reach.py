"""Which addresses a phone might use, found in silence; and whether others have come, without knowing who."""

import socket

import pytest

from debatekit.classroom.web.reach import Callers, in_address, is_loopback, own_addresses


def test_addresses_are_found_without_a_word_on_the_network(monkeypatch):
    def never(*_, **__):
        raise AssertionError("something was sent or looked up")

    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "create_connection"):
        monkeypatch.setattr(socket, name, never)
    kinds = []
    real = socket.socket

    def noted(family=socket.AF_INET, kind=socket.SOCK_STREAM, *rest):
        kinds.append(kind)
        return real(family, kind, *rest)

    monkeypatch.setattr(socket, "socket", noted)
    found = own_addresses()
    assert set(kinds) == {socket.SOCK_DGRAM}
    assert len(found) == len(set(found))
    assert not [address for address in found if is_loopback(address) or address.startswith(("0.", "169.254.", "fe80"))]


def test_a_computer_without_a_network_has_none(monkeypatch):
    def unreachable(self, _):
        raise OSError("Network is unreachable")

    monkeypatch.setattr("socket.socket", type("Cut", (socket.socket,), {"connect": unreachable}))
    assert own_addresses() == []


@pytest.mark.parametrize("host, loopback", [("localhost", True), ("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("0.0.0.0", False), ("192.168.1.5", False), ("kiel", False)])
def test_loopback_is_told(host, loopback):
    assert is_loopback(host) is loopback


def test_addresses_of_the_sixth_version_stand_in_brackets():
    assert (in_address("fd00::2"), in_address("192.0.2.7")) == ("[fd00::2]", "192.0.2.7")


def test_others_are_counted_once_and_this_computer_never():
    callers = Callers(own=["192.0.2.7", "fd00::2"])
    for address in ("127.0.0.1", "::1", "192.0.2.7", "fd00::2", "::ffff:192.0.2.7", ""):
        callers.note(address)
    assert callers.others == 0
    for address in ("192.0.2.8", "192.0.2.8", "::ffff:192.0.2.8", "fd00::3"):
        callers.note(address)
    assert callers.others == 2
    assert "192.0.2.8" not in repr(vars(callers))
