"""The C2PA manifest of a film: written into the finished file as the last thing that is done to it, and read again."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

import c2pa

from tools.errors import SigningFailed
from tools.provenance.certificates import Signing
from tools.provenance.claims import Claim, Ingredient
from tools.provenance.labels import xmp_box

TOOL = "Pocket Agency"
FILM = "org.pocketagency.film"

State = Literal["trusted", "valid", "tampered", "none"]


@dataclass(frozen=True)
class Reading:
    """What a file's manifest says. `problems` are C2PA's status codes where it does not hold; `film` is our own assertion."""

    state: State
    problems: tuple[str, ...] = ()
    signer: str = ""
    signed_at: str = ""
    tool: str = ""
    source_type: str = ""
    title: str = ""
    ingredients: tuple[str, ...] = ()
    film: dict[str, Any] = field(default_factory=dict)


def sign(film: Path, claim: Claim, signing: Signing) -> None:
    """Replace `film` (MP4) by itself with XMP and a manifest in it; raises SigningFailed and leaves it as it was."""
    told, part = (film.with_name(film.name + suffix) for suffix in (".told", ".signing"))
    shutil.copyfile(film, told)
    try:
        with told.open("ab") as end:
            end.write(xmp_box(claim.title, claim.language, claim.source_type))
        with _context(signing.roots) as context, _signer(signing) as signer:
            with c2pa.Builder(json.dumps(_definition(claim)), context) as builder:
                for ingredient in claim.ingredients:
                    _add(builder, ingredient)
                with told.open("rb") as source, part.open("w+b") as out:
                    builder.sign(signer, "video/mp4", source, out)
        part.replace(film)
    except c2pa.C2paError as error:
        raise SigningFailed(
            f"the film {film.name!r} could not be signed ({error}); check the certificate with `agency doctor`"
        ) from error
    finally:
        told.unlink(missing_ok=True)
        part.unlink(missing_ok=True)


def read(film: Path, roots: str = "") -> Reading:
    """The manifest of a film, its hashes and signature checked; `roots` (PEM) are those to trust. Nothing is fetched.

    A file without a manifest, or of a kind that can have none, has the state 'none'.
    """
    try:
        with _context(roots) as context, film.open("rb") as source, c2pa.Reader("video/mp4", source, context=context) as reader:
            told: dict[str, Any] = json.loads(reader.json())
            state = reader.get_validation_state() or "Invalid"
    except (c2pa.C2paError.ManifestNotFound, c2pa.C2paError.NotSupported):
        return Reading("none")
    except c2pa.C2paError as error:
        return Reading("tampered", (str(error),))
    manifest = told["manifests"][told["active_manifest"]]
    assertions = {each["label"]: each["data"] for each in manifest.get("assertions", ())}
    actions = [action for label, data in assertions.items() if label.startswith("c2pa.actions") for action in data["actions"]]
    signature = manifest.get("signature_info") or {}
    generators = manifest.get("claim_generator_info") or [{}]
    problems = tuple(dict.fromkeys(one["code"] for one in told.get("validation_status") or () if one["code"] != _UNTRUSTED))
    states: dict[str, State] = {"Trusted": "trusted", "Valid": "valid"}
    return Reading(
        state=states.get(state, "tampered"),
        problems=problems,
        signer=signature.get("issuer", ""),
        signed_at=signature.get("time", ""),
        tool=" ".join(filter(None, (generators[0].get("name"), generators[0].get("version")))),
        source_type=next((str(action.get("digitalSourceType", "")).rsplit("/", 1)[-1] for action in actions), ""),
        title=manifest.get("title", ""),
        ingredients=tuple(each.get("title", "") for each in manifest.get("ingredients", ())),
        film=assertions.get(FILM, {}),
    )


_UNTRUSTED = "signingCredential.untrusted"


def _definition(claim: Claim) -> dict[str, Any]:
    agent = {"name": TOOL, "version": version("pocket-agency")}
    created = {"action": "c2pa.created", "digitalSourceType": claim.source_type, "softwareAgent": agent}
    film = {
        "project": claim.project,
        "version": claim.version,
        "mark": f"{claim.mark:012x}",
        "language": claim.language,
        "frames": claim.frames,
        "width": claim.width,
        "height": claim.height,
        "visible_label": claim.has_label,
        "uploads": [{"sha256": one.sha256, "kind": one.kind} for one in claim.ingredients],
    }
    return {
        "claim_generator_info": [agent],
        "format": "video/mp4",
        "title": claim.title,
        "assertions": [
            {"label": "c2pa.actions.v2", "data": {"actions": [created]}},
            {"label": FILM, "data": film},
        ],
    }


def _add(builder: c2pa.Builder, ingredient: Ingredient) -> None:
    """An upload by its bytes; its name stays with who handed it in."""
    kinds: dict[str, str] = {"image": "picture", "video": "clip"}
    said = {"title": f"{kinds[ingredient.kind]} {ingredient.sha256[:12]}", "relationship": "componentOf"}
    with ingredient.path.open("rb") as source:
        kind = kind_of(source.read(16))
        source.seek(0)
        builder.add_ingredient(json.dumps(said), kind, source)


def kind_of(head: bytes) -> str:
    """The media type that a file's first bytes tell: files are kept under their hash and have no suffix."""
    for start, kind in ((b"\x89PNG", "image/png"), (b"\xff\xd8", "image/jpeg"), (b"GIF8", "image/gif")):
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return "video/mp4" if head[4:8] == b"ftyp" else "application/octet-stream"


def _signer(signing: Signing) -> c2pa.Signer:
    algorithm = c2pa.C2paSigningAlg[signing.algorithm]
    return c2pa.Signer.from_callback(signing.sign, algorithm, signing.chain, signing.timestamps or None)


@cache
def _settings(roots: str) -> str:
    trust = {"trust_anchors": roots} if roots else {}
    verify = {"verify_trust": True, "remote_manifest_fetch": False, "ocsp_fetch": False, "verify_after_sign": False}
    return json.dumps({"version": 1, "trust": trust, "verify": verify, "builder": {"thumbnail": {"enabled": False}}})


def _context(roots: str) -> c2pa.Context:
    return c2pa.Context.from_json(_settings(roots))
