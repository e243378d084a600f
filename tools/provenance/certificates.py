"""What films are signed with: a certificate from configuration, or one made here, which says that nobody vouches for it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from filelock import FileLock

from tools.errors import CertificateUnfit

Key = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey
Algorithm = Literal["ES256", "ES384", "ES512", "ED25519", "PS256"]

SELF_MADE = "Pocket Agency (self-made, nobody vouches for it)"
_LEAF_DAYS, _RENEW_DAYS = 730, 30
_CURVES: dict[str, tuple[Algorithm, hashes.HashAlgorithm]] = {
    "secp256r1": ("ES256", hashes.SHA256()),
    "secp384r1": ("ES384", hashes.SHA384()),
    "secp521r1": ("ES512", hashes.SHA512()),
}


@dataclass(frozen=True)
class Signing:
    """A key with its chain (PEM, the key's own certificate first) and the roots (PEM) that are trusted on this machine."""

    chain: str
    key: Key
    roots: str
    is_self_made: bool
    timestamps: str = ""

    @property
    def leaf(self) -> x509.Certificate:
        """The certificate of the key."""
        return x509.load_pem_x509_certificates(self.chain.encode())[0]

    @property
    def algorithm(self) -> Algorithm:
        """The name that C2PA gives to what this key does."""
        match self.key:
            case ec.EllipticCurvePrivateKey():
                return _CURVES[self.key.curve.name][0]
            case ed25519.Ed25519PrivateKey():
                return "ED25519"
            case rsa.RSAPrivateKey():
                return "PS256"

    def sign(self, data: bytes) -> bytes:
        """A signature as COSE has it (RFC 9053): for curves r and s one after the other, not DER."""
        match self.key:
            case ec.EllipticCurvePrivateKey():
                r, s = decode_dss_signature(self.key.sign(data, ec.ECDSA(_CURVES[self.key.curve.name][1])))
                size = (self.key.curve.key_size + 7) // 8
                return r.to_bytes(size, "big") + s.to_bytes(size, "big")
            case ed25519.Ed25519PrivateKey():
                return self.key.sign(data)
            case rsa.RSAPrivateKey():
                return self.key.sign(data, padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256())


def configured(certificate: Path, key: Path, timestamps: str = "") -> Signing:
    """A certificate that somebody issued: PEM files of the chain, the key's own first, and of the key without a passphrase.

    Raises CertificateUnfit where they cannot be read, do not belong together, are out of date or of a kind C2PA does not have.
    """
    try:
        chain = x509.load_pem_x509_certificates(certificate.read_bytes())
        loaded = serialization.load_pem_private_key(key.read_bytes(), None)
    except (OSError, ValueError, TypeError) as error:
        raise CertificateUnfit(
            f"the certificate {str(certificate)!r} with the key {str(key)!r} cannot be read ({error}); "
            "set AGENCY_C2PA_CERTIFICATE and AGENCY_C2PA_KEY to PEM files, the key without a passphrase"
        ) from error
    leaf, now = chain[0], datetime.now(UTC)
    if not isinstance(loaded, Key) or (isinstance(loaded, ec.EllipticCurvePrivateKey) and loaded.curve.name not in _CURVES):
        raise CertificateUnfit(f"the key {str(key)!r} is of a kind that C2PA cannot sign with; take P-256, P-384, Ed25519 or RSA")
    if _public(loaded.public_key()) != _public(leaf.public_key()):
        raise CertificateUnfit(f"the key {str(key)!r} is not that of {str(certificate)!r}; put its own certificate first")
    if not leaf.not_valid_before_utc <= now <= leaf.not_valid_after_utc:
        raise CertificateUnfit(
            f"the certificate {str(certificate)!r} is valid until {leaf.not_valid_after_utc:%Y-%m-%d} only; renew it"
        )
    roots = chain[-1:] if len(chain) > 1 else []
    return Signing(_pem(chain), loaded, _pem(roots), is_self_made=False, timestamps=timestamps)


def self_made(folder: Path) -> Signing:
    """The certificate of this installation, made at the first call, and anew a month before it ends; safe for several processes.

    Roots of earlier ones stay in `roots.pem`, so that older films stay trusted on this machine. Their keys are not kept.
    """
    folder.mkdir(parents=True, exist_ok=True)
    chain, key, roots = folder / "chain.pem", folder / "key.pem", folder / "roots.pem"
    with FileLock(folder / ".lock"):
        if not key.exists() or _ends_soon(chain):
            _make(chain, key, roots)
        return Signing(chain.read_text(), _loaded(key), roots.read_text(), is_self_made=True)


def _ends_soon(chain: Path) -> bool:
    (leaf, *_) = x509.load_pem_x509_certificates(chain.read_bytes())
    return leaf.not_valid_after_utc - datetime.now(UTC) < timedelta(days=_RENEW_DAYS)


def _loaded(path: Path) -> Key:
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey), "it was written by _make"
    return key


def _make(chain: Path, key: Path, roots: Path) -> None:
    """A root that signs one certificate and is forgotten, and that certificate; the key is for its owner's eyes only."""
    root_key, leaf_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate("Pocket Agency root of this installation", None, root_key, root_key, 3650)
    leaf = _certificate("Pocket Agency films of this installation", root, leaf_key, root_key, _LEAF_DAYS)
    private = leaf_key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    key.unlink(missing_ok=True)
    with os.fdopen(os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(private)
    earlier = roots.read_text() if roots.exists() else ""
    roots.write_text(earlier + _pem([root]))
    chain.write_text(_pem([leaf, root]))


def _certificate(
    name: str,
    issuer: x509.Certificate | None,
    key: ec.EllipticCurvePrivateKey,
    issuer_key: ec.EllipticCurvePrivateKey,
    days: int,
) -> x509.Certificate:
    """A root where there is no issuer, else a leaf with the profile of C2PA 2.2, section 14.5."""
    now = datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name), x509.NameAttribute(NameOID.ORGANIZATION_NAME, SELF_MADE)])
    is_root = issuer is None
    usage = x509.KeyUsage(
        digital_signature=not is_root,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_root,
        crl_sign=is_root,
        encipher_only=False,
        decipher_only=False,
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        # Clocks of those who check may be a little behind.
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if issuer:
        above = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
        builder = builder.add_extension(above, critical=False)
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def _public(key: object) -> bytes:
    public: bytes = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)  # type: ignore[attr-defined]
    return public


def _pem(certificates: Sequence[x509.Certificate]) -> str:
    return "".join(each.public_bytes(serialization.Encoding.PEM).decode() for each in certificates)
