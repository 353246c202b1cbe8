"""The network of the office: a certificate that is believed, citizens who are asked about none."""

import http.client
import json
import re
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from deploy.office_network import certificates, machine_names
from deploy.office_network.__main__ import main
from deploy.office_network.machine_names import Called
from shared import clock, config
from shared.records import SignIn
from tests.devices.front_door import FILES, FrontDoor
from tests.office import PASSWORD
from tests.running import Running

HERE = Called(("localhost", "loket", "loket.local"), (ip_address("127.0.0.1"),))
ROUTES = Path(__file__).parents[1] / "guards" / "routes.txt"
_SIGN_IN = ("/masuk", "/mulai", "/keluar", "/akun", "/api/v1/sign-in/")
_PROGRAMS = ("/metrics", "/api/openapi.json")


@pytest.fixture
def tls(tmp_path: Path) -> Path:
    folder = tmp_path / "tls"
    assert certificates.renew(folder, HERE)
    return folder


def believed(tls: Path, name: str, chain: Path | None = None) -> bool:
    """Whether somebody who knows only the authority reaches `name` with this certificate."""
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(chain or tls / certificates.MACHINE, tls / certificates.MACHINE_KEY)
    client = ssl.create_default_context(cafile=str(tls / certificates.AUTHORITY))
    asked, answered = ssl.MemoryBIO(), ssl.MemoryBIO()
    ours = client.wrap_bio(answered, asked, server_hostname=name)
    theirs = server.wrap_bio(asked, answered, server_side=True)
    for _ in range(4):
        for one in (ours, theirs):
            try:
                one.do_handshake()
            except ssl.SSLWantReadError:
                continue
            except ssl.SSLCertVerificationError:
                return False
    return True


class TestCertificates:
    def test_whoever_believes_the_authority_believes_the_machine_and_no_other(self, tls):
        assert all(believed(tls, name) for name in ("loket", "loket.local", "127.0.0.1"))
        assert not believed(tls, "lain.local")
        assert not believed(tls, "127.0.0.2")

    def test_a_stolen_authority_speaks_for_nobody_outside_the_office(self, tls, tmp_path):
        forged = _forged(tls, "bank.example")
        chain = tmp_path / "forged.crt"
        chain.write_bytes(forged + (tls / certificates.AUTHORITY).read_bytes())
        assert not believed(tls, "bank.example", chain)
        chain.write_bytes(_forged(tls, "other.local") + (tls / certificates.AUTHORITY).read_bytes())
        assert believed(tls, "other.local", chain)  # so it was not the forging that failed

    def test_keys_are_their_owners_alone(self, tls):
        modes = {path.name: path.stat().st_mode & 0o777 for path in tls.iterdir()}
        assert modes == {
            "kantor.crt": 0o644,
            "kantor.key": 0o600,
            "mesin.crt": 0o644,
            "mesin.key": 0o600,
        }

    def test_it_is_renewed_before_it_ends_and_the_authority_stays(self, tls, monkeypatch):
        assert not certificates.is_due(tls, HERE)
        before = certificates.fingerprint(tls)
        now = clock.now()
        monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=370))
        assert certificates.is_due(tls, HERE)
        assert not certificates.renew(tls, HERE)
        assert not certificates.is_due(tls, HERE)
        assert certificates.fingerprint(tls) == before

    def test_another_address_asks_for_another_certificate(self, tls):
        moved = replace(HERE, addresses=(*HERE.addresses, ip_address("192.168.7.20")))
        assert certificates.is_due(tls, moved)
        certificates.renew(tls, moved)
        assert believed(tls, "192.168.7.20")
        assert not certificates.is_due(tls, moved)

    def test_what_the_authority_may_not_vouch_for_is_left_out_and_told(self, tls):
        wide = Called((*HERE.names, "antrean.example"), (*HERE.addresses, ip_address("8.8.8.8")))
        assert not certificates.is_due(tls, wide)
        assert certificates.left_out(tls, wide) == ["antrean.example", "8.8.8.8"]

    def test_a_clock_that_was_wrong_at_set_up_is_made_good(self, tmp_path, monkeypatch):
        now = clock.now()
        monkeypatch.setattr(clock, "now", lambda: now - timedelta(days=900))
        certificates.renew(tmp_path, HERE)
        monkeypatch.setattr(clock, "now", lambda: now)
        assert certificates.is_due(tmp_path, HERE)
        certificates.renew(tmp_path, HERE)
        assert believed(tmp_path, "loket")

    def test_the_machine_is_called_as_the_program_answers(self, tmp_path):
        settings = config.load({}, data=tmp_path, hosts="antrean.lan, 10.9.8.7", bind="0.0.0.0")
        called = machine_names.called(settings)
        assert {"antrean.lan", "localhost", socket.gethostname().lower()} <= set(called.names)
        assert {"127.0.0.1", "::1", "10.9.8.7"} <= {str(one) for one in called.addresses}
        assert "0.0.0.0" not in map(str, called.addresses)

    def test_the_command_does_nothing_a_second_time(self, tmp_path, monkeypatch, capsys):
        monkeypatch.setenv("ANTREAN_DATA", str(tmp_path / "data"))
        folder = tmp_path / "tls"
        assert main([str(folder), "--due"]) == 0
        assert not folder.exists()
        assert main([str(folder)]) == 0
        assert certificates.fingerprint(folder) in capsys.readouterr().out
        made = (folder / certificates.MACHINE).read_bytes()
        assert main([str(folder), "--due"]) == 1
        assert main([str(folder)]) == 0
        assert (folder / certificates.MACHINE).read_bytes() == made


