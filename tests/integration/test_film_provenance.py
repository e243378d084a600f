"""A film on its way out and back: marked, labelled, signed; then read again as it is, encoded anew, cut off, or not a film."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import av
import c2pa
import cv2
import numpy as np
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import NameOID

from evals.tones import Tone
from memory.domain.storyboard import Logo, OnScreen, Scene, Storyboard, Theme
from memory.files import FolderFiles
from renderer.farm import LocalFarm
from renderer.marking import mark_of
from tools.clearance import Cleared, clear
from tools.errors import CertificateUnfit, FilmUnreadable
from tools.provenance import certificates, manifest
from tools.provenance.certificates import SELF_MADE, Signing, configured, self_made
from tools.provenance.claims import Claim
from tools.provenance.verify import Verdict, verify
from tools.rendering import Rendering

PROJECT = "bcdfgh"


def logo(folder: Path) -> Logo:
    """A red square that was handed in."""
    picture = np.zeros((80, 80, 3), np.uint8)
    picture[:] = (40, 40, 220)
    data = cv2.imencode(".png", picture)[1].tobytes()
    return Logo(sha256=FolderFiles(folder).put(data))


def cleared(made: Logo | None = None) -> Cleared:
    scene = Scene(id="s1", layout="title_card", narration="Good morning", on_screen=OnScreen(headline="Good morning"))
    board = Storyboard(title="Lamp & <light>", language="de-AT", aspect="1:1", scenes=(scene,), theme=Theme(), logo=made)
    board = board.model_copy(update={"music": board.music.model_copy(update={"on": False})})
    return clear(board, PROJECT, 3)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def signing(home: Path) -> Signing:
    return self_made(home / "provenance")


@pytest.fixture(scope="module")
def make(home: Path, signing: Signing) -> Iterator[Callable[[str], Path]]:
    """Makes a final with a logo, or a preview of it, once each; gives the file."""
    with LocalFarm(1) as farm:
        rendering = Rendering(
            files=FolderFiles(home / "files"),
            speech=Tone(),  # type: ignore[arg-type]
            farm=farm,
            cache=home / "cache",
            films=home / "films",
            sign=lambda film, claim: manifest.sign(film, claim, signing),
        )
        board = cleared(logo(home / "files"))

        def make(quality: str) -> Path:
            if quality == "final":
                return rendering.final(board, on_progress=lambda done, left: None, cancelled=lambda: False).video
            asked = {"on_progress": lambda done, left: None, "on_live": lambda path: None, "cancelled": lambda: False}
            return rendering.preview(board, **asked).video

        yield make


@pytest.fixture
def film(make: Callable[[str], Path], tmp_path: Path) -> Path:
    """A copy of the final."""
    return copied(make("final"), tmp_path / "film.mp4")


def copied(source: Path, to: Path) -> Path:
    to.write_bytes(source.read_bytes())
    return to


def checked(path: Path, signing: Signing) -> Verdict:
    return verify(path, lambda: signing.roots, lambda: ["other", PROJECT])


def encoded(source: Path, to: Path, *, crf: int, side: int = 1080, away: int = 0) -> Path:
    """The picture encoded anew: cropped by `away` pixels on every side, scaled to `side`."""
    with av.open(str(source)) as opened, av.open(str(to), "w") as out:
        stream = out.add_stream("libx264", rate=30, options={"crf": str(crf)})
        stream.width = stream.height = side
        stream.pix_fmt = "yuv420p"
        for frame in opened.decode(video=0):
            rgb = frame.to_ndarray(format="rgb24")
            rgb = rgb[away : rgb.shape[0] - away, away : rgb.shape[1] - away]
            small = cv2.resize(rgb, (side, side), interpolation=cv2.INTER_AREA)
            out.mux(stream.encode(av.VideoFrame.from_ndarray(small, format="rgb24")))
        out.mux(stream.encode(None))
    return to


def test_a_final_is_signed_marked_and_says_whose_it_is(film: Path, signing: Signing) -> None:
    verdict = checked(film, signing)
    assert verdict.manifest.state == "trusted"
    assert verdict.holds
    assert verdict.found is not None
    assert verdict.found.mark == mark_of(PROJECT)
    assert verdict.project == PROJECT
    assert verdict.changes == ("Nothing was changed since it was signed.",)
    assert json.loads(json.dumps(verdict.as_json()))["manifest"]["film"]["version"] == 3


def test_the_readers_of_the_c2pa_project_find_it_valid(film: Path) -> None:
    with c2pa.Reader(str(film)) as reader:
        told = json.loads(reader.json())
        assert reader.get_validation_state() == "Valid"
    manifest = told["manifests"][told["active_manifest"]]
    (actions,) = (each["data"]["actions"] for each in manifest["assertions"] if each["label"].startswith("c2pa.actions"))
    assert actions[0]["action"] == "c2pa.created"
    assert actions[0]["digitalSourceType"].endswith("/compositeWithTrainedAlgorithmicMedia")  # a logo was handed in
    assert manifest["claim_generator_info"][0]["name"] == "Pocket Agency"
    assert [each["relationship"] for each in manifest["ingredients"]] == ["componentOf"]


def test_players_and_archives_are_told_too(film: Path) -> None:
    with av.open(str(film)) as opened:
        assert opened.metadata["title"] == "Lamp & <light>"
        assert "AI-generated" in opened.metadata["comment"]
        assert {stream.metadata["language"] for stream in opened.streams} == {"deu"}
    data = film.read_bytes()
    assert b"<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/composite" in data
    assert b"Lamp &amp; &lt;light&gt;" in data
    assert data.index(b"moov") < data.index(b"mdat")


def test_a_preview_is_neither_signed_nor_marked(make: Callable[[str], Path], signing: Signing) -> None:
    verdict = checked(make("preview"), signing)
    assert (verdict.manifest.state, verdict.found, verdict.holds) == ("none", None, False)
    assert "neither manifest nor mark" in verdict.changes[0]


@pytest.mark.parametrize(
    ("crf", "side", "away", "told"),
    [
        (32, 1080, 0, ""),
        (23, 720, 0, "scaled to 720 x 720"),
        (23, 540, 0, "scaled to 540 x 540"),
        (28, 1080, 27, "about 95 % of its width"),
    ],
)
def test_the_mark_outlives_what_the_manifest_does_not(
    film: Path, signing: Signing, tmp_path: Path, crf: int, side: int, away: int, told: str
) -> None:
    verdict = checked(encoded(film, tmp_path / "again.mp4", crf=crf, side=side, away=away), signing)
    assert verdict.manifest.state == "none"
    assert verdict.project == PROJECT
    assert "Its manifest is gone, but the picture still carries the mark" in verdict.changes[0]
    assert told in " ".join(verdict.changes)


def test_one_changed_byte_breaks_the_manifest(film: Path, signing: Signing) -> None:
    data = bytearray(film.read_bytes())
    data[data.index(b"mdat") + 2000] ^= 0x55
    film.write_bytes(data)
    verdict = checked(film, signing)
    assert verdict.manifest.state == "tampered"
    assert "assertion.bmffHash.mismatch" in verdict.manifest.problems
    assert "changed after it was signed" in verdict.changes[0]


def test_a_file_that_breaks_off_says_where(film: Path, signing: Signing) -> None:
    film.write_bytes(film.read_bytes()[: int(film.stat().st_size * 0.7)])
    verdict = checked(film, signing)
    assert verdict.manifest.state == "tampered"
    assert verdict.picture.readable < verdict.picture.promised
    assert "breaks off after" in " ".join(verdict.changes)


def test_a_manifest_of_another_film_is_not_taken_for_this_ones(film: Path, signing: Signing, tmp_path: Path) -> None:
    claim = Claim("Other", "en", "other", 1, mark_of("other"), 9, 640, 480, has_label=True)
    again = encoded(film, tmp_path / "again.mp4", crf=23)
    manifest.sign(again, claim, signing)
    verdict = checked(again, signing)
    assert "Manifest and picture are of different films." in verdict.changes
    assert "It was 640 x 480 and is 1080 x 1080." in verdict.changes


def test_signed_by_nobody_we_know_is_valid_and_not_trusted(film: Path, tmp_path: Path) -> None:
    verdict = checked(film, self_made(tmp_path / "elsewhere"))
    assert (verdict.manifest.state, verdict.manifest.signer) == ("valid", SELF_MADE)


@pytest.mark.parametrize("data", [b"", b"no film at all", b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + bytes(400)])
def test_what_is_no_film_is_said_in_a_sentence(tmp_path: Path, signing: Signing, data: bytes) -> None:
    path = tmp_path / "note.mp4"
    path.write_bytes(data)
    with pytest.raises(FilmUnreadable, match=r"'note.mp4' is no film, or was cut off"):
        checked(path, signing)


def test_a_file_that_is_not_there_is_said_in_a_sentence(tmp_path: Path, signing: Signing) -> None:
    with pytest.raises(FilmUnreadable, match="there is no file"):
        checked(tmp_path / "gone.mp4", signing)
    with pytest.raises(FilmUnreadable, match="there is no file"):
        checked(tmp_path, signing)


def test_the_certificate_made_here_says_so_stays_and_keeps_its_key_to_itself(tmp_path: Path) -> None:
    made = self_made(tmp_path)
    assert made.is_self_made
    assert "nobody vouches" in made.leaf.subject.rfc4514_string()
    assert self_made(tmp_path).chain == made.chain
    assert stat.S_IMODE((tmp_path / "key.pem").stat().st_mode) == 0o600


def test_a_certificate_that_ends_soon_is_made_anew_and_its_root_stays_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(certificates, "_LEAF_DAYS", 5)
    short = self_made(tmp_path)
    monkeypatch.undo()
    made = self_made(tmp_path)
    assert made.chain != short.chain
    assert short.roots in made.roots


def issued(folder: Path, key: certificates.Key, days: int = 100) -> tuple[Path, Path]:
    """PEM files of a certificate that somebody else gave out, and of its key."""
    now, name = datetime.now(UTC), x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Example Studio")])
    built = x509.CertificateBuilder(name, name, key.public_key(), 7, now - timedelta(days=200), now + timedelta(days=days))
    signed = built.sign(key, None if isinstance(key, ed25519.Ed25519PrivateKey) else certificates.hashes.SHA256())
    encoding = serialization.Encoding.PEM
    (folder / "c.pem").write_bytes(signed.public_bytes(encoding))
    private = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "k.pem").write_bytes(private)
    return folder / "c.pem", folder / "k.pem"


@pytest.mark.parametrize(
    ("key", "algorithm", "length"),
    [
        (ec.generate_private_key(ec.SECP256R1()), "ES256", 64),
        (ec.generate_private_key(ec.SECP384R1()), "ES384", 96),
        (ed25519.Ed25519PrivateKey.generate(), "ED25519", 64),
        (rsa.generate_private_key(65537, 2048), "PS256", 256),
    ],
)
def test_a_configured_certificate_is_taken_with_its_kind_of_key(
    tmp_path: Path, key: certificates.Key, algorithm: str, length: int
) -> None:
    signing = configured(*issued(tmp_path, key))
    assert (signing.algorithm, signing.is_self_made) == (algorithm, False)
    assert len(signing.sign(b"data")) == length


def test_a_certificate_that_cannot_be_used_is_said_in_a_sentence(tmp_path: Path) -> None:
    certificate, _ = issued(tmp_path, ec.generate_private_key(ec.SECP256R1()))
    other = tmp_path / "other"
    other.mkdir()
    _, key = issued(other, ec.generate_private_key(ec.SECP256R1()))
    with pytest.raises(CertificateUnfit, match="is not that of"):
        configured(certificate, key)
    with pytest.raises(CertificateUnfit, match="cannot be read"):
        configured(tmp_path / "gone.pem", key)
    with pytest.raises(CertificateUnfit, match="renew it"):
        configured(*issued(tmp_path, ec.generate_private_key(ec.SECP256R1()), days=-10))
