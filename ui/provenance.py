"""What films are signed with here, and what can be told of a file that comes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.settings import Settings

if TYPE_CHECKING:
    from tools.provenance.certificates import Signing
    from tools.provenance.claims import Claim
    from tools.provenance.verify import Verdict

OWN = "Manifest: valid, signed here with this installation's own certificate, which nobody outside vouches for."
STATES = {
    "trusted": "Manifest: valid, signed by {signer}, which is trusted here.",
    "valid": "Manifest: valid, signed by {signer}; nobody here vouches for that name.",
    "tampered": "Manifest: does not hold ({problems}).",
    "none": "Manifest: none.",
}


def signing(settings: Settings) -> Signing:
    """The configured certificate; without one, this installation's own, made now if there is none. Raises CertificateUnfit."""
    from tools.errors import CertificateUnfit
    from tools.provenance.certificates import configured, self_made
    from ui.wiring import Places

    if settings.c2pa_certificate and settings.c2pa_key:
        return configured(settings.c2pa_certificate, settings.c2pa_key, settings.c2pa_timestamp_url)
    if settings.c2pa_certificate or settings.c2pa_key:
        raise CertificateUnfit("a certificate needs its key; set AGENCY_C2PA_CERTIFICATE and AGENCY_C2PA_KEY, or neither")
    return self_made(Places(settings.home_dir).provenance)


def signer(settings: Settings) -> Callable[[Path, Claim], None]:
    """Signs a finished film in place; the certificate is read when the first one is finished."""

    def sign(film: Path, claim: Claim) -> None:
        from tools.provenance import manifest

        manifest.sign(film, claim, signing(settings))

    return sign


def verified(settings: Settings, film: Path) -> tuple[Verdict, dict[str, Any]]:
    """All that can be told of a file, and the same as one JSON object with the project's title. Raises FilmUnreadable."""
    from tools.provenance.verify import verify
    from ui.wiring import open_projects

    def ids() -> Sequence[str]:
        with open_projects(settings) as projects:
            return projects.ids()

    verdict = verify(film, lambda: signing(settings).roots, ids)
    told = verdict.as_json()
    if verdict.project:
        with open_projects(settings) as projects:
            known = projects.get(verdict.project)
        told["project"] = {"id": known.id, "title": known.title, "owner": known.owner}
    return verdict, told


def lines(verdict: Verdict, told: dict[str, Any]) -> list[str]:
    """The verdict for a person's eyes."""
    from tools.provenance.certificates import SELF_MADE

    reading, project = verdict.manifest, told["project"]
    is_own = reading.state == "trusted" and reading.signer == SELF_MADE
    state = OWN if is_own else STATES[reading.state]
    shown = [state.format(signer=reading.signer, problems=", ".join(reading.problems) or "no reason given")]
    if reading.title or reading.tool:
        shown.append(f"  It says: {reading.title!r}, made with {reading.tool}, {reading.source_type}.")
    if reading.ingredients:
        shown.append(f"  Handed in for it: {', '.join(reading.ingredients)}.")
    if found := verdict.found:
        shown.append(f"Mark: {found.mark:012x}, strength {found.strength:.1f}; by chance once in {_once(found.chance)}.")
        whose = f"{project['title'] or 'Untitled'} (project {project['id']})" if project else "of no project here"
        shown.append(f"Film: {whose}.")
    else:
        shown.append("Mark: none found.")
    return [*shown, *verdict.changes]


def _once(chance: float) -> str:
    digits = f"{1 / chance:.0e}" if chance > 0 else "1e+300"
    return f"10^{int(digits.split('e+')[-1])}"