def _forged(tls: Path, name: str) -> bytes:
    """A certificate for `name` by whoever has the authority's key, for this machine's own key."""
    load = serialization.load_pem_private_key
    signer = load((tls / certificates.AUTHORITY_KEY).read_bytes(), None)
    key = load((tls / certificates.MACHINE_KEY).read_bytes(), None)
    assert isinstance(signer, ec.EllipticCurvePrivateKey)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    authority = x509.load_pem_x509_certificate((tls / certificates.AUTHORITY).read_bytes())
    now = clock.now()
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([]))
        .issuer_name(authority.subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=True)
        .add_extension(  # Python 3.13 believes nobody without it
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
        .sign(signer, hashes.SHA256())
        .public_bytes(serialization.Encoding.PEM)
    )


def test_exactly_what_everybody_may_open_is_plain_http() -> None:
    """Sign-in is everybody's too, and never in the clear."""
    conf = (FILES / "conf.d" / "antrean.conf").read_text("utf-8")
    plain = [re.compile(one) for one in re.findall(r'location ~ "(.*)" \{', conf)]
    assert len(plain) == 3
    wrong = []
    for line in ROUTES.read_text("utf-8").splitlines():
        _, address, who = re.sub(r"<[^>]*>", "1", line).split(maxsplit=2)
        wanted = who == "public" and not address.startswith((*_SIGN_IN, *_PROGRAMS))
        files = "/static/" in address  # of seats too: the same for everybody, and no secret
        if any(one.search(address) for one in plain) != wanted and not files:
            wrong.append(line)
    assert wrong == []


@dataclass
class Stage:
    """An office behind its nginx."""

    office: Running
    door: FrontDoor
    tls: Path

    def ask(
        self,
        method: str,
        address: str,
        *,
        tls: bool,
        source: str = "127.0.0.1",
        port: int = 0,
        **more: str,
    ) -> tuple[int, http.client.HTTPMessage, str]:
        """What a browser at `source` is answered; `body` is a form's."""
        link = self._link(tls, source, port)
        body = more.pop("body", None)
        headers = {name.replace("_", "-"): value for name, value in more.items()}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        link.request(method, address, body=body, headers=headers)
        answer = link.getresponse()
        text = answer.read().decode("utf-8", "replace")
        link.close()
        return answer.status, answer.headers, text

    def _link(self, tls: bool, source: str, port: int) -> http.client.HTTPConnection:
        if not tls:
            return http.client.HTTPConnection(
                "127.0.0.1", port or self.door.plain, timeout=30, source_address=(source, 0)
            )
        trust = ssl.create_default_context(cafile=str(self.tls / certificates.AUTHORITY))
        return http.client.HTTPSConnection(
            "127.0.0.1",
            port or self.door.secure,
            timeout=30,
            source_address=(source, 0),
            context=trust,
        )


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("network")
    tls = folder / "tls"
    certificates.renew(tls, HERE)
    with (
        Running(folder, proxy="127.0.0.1") as office,
        FrontDoor(folder / "nginx", tls, office.settings.port) as door,
    ):
        yield Stage(office, door, tls)


def test_citizens_are_asked_about_no_certificate_and_officers_never_sign_in_without(stage):
    for address in ("/", "/kios", "/papan", "/status", "/standar", "/healthz"):
        assert stage.ask("GET", address, tls=False)[0] == 200, address
    for address in ("/masuk", "/loket", "/admin/orang", "/api/v1/seats", "/akun"):
        status, headers, _ = stage.ask("GET", address, tls=False)
        assert (status, headers["Location"]) == (308, f"https://127.0.0.1{address}")
    assert stage.ask("GET", "/masuk", tls=True)[0] == 200
    # That would send citizens' phones to the certificate from then on.
    assert "Strict-Transport-Security" not in stage.ask("GET", "/masuk", tls=True)[1]


