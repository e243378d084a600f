"""Render workers on a Ray cluster: each is an actor, spread over the nodes; its files lie in folders that every node sees."""

from __future__ import annotations

import itertools
import os
import pickle
import socket
from collections.abc import Callable
from typing import Any

import ray
from ray.exceptions import RayActorError, RayError
from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

from renderer import heap
from renderer.errors import ClusterUnreachable
from renderer.farm import NICENESS, answered

# A node may have to load everything first.
STARTS_WITHIN_S = 120.0
HIRES = 4
_TURN = itertools.count()


def connect(address: str) -> int:
    """Joins a cluster ('host:6379', 'ray://host:10001', 'auto') and says how many cores it has. Raises ClusterUnreachable."""
    try:
        _knock(address)
        if not ray.is_initialized():
            ray.init(address=address, log_to_driver=False, configure_logging=False, namespace="pocket-agency")
        resources: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call]
        return max(1, int(resources.get("CPU", 1)))
    except (OSError, RayError, RuntimeError, ValueError) as error:
        raise ClusterUnreachable(
            f"the Ray cluster at {address!r} cannot be joined; see `ray status` there, or leave AGENCY_RAY_ADDRESS out"
        ) from error


def _knock(address: str) -> None:
    """Raises OSError where nobody listens: Ray itself would wait for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if host:
        socket.create_connection((host, int(port)), timeout=5).close()


def leave() -> None:
    """Gives back every worker; the cluster goes on."""
    ray.shutdown()


class _Painter:
    """What runs on a node."""

    def __init__(self) -> None:
        heap.keep_lean()
        os.nice(NICENESS)

    def place(self) -> tuple[int, str]:
        return os.getpid(), str(ray.get_runtime_context().get_node_id())

    def work(self, call: bytes) -> tuple[bool, object]:
        answer = answered(call)
        heap.trim()
        return answer


class RayWorker:
    """One actor. As renderer.farm.Worker: when its node dies, a call raises EOFError, and another worker takes it over.

    `pid` is its process there, `node` the id of that node.
    """

    def __init__(self) -> None:
        for attempt in range(1, HIRES + 1):
            self._actor = _placed()
            try:
                place: Any = ray.get(self._actor.place.remote(), timeout=STARTS_WITHIN_S)
            except RayError as error:
                # It was sent to a node of which nobody knew yet that it is gone.
                self.kill()
                if attempt == HIRES:
                    raise ClusterUnreachable("no node of the Ray cluster takes a worker; see `ray status` there") from error
            else:
                self.pid, self.node = place
                return

    def call(self, function: Callable[..., Any], arguments: tuple[object, ...]) -> tuple[bool, Any]:
        try:
            done: Any = ray.get(self._actor.work.remote(pickle.dumps((function, arguments))))
        except RayActorError as error:
            raise EOFError("the node of this worker is gone") from error
        return bool(done[0]), done[1]

    def kill(self) -> None:
        if ray.is_initialized():
            ray.kill(self._actor)

    def stop(self) -> None:
        self.kill()


def _placed() -> Any:
    """A new actor on the nodes in turn. No core is reserved: how many there are bounds them, and after a node died they have to
    fit too. Ray's own way to spread actors puts those that reserve nothing side by side.
    """
    known: list[dict[str, Any]] = ray.nodes()  # type: ignore[no-untyped-call]
    nodes = sorted(node["NodeID"] for node in known if node["Alive"] and node["Resources"].get("CPU"))
    # Soft: a node of which nobody knew yet that it is gone gives way to another.
    where = NodeAffinitySchedulingStrategy(nodes[next(_TURN) % len(nodes)], soft=True) if nodes else "DEFAULT"
    options = {"num_cpus": 0, "scheduling_strategy": where, "max_restarts": 0}
    environment = {"env_vars": {"OPENBLAS_NUM_THREADS": "1"}}
    return ray.remote(_Painter).options(**options, runtime_env=environment).remote()
