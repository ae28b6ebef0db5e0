"""Connecting: TLS to the server that is meant and no other, directly and through a proxy."""

from __future__ import annotations

import asyncio
import datetime
import ssl
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ringout_host.ringcentral import way as way_module
from ringout_host.ringcentral.http1 import HttpRequest, NotSentError
from ringout_host.ringcentral.way import Way

from .servers import Serve, server


def certificate(folder: Path, host: str) -> Path:
    """A key and a certificate for `host` that vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / f"{host}.pem"
    path.write_bytes(pem + made.public_bytes(serialization.Encoding.PEM))
    return path


def tls(folder: Path, host: str = "localhost") -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """For a server with that name, and for a client that trusts it."""
    path = certificate(folder, host)
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(path)
    return serving, ssl.create_default_context(cafile=str(path))


async def greeting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")


def tunnelling(heads: list[bytes], answer: bytes = b"HTTP/1.1 200 Connected\r\n\r\n") -> Serve:
    """A proxy that passes bytes both ways, and remembers what it was asked."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await reader.readuntil(b"\r\n\r\n"))
        place = heads[-1].split()[1].decode()
        writer.write(answer)
        far_reader, far_writer = await asyncio.open_connection(*place.rsplit(":", 1))

        async def passing(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
            while data := await source.read(1 << 16):
                sink.write(data)

        try:
            await asyncio.gather(passing(reader, far_writer), passing(far_reader, writer))
        finally:
            far_writer.transport.abort()

    return serve


async def hello(way: Way) -> bytes | None:
    connection = await way.open()
    try:
        until = asyncio.get_running_loop().time() + 5
        return (await connection.exchange(HttpRequest("GET", "/x", (("Host", "x"),)), until)).body
    finally:
        connection.abort()
        await asyncio.sleep(0)


def test_a_server_that_is_trusted(tmp_path: Path) -> None:
    async def main() -> bytes | None:
        serving, trusting = tls(tmp_path)
        async with server(greeting, serving) as url:
            return await hello(Way(url, trusting))

    assert asyncio.run(main()) == b"hello"


def test_a_server_that_nobody_vouches_for(tmp_path: Path) -> None:
    async def main() -> None:
        serving, _ = tls(tmp_path)
        async with server(greeting, serving) as url:
            with pytest.raises(NotSentError) as caught:
                await Way(url, ssl.create_default_context()).open()
            assert caught.value.why == "SSLCertVerificationError"

    asyncio.run(main())


def test_a_server_with_another_name(tmp_path: Path) -> None:
    async def main() -> None:
        serving, trusting = tls(tmp_path, "elsewhere.example")
        async with server(greeting, serving) as url:
            with pytest.raises(NotSentError):
                await Way(url, trusting).open()

    asyncio.run(main())


def test_a_server_that_only_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(way_module, "CONNECT", 0.1)

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async def main() -> None:
        async with server(silent) as url:
            with pytest.raises(NotSentError) as caught:
                await Way(url.replace("http:", "https:"), ssl.create_default_context()).open()
            assert caught.value.why == "TimeoutError"

    asyncio.run(main())


@pytest.mark.parametrize("secure", [False, True], ids=["an http proxy", "an https proxy"])
def test_through_a_proxy(tmp_path: Path, secure: bool) -> None:
    heads: list[bytes] = []

    async def main() -> bytes | None:
        serving, trusting = tls(tmp_path)
        async with (
            server(greeting, serving) as url,
            server(tunnelling(heads), serving if secure else None) as proxy,
        ):
            return await hello(Way(url, trusting, proxy.replace("://", "://me:pass%20word@")))

    assert asyncio.run(main()) == b"hello"
    assert heads[0].startswith(b"CONNECT localhost:")
    assert b"Proxy-Authorization: Basic bWU6cGFzcyB3b3Jk\r\n" in heads[0]


def test_a_proxy_that_listens_in_is_noticed(tmp_path: Path) -> None:
    async def main() -> None:
        serving, _ = tls(tmp_path, "localhost")
        _, trusting = tls(tmp_path, "elsewhere.example")
        async with server(greeting, serving) as url, server(tunnelling([])) as proxy:
            with pytest.raises(NotSentError):
                await Way(url, trusting, proxy).open()

    asyncio.run(main())


@pytest.mark.parametrize(
    "answer", [b"HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n", b"", b"HTTP/1.1 200 OK\r\n\r\n"]
)
def test_a_proxy_that_does_not_connect(answer: bytes) -> None:
    async def refusing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)

    async def main() -> None:
        async with server(refusing) as proxy:
            with pytest.raises(NotSentError):
                await Way("https://platform.ringcentral.com", ssl.create_default_context(), proxy).open()

    asyncio.run(main())


@pytest.mark.parametrize("address", ["ftp://localhost", "https://", "https://localhost:99999", "localhost:1"])
def test_addresses_that_cannot_be_used(address: str) -> None:
    context = ssl.create_default_context()
    with pytest.raises(ValueError, match=r".*"):
        Way(address, context)
    with pytest.raises(ValueError, match=r".*"):
        Way("https://localhost", context, address)
