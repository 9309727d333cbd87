"""Findings about translation models on this machine."""

from __future__ import annotations

from forumpub.diagnostics import Rule, Severity

BROKEN_MODEL = Rule(
    slug="broken-model",
    severity=Severity.WARNING,
    why="A folder among the models is not a model, or lacks files. It is skipped; the others work.",
    example="A folder that was copied by hand, or half of one.",
    remedy="Delete it with `forumpub models remove NAME`, then install or import the model again.",
)

MODEL_CHANGED = Rule(
    slug="model-changed",
    severity=Severity.ERROR,
    why="A file of a model isn't the one that was installed: the disk failed, or someone changed it. Its"
    " translations can't be traced to what its record says.",
    example="`model/model.bin` has another SHA-256 than it had.",
    remedy="Delete the model with `forumpub models remove NAME`, then install or import it again.",
)

UNREADABLE_OFFER = Rule(
    slug="unreadable-offer",
    severity=Severity.WARNING,
    why="An entry of an index of models can't be understood; the model that it offers can't be installed.",
    example="An entry whose only address begins with `ipfs:`.",
    remedy="Tell whoever keeps the index, or name another with FORUMPUB_INDEX_URL.",
)

MODEL_PART_LEFT_OUT = Rule(
    slug="model-part-left-out",
    severity=Severity.INFO,
    why="A package brings data for sentence splitters that forumpub doesn't use and never loads.",
    example="An Argos package with a folder `stanza`.",
    remedy="Nothing: the model works without it.",
)
