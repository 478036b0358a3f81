"""Which addresses are asked, and which machines never are."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.fetching.addresses import AddressRefused, check_address, is_public, resolve_name


def known(*machines: str):
    return lambda host, port: machines


@pytest.mark.parametrize(
    "machine",
    [
        *("127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255"),
        *("192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "239.1.1.1", "255.255.255.255"),
        *("240.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "192.0.0.170"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "fec0::1"),
        *("::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::808:808"),
        *("64:ff9b:1::1", "2002:7f00:1::", "2001:db8::1", "2001::1", "100::1", "no address", ""),
    ],
)  # fmt: skip
def test_what_is_not_of_the_public_internet_is_never_asked(machine):
    assert not is_public(machine)
    with pytest.raises(AddressRefused, match="a network of its own"):
        check_address("https://post.example/", known(machine))
    with pytest.raises(AddressRefused, match="a network of its own"):
        check_address("https://post.example/", known("93.184.216.34", machine))


@pytest.mark.parametrize("machine", ["93.184.216.34", "8.8.8.8", "172.32.0.1", "2606:2800::1"])
def test_what_is_public_is_asked(machine):
    assert check_address("https://post.example/", known(machine)).machines == (machine,)


@pytest.mark.parametrize(
    "address, told",
    [
        ("", "not an address"),
        ("post.example", "not an address"),
        ("ftp://post.example/", "not an address"),
        ("file:///etc/passwd", "not an address"),
        ("javascript:alert(1)", "not an address"),
        ("http://", "not an address"),
        ("http:///path", "not an address"),
        ("http://[::1", "not an address"),
        ("http://post.example:99999/", "not an address"),
        ("http://post.example:port/", "not an address"),
        ("http://po st.example/", "a space"),
        ("http://post.example/a\r\nHost: x", "a space"),
        ("http://post.example\\@127.0.0.1/", "a space"),
        ("http://mo:secret@post.example/", "a user's name or a password"),
        ("http://@post.example/", "a user's name or a password"),
        ("http://post.example:22/", "Its port 22 is not asked; only 80 and 443 are."),
        ("http://post.example/" + "a" * 2000, "more than 2,000 characters"),
        ("http://\ud800.example/", "a space"),
        ("http://" + "ü" * 70 + ".example/", "not an address"),
    ],
)
def test_what_is_no_address_says_why(address, told):
    with pytest.raises(AddressRefused, match=told):
        check_address(address, known("93.184.216.34"))


@pytest.mark.parametrize(
    "address, asked",
    [
        ("https://post.example", ("https", "post.example", 443, "/", "post.example")),
        ("http://Post.Example.:80/a?b=c#d", ("http", "post.example", 80, "/a?b=c", "post.example")),
        ("https://bücher.example/ä?q=ü", ("https", "xn--bcher-kva.example", 443, "/%C3%A4?q=%C3%BC", "xn--bcher-kva.example")),
        ("http://post.example:443/%C3%A4", ("http", "post.example", 443, "/%C3%A4", "post.example:443")),
        ("https://[2606:2800::1]/", ("https", "2606:2800::1", 443, "/", "[2606:2800::1]")),
    ],
)  # fmt: skip
def test_how_it_is_asked_for(address, asked):
    target = check_address(f"  {address}\n", known("93.184.216.34"))
    assert (target.scheme, target.host, target.port, target.path, target.host_header) == asked
    assert check_address(target.address, known("93.184.216.34")) == target


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f000001", "0177.0.0.1", "localhost"])
def test_other_ways_to_write_this_machine_are_seen_through(host):
    try:
        machines = resolve_name(host, 80)
    except OSError:
        machines = []
    assert not any(map(is_public, machines))
    with pytest.raises(AddressRefused):
        check_address(f"http://{host}/")


@pytest.mark.parametrize("error", [OSError(), UnicodeError()])
def test_a_name_that_nobody_knows_is_told(error):
    def resolve(host, port):
        raise error

    with pytest.raises(AddressRefused, match=r"There is no host post\.example"):
        check_address("https://post.example/", resolve)
    with pytest.raises(AddressRefused, match="There is no host"):
        check_address("https://post.example/", known())


@given(st.text(max_size=60))
def test_whatever_is_typed_is_checked_or_refused(address):
    with suppress(AddressRefused):
        target = check_address(address, known("93.184.216.34"))
        assert target.address.isascii()
        assert " " not in target.path
