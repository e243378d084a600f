"""all-MiniLM-L6-v2 in numpy: a chat that only looks something up does not wait 10 seconds for torch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from memory.errors import WeightsMissing

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Floats = NDArray[np.float32]
LAYERS, HEADS, WIDTH = 6, 12, 384
MOST_TOKENS = 256
TOGETHER = 32  # texts of one batch: more take memory and win nothing
EPSILON = 1e-12


class MiniLM:
    """all-MiniLM-L6-v2 (Apache-2.0) from a local folder; English in effect, 256 tokens of each text.

    The numbers are those of sentence-transformers to 1e-5. The weights are loaded at the first `embed`, in about 0.3 s.
    """

    name = "all-MiniLM-L6-v2"
    dims = WIDTH

    def __init__(self, folder: Path) -> None:
        if not (folder / "model.safetensors").is_file():
            raise WeightsMissing(f"no MiniLM weights in {str(folder)!r}; run `agency models` to install them")
        self._folder = folder
        self._weights: dict[str, Floats] = {}
        self._tokens: Tokenizer | None = None

    def embed(self, texts: Sequence[str]) -> Floats:
        """See Embedder."""
        out = np.zeros((len(texts), WIDTH), np.float32)
        tokens = self._opened()
        encoded = [tokens.encode(text).ids for text in texts]
        # Texts of like length together: little is padded.
        order = sorted(range(len(texts)), key=lambda index: len(encoded[index]))
        for start in range(0, len(order), TOGETHER):
            batch = order[start : start + TOGETHER]
            out[batch] = self._points([encoded[index] for index in batch])
        return out

    def _opened(self) -> Tokenizer:
        if self._tokens is None:
            from safetensors.numpy import load_file
            from tokenizers import Tokenizer

            self._weights = load_file(self._folder / "model.safetensors")
            self._tokens = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
            self._tokens.enable_truncation(MOST_TOKENS)
            self._tokens.no_padding()
        return self._tokens

    def _points(self, ids: Sequence[Sequence[int]]) -> Floats:
        """Mean of the last layer over the tokens of each text, of length 1. (B, 384)"""
        longest = max(map(len, ids))
        tokens = np.zeros((len(ids), longest), np.int64)  # (B, T)
        mask = np.zeros((len(ids), longest), np.float32)
        for row, text in enumerate(ids):
            tokens[row, : len(text)] = text
            mask[row, : len(text)] = 1
        get = self._weights
        hidden = (
            get["embeddings.word_embeddings.weight"][tokens]
            + get["embeddings.position_embeddings.weight"][:longest]
            + get["embeddings.token_type_embeddings.weight"][0]
        )
        hidden = self._normed(hidden, "embeddings.LayerNorm")
        away = (1 - mask)[:, None, None, :] * np.float32(-1e9)  # no token looks at padding
        for number in range(LAYERS):
            hidden = self._layer(hidden, away, f"encoder.layer.{number}")
        total = (hidden * mask[..., None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        norms: Floats = np.linalg.norm(total, axis=1, keepdims=True)
        points: Floats = total / np.maximum(norms, EPSILON)
        return points

    def _layer(self, hidden: Floats, away: Floats, name: str) -> Floats:
        batch, length, _ = hidden.shape
        query, key, value = (
            self._linear(hidden, f"{name}.attention.self.{part}").reshape(batch, length, HEADS, -1).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )  # (B, 12, T, 32)
        scores = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(WIDTH / HEADS)) + away
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        seen = (scores / scores.sum(axis=-1, keepdims=True)) @ value
        seen = seen.transpose(0, 2, 1, 3).reshape(batch, length, WIDTH)
        hidden = self._normed(hidden + self._linear(seen, f"{name}.attention.output.dense"), f"{name}.attention.output.LayerNorm")
        wide = _gelu(self._linear(hidden, f"{name}.intermediate.dense"))
        return self._normed(hidden + self._linear(wide, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    def _linear(self, values: Floats, name: str) -> Floats:
        out: Floats = values @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return out

    def _normed(self, values: Floats, name: str) -> Floats:
        mean = values.mean(axis=-1, keepdims=True)
        spread = np.sqrt(values.var(axis=-1, keepdims=True) + np.float32(EPSILON))
        out: Floats = (values - mean) / spread * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return out


def _gelu(values: Floats) -> Floats:
    """The exact one: x times the normal distribution's share below x."""
    from scipy.special import erf

    out: Floats = values * np.float32(0.5) * (1 + erf(values / np.float32(np.sqrt(2))))
    return out
