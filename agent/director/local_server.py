"""The embedded language model in a process of its own: loading it stops nobody, and its end takes nothing along.

llama.cpp holds Python's lock while it loads a gigabyte, for seconds on a busy machine; in the studio's process every page would
stand still for as long. The child answers on a loopback address, as any endpoint does, and ends with its parent, however that one
ends.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from dataclasses import asdict, dataclass

from agent.errors import DirectorUnreachable

_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from agent.director.local_server import serve; serve()"
ENDS_WITHIN_S = 3.0


@dataclass(frozen=True)
class Weights:
    """What the model is loaded with: `path` of the weights, `context` in tokens, `cache_mib` of prompts kept in memory,
    `states` the folder for the states of prompts, '' for none, and the `key` that a caller has to show.
    """

    path: str
    key: str
    context: int
    threads: int
    cache_mib: int
    states: str


class LocalServer:
    """A running model. `address` is where it answers."""

    def __init__(self, process: asyncio.subprocess.Process, address: str) -> None:
        self._process, self.address = process, address

    @classmethod
    async def start(cls, weights: Weights) -> LocalServer:
        """Loads the weights in a child process. Raises DirectorUnreachable with what the child says, where it says anything."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", _START, json.dumps(sys.path), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
        )
        assert process.stdin is not None
        assert process.stdout is not None
        started = cls(process, "")
        try:
            # By its input and not its command line, where every user of the machine could read the key.
            process.stdin.write(json.dumps(asdict(weights)).encode() + b"\n")
            answer = json.loads(await process.stdout.readline() or b"{}")
        except (ConnectionError, asyncio.CancelledError):
            await started.close()
            raise
        if "address" not in answer:
            await started.close()
            why = answer.get("error") or f"its process ended with {process.returncode}"
            raise DirectorUnreachable(f"the embedded language model could not be loaded ({why}); see `./run agency doctor`")
        started.address = str(answer["address"])
        return started

    @property
    def is_gone(self) -> bool:
        """Whether its process has ended."""
        return self._process.returncode is not None

    async def close(self) -> None:
        """End the process and give back its memory."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), ENDS_WITHIN_S)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


def serve() -> None:
    """The child: loads what its input says, tells the address, and ends when its input does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which closes our input
    tell = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what the library prints is no answer
    weights = Weights(**json.loads(sys.stdin.readline()))
    try:
        server = _loaded(weights)
    except (ImportError, RuntimeError) as error:
        print(json.dumps({"error": str(error)}), file=tell, flush=True)
        return
    print(json.dumps({"address": server.listening_address}), file=tell, flush=True)
    sys.stdin.read()
    # Its threads may be in the middle of a sentence that nobody waits for.
    os._exit(0)


def _loaded(weights: Weights):  # type: ignore[no-untyped-def]  # the library has no types
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = weights.path
    parameters.n_ctx = weights.context
    parameters.n_parallel = 1
    parameters.hostnames = ["127.0.0.1"]
    parameters.api_keys = [weights.key]
    parameters.ui = False
    parameters.cache_ram_mib = weights.cache_mib
    if weights.states:
        parameters.slot_save_path = f"{weights.states}/"
    parameters.verbosity = 0
    # Threads that wait without spinning leave the cores to a render that runs beside them.
    for cpu in (parameters.cpuparams, parameters.cpuparams_batch):
        cpu.n_threads = weights.threads
        cpu.poll = 0
    return xllamacpp.Server(parameters)