def test_an_officer_signs_in_over_tls_at_their_own_address_with_a_cookie_of_its_own(stage):
    _, headers, page = stage.ask("GET", "/masuk", tls=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    cookie = headers["Set-Cookie"]
    assert cookie.startswith("latihan_antrean_aman=")
    assert "Secure" in cookie
    form = f"username=sari&password={PASSWORD}&csrf_token={token[1]}"
    status, headers, _ = stage.ask(
        *("POST", "/masuk"),
        tls=True,
        source="127.0.0.9",
        body=form,
        Cookie=cookie.partition(";")[0],
        Referer=f"https://127.0.0.1:{stage.door.secure}/masuk",
    )
    assert status == 302, headers
    signed_in = headers["Set-Cookie"].partition(";")[0]
    assert stage.ask("GET", "/loket", tls=True, source="127.0.0.9", Cookie=signed_in)[0] == 200
    with stage.office.inside():
        assert [one.address for one in SignIn.select()] == ["127.0.0.9"]
    # Plain HTTP keeps its own, so a citizens' page in the same browser works as well.
    assert stage.ask("GET", "/status", tls=False)[1]["Set-Cookie"].startswith("latihan_antrean=")


@pytest.mark.parametrize("tls", [False, True])
def test_sockets_of_boards_and_seats_come_through(stage, tls):
    port = stage.door.secure if tls else stage.door.plain
    status, headers, _ = stage.ask(
        *("GET", "/socket.io/?EIO=4&transport=websocket"),
        tls=tls,
        source="127.0.0.9",
        Upgrade="websocket",
        Connection="Upgrade",
        Origin=f"http{'s' if tls else ''}://127.0.0.1:{port}",
        Sec_WebSocket_Version="13",
        Sec_WebSocket_Key="dGhlIHNhbXBsZSBub25jZQ==",
    )
    assert (status, headers["Upgrade"].lower()) == (101, "websocket")


def test_nobody_behind_the_proxy_is_this_machine_and_nothing_is_written_down(stage):
    assert stage.ask("GET", "/metrics", tls=True, X_Forwarded_For="127.0.0.1")[0] == 403
    assert stage.ask("GET", "/t/tidak-ada-sama-sekali", tls=False)[0] == 404
    assert stage.door.written() == ""


def test_the_authority_is_fetched_from_the_office_and_its_key_is_not(stage):
    status, headers, text = stage.ask("GET", "/sertifikat-kantor.crt", tls=False)
    assert (status, headers["Content-Type"]) == (200, "application/x-x509-ca-cert")
    assert text == (stage.tls / certificates.AUTHORITY).read_text()
    assert stage.ask("GET", "/kantor.key", tls=True)[0] == 404


def test_while_the_program_is_away_one_sentence_says_so(stage):
    stage.office.web.stop()
    try:
        for tls in (False, True):
            status, headers, text = stage.ask("GET", "/status", tls=tls)
            assert (status, headers["Retry-After"]) == (503, "5")
            assert "sedang dinyalakan" in text
            assert "nginx" not in text
            status, headers, text = stage.ask("GET", "/api/v1/board", tls=tls)
            assert (status, headers["Content-Type"]) == (503, "application/json")
            assert json.loads(text)["code"] == "starting"
        assert stage.door.written() == ""
    finally:
        stage.office.web.start()
        stage.office.wait_for_web()


def test_the_practice_office_has_a_door_of_its_own_and_a_sentence_while_it_rests(stage, tmp_path):
    """The stage's office stands for it: to nginx it is another program at another port."""
    here = stage.office.settings.port
    with FrontDoor(tmp_path / "nginx", stage.tls, behind=1, practice=here) as door:
        assert stage.ask("GET", "/masuk", tls=True, port=door.secure)[0] == 503
        for address in ("/masuk", "/kios"):
            status, headers, text = stage.ask("GET", address, tls=True, port=door.practice)
            assert (status, "LATIHAN" in text) == (200, True)
        assert headers["Set-Cookie"].startswith("latihan_")
        status, headers, _ = stage.ask("GET", "/masuk", tls=False, port=door.practice)
        assert status == 308
        assert headers["Location"] == f"https://127.0.0.1:{door.practice}/masuk"
        assert door.written() == ""
    status, _, text = stage.ask("GET", "/masuk", tls=True, port=stage.door.practice)
    assert (status, "Kantor latihan tidak menyala" in text) == (503, True)
