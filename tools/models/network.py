"""The Transformer that the tiny models are, as a torch module: pre-norm, as OpenNMT-py lays it out."""

from __future__ import annotations

import math

import numpy as np
import torch
from shape import FEED_FORWARD, HEADS, LAYERS, WIDTH, position_encodings
from torch import Tensor, nn
from torch.nn import functional


class Attention(nn.Module):
    """Attention of `x` on `memory`."""

    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))

    def forward(self, x: Tensor, memory: Tensor, mask: Tensor | None, causal: bool) -> Tensor:
        """Return what `x` reads off `memory`."""
        batch, steps, _ = x.shape

        def heads(linear: nn.Linear, of: Tensor) -> Tensor:
            return linear(of).view(batch, of.shape[1], HEADS, -1).transpose(1, 2)

        read = functional.scaled_dot_product_attention(
            heads(self.q, x), heads(self.k, memory), heads(self.v, memory), attn_mask=mask, is_causal=causal
        )
        return self.o(read.transpose(1, 2).reshape(batch, steps, WIDTH))


class FeedForward(nn.Module):
    """The part between attentions."""

    def __init__(self) -> None:
        super().__init__()
        self.a, self.b = nn.Linear(WIDTH, FEED_FORWARD), nn.Linear(FEED_FORWARD, WIDTH)

    def forward(self, x: Tensor) -> Tensor:
        """Return the same shape."""
        return self.b(functional.relu(self.a(x)))


def _norm() -> nn.LayerNorm:
    return nn.LayerNorm(WIDTH, eps=1e-6)


class EncoderLayer(nn.Module):
    """Self-attention, feed-forward."""

    def __init__(self) -> None:
        super().__init__()
        self.n1, self.sa, self.n2, self.ff = _norm(), Attention(), _norm(), FeedForward()

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return the same shape."""
        h = self.n1(x)
        x = x + self.sa(h, h, mask, causal=False)
        return x + self.ff(self.n2(x))


class DecoderLayer(nn.Module):
    """Self-attention, attention on the source, feed-forward."""

    def __init__(self) -> None:
        super().__init__()
        self.n1, self.sa, self.n2, self.ca = _norm(), Attention(), _norm(), Attention()
        self.n3, self.ff = _norm(), FeedForward()

    def forward(self, x: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        """Return the same shape."""
        h = self.n1(x)
        x = x + self.sa(h, h, None, causal=True)
        x = x + self.ca(self.n2(x), memory, mask, causal=False)
        return x + self.ff(self.n3(x))


class Network(nn.Module):
    """Encoder and decoder over one vocabulary; its last index is padding, which the finished model drops."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.padding = vocabulary
        self.es, self.et = nn.Embedding(vocabulary + 1, WIDTH), nn.Embedding(vocabulary + 1, WIDTH)
        for embedding in (self.es, self.et):
            nn.init.normal_(embedding.weight, std=WIDTH**-0.5)
        self.enc = nn.ModuleList(EncoderLayer() for _ in range(LAYERS))
        self.dec = nn.ModuleList(DecoderLayer() for _ in range(LAYERS))
        self.ne, self.nd = _norm(), _norm()
        self.out = nn.Linear(WIDTH, vocabulary + 1)
        self.register_buffer("positions", torch.tensor(position_encodings()), persistent=False)

    def forward(self, source: Tensor, target: Tensor) -> Tensor:
        """Return the scores of the next piece at each position of `target`."""
        mask = (source != self.padding)[:, None, None, :]
        memory = self._embed(self.es, source)
        for layer in self.enc:
            memory = layer(memory, mask)
        memory = self.ne(memory)
        state = self._embed(self.et, target)
        for layer in self.dec:
            state = layer(state, memory, mask)
        return self.out(self.nd(state))

    def _embed(self, embedding: nn.Embedding, pieces: Tensor) -> Tensor:
        return embedding(pieces) * math.sqrt(WIDTH) + self.positions[: pieces.shape[1]]

    def weights(self) -> dict[str, np.ndarray]:
        """Return the weights by name, without the padding."""
        arrays = {
            name: value.detach().numpy().astype(np.float32) for name, value in self.state_dict().items()
        }
        cut = ("es.weight", "et.weight", "out.weight", "out.bias")
        return {name: array[: self.padding] if name in cut else array for name, array in arrays.items()}
