"""The office's own authority, and the certificate that it gives this machine.

Officers' computers are told once to believe the authority. So that nobody who steals its key could
speak for anything but this office, it may vouch for this machine's names and for addresses of
private networks only.
"""

import socket
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from deploy.office_network.machine_names import Called
from shared import clock, files

FOLDER = Path("/etc/antrean/tls")
"""Where an installed machine has them."""
AUTHORITY, AUTHORITY_KEY = "kantor.crt", "kantor.key"
MACHINE, MACHINE_KEY = "mesin.crt", "mesin.key"
_AUTHORITY_DAYS = 3650
_MACHINE_DAYS = 397
_LEFT = timedelta(days=30)
_LONGEST_NAME = 64
_EVER = datetime(2025, 1, 1, tzinfo=UTC)  # whatever the machine's clock says at set-up
_NEAR = ("local", "lan", "internal", "home.arpa")
_NETWORKS = (
    *("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"),
    *("::1/128", "fc00::/7", "fe80::/10"),
)


def is_due(folder: Path, called: Called) -> bool:
    """Whether the certificate is missing, ends soon, or is not for what the machine is called."""
    if not all((folder / name).exists() for name in (AUTHORITY, AUTHORITY_KEY, MACHINE_KEY)):
        return True
    if not (folder / MACHINE).exists():
        return True
    authority, machine = _read(folder / AUTHORITY), _read(folder / MACHINE)
    return _ends(authority) or _ends(machine) or _told(machine) != _within(authority, called)


def renew(folder: Path, called: Called) -> bool:
    """Give this machine a certificate for what it is called; whether the authority is a new one."""
    anew = _needs_authority(folder)
    if anew:
        _make_authority(folder, called)
    authority = _read(folder / AUTHORITY)
    signer = serialization.load_pem_private_key((folder / AUTHORITY_KEY).read_bytes(), None)
    assert isinstance(signer, ec.EllipticCurvePrivateKey)
    key = ec.generate_private_key(ec.SECP256R1())
    now = clock.now()
    made = (
        _begun(_named(socket.gethostname()), authority.subject, key)
        .not_valid_before(max(_EVER, now - timedelta(days=1)))
        .not_valid_after(min(now + timedelta(days=_MACHINE_DAYS), authority.not_valid_after_utc))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(_within(authority, called)), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
        .sign(signer, hashes.SHA256())
    )
    _keep(folder / MACHINE_KEY, key)
    files.write(folder / MACHINE, _pem(made) + _pem(authority), 0o644)
    return anew


def ends(folder: Path) -> datetime:
    """When the first of the two that officers' browsers look at holds no longer."""
    return min(_read(folder / name).not_valid_after_utc for name in (AUTHORITY, MACHINE))


def fingerprint(folder: Path) -> str:
    """By which an officer's computer knows the authority, as browsers show it."""
    return _read(folder / AUTHORITY).fingerprint(hashes.SHA256()).hex(":").upper()


def left_out(folder: Path, called: Called) -> list[str]:
    """What the machine is called that its authority may not vouch for."""
    inside = _within(_read(folder / AUTHORITY), called)
    known = {str(one.value) for one in inside}
    return [one for one in map(str, (*called.names, *called.addresses)) if one not in known]


def _needs_authority(folder: Path) -> bool:
    paths = (folder / AUTHORITY, folder / AUTHORITY_KEY)
    return not all(path.exists() for path in paths) or _ends(_read(paths[0]))


def _make_authority(folder: Path, called: Called) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _named(f"Antrean {socket.gethostname()}")
    permitted: list[x509.GeneralName] = [x509.DNSName(one) for one in (*called.names, *_NEAR)]
    permitted += [x509.IPAddress(ip_network(one)) for one in _NETWORKS]
    made = (
        _begun(name, name, key)
        .not_valid_before(_EVER)
        .not_valid_after(clock.now() + timedelta(days=_AUTHORITY_DAYS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_SIGNS, critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    _keep(folder / AUTHORITY_KEY, key)
    files.write(folder / AUTHORITY, _pem(made), 0o644)


_SIGNS = x509.KeyUsage(
    digital_signature=False,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=True,
    crl_sign=True,
    encipher_only=False,
    decipher_only=False,
)


def _named(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text[:_LONGEST_NAME])])


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
    )


def _within(authority: x509.Certificate, called: Called) -> list[x509.GeneralName]:
    """What the machine is called, as far as its authority may vouch for it."""
    permitted = authority.extensions.get_extension_for_class(x509.NameConstraints).value
    names, networks = _parts(permitted.permitted_subtrees or [])
    return [
        *(x509.DNSName(one) for one in called.names if _below(one, names)),
        *(x509.IPAddress(one) for one in called.addresses if any(one in net for net in networks)),
    ]


def _parts(
    subtrees: list[x509.GeneralName],
) -> tuple[list[str], list[IPv4Network | IPv6Network]]:
    names = [one.value for one in subtrees if isinstance(one, x509.DNSName)]
    networks = [
        one.value
        for one in subtrees
        if isinstance(one, x509.IPAddress) and isinstance(one.value, IPv4Network | IPv6Network)
    ]
    return names, networks


def _below(name: str, permitted: list[str]) -> bool:
    return any(name == one or name.endswith(f".{one}") for one in permitted)


def _told(machine: x509.Certificate) -> list[x509.GeneralName]:
    return list(machine.extensions.get_extension_for_class(x509.SubjectAlternativeName).value)


def _ends(certificate: x509.Certificate) -> bool:
    now = clock.now()
    return not certificate.not_valid_before_utc <= now < certificate.not_valid_after_utc - _LEFT


def _read(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _keep(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    files.write(path, pem, 0o600)
