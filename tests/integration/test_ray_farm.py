"""Render workers on a real Ray cluster of two nodes on this machine: the same film, also when a node is killed half-way."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import ray
from ray.cluster_utils import Cluster

from evals.tones import Tone
from memory.domain.storyboard import OnScreen, Scene, Storyboard
from memory.files import FolderFiles
from renderer.errors import ClusterUnreachable
from renderer.farm import LocalFarm
from renderer.ray_workers import RayWorker, connect, leave
from tools.clearance import clear
from tools.rendering import Rendering

SCENES = tuple(Scene(id=f"s{n}", narration=f"Part {n} of it.", on_screen=OnScreen(headline=f"Part {n}")) for n in range(1, 5))
BOARD = Storyboard(title="Lumo", scenes=SCENES)
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]  # Ray leaves sockets and files to its own end


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    nodes = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    nodes.add_node(num_cpus=1)
    nodes.wait_for_nodes()
    yield nodes
    leave()
    nodes.shutdown()


def preview(home: Path, farm: LocalFarm, on_progress: Any = lambda done, left: None) -> bytes:
    """The bytes of a preview that was made with nothing at hand."""
    rendering = Rendering(
        files=FolderFiles(home / "files"),
        speech=Tone(),  # type: ignore[arg-type]
        farm=farm,
        cache=home / "cache",
        films=home / "films",
    )
    made = rendering.preview(clear(BOARD, "p1", 1), on_progress=on_progress, on_live=lambda path: None, cancelled=lambda: False)
    return made.video.read_bytes()


def on_both_nodes() -> LocalFarm:
    """A farm with a worker on each node. Ray may put both on one while the other node is slow to start: then anew."""
    tried = []
    for _ in range(6):
        farm = LocalFarm(2, RayWorker)
        farm.warm_up().result(timeout=120)
        nodes = [worker.node for worker in farm._alive.values() if isinstance(worker, RayWorker)]
        if len(set(nodes)) == 2:
            return farm
        tried.append(nodes)
        farm.close()
        time.sleep(3.0)
    pytest.fail(f"no worker came to the second node: {tried} of {[node['NodeID'] for node in ray.nodes() if node['Alive']]}")


def test_two_nodes_make_the_same_film_and_one_goes_on_when_the_other_dies(cluster: Cluster, tmp_path: Path) -> None:
    with LocalFarm(2) as local:
        expected = preview(tmp_path / "local", local)
    assert connect(cluster.address) == 2
    with on_both_nodes() as farm:
        assert preview(tmp_path / "both", farm) == expected

        killed = threading.Event()

        def kill_one(done: float, left: float | None) -> None:
            if done > 0.2 and not killed.is_set():
                killed.set()
                cluster.remove_node(cluster.worker_nodes.copy().pop(), allow_graceful=False)

        assert preview(tmp_path / "one", farm, kill_one) == expected
        assert killed.is_set()


def test_a_cluster_that_is_not_there_is_one_sentence() -> None:
    with pytest.raises(ClusterUnreachable, match="cannot be joined; see"):
        connect("127.0.0.1:1")
