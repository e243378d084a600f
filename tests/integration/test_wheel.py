"""The wheel holds everything the product needs, and nothing else on the machine makes it work."""

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Files that are read at run time and that a packaging mistake would silently leave out.
DATA = (".sql", ".md", ".yaml", ".ttf", ".jsx", ".css", ".json")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(out.glob("*.whl"))


@pytest.mark.slow
def test_every_data_file_travels(wheel: Path) -> None:
    packages = ("agent", "tools", "renderer", "memory", "ui")
    listed = subprocess.run(["git", "ls-files", *packages], cwd=ROOT, capture_output=True, text=True, check=True)
    wanted = {name for name in listed.stdout.splitlines() if name.endswith((*DATA, ".py"))}
    assert wanted - set(zipfile.ZipFile(wheel).namelist()) == set()


@pytest.mark.slow
def test_the_installed_wheel_runs_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    """Dependencies are borrowed from this environment (2 GB); the product itself comes from the wheel alone."""
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    site = next((venv / "lib").glob("python3*")) / "site-packages"
    install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(site), str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    (site / "borrowed.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    code = (
        "import sys, agent.session, tools.rendering, renderer.pipeline, memory.db, ui.cli, renderer.look.compose as c;"
        "print(c.__file__); sys.argv[1:] = ['--help']; ui.cli.main()"
    )
    done = subprocess.run([str(venv / "bin/python"), "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert str(site) in done.stdout.splitlines()[0]
    assert "make" in done.stdout
