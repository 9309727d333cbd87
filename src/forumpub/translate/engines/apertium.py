"""The Debian program `apertium`, for Indonesian and Malay: rules and dictionaries, no model.

A process of its own under the GPL, never linked; one call takes all sentences.
"""

from __future__ import annotations

import functools
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence

from forumpub.errors import EngineError, ModelError
from forumpub.model import EngineUse
from forumpub.translate.engine import Decoding, Hypothesis, Translatable
from forumpub.translate.models.description import edition_tag
from forumpub.values import dataclass

NAME = "apertium"
_PROGRAM = "apertium"
# Two line ends are a paragraph to it: no rule looks across them.
_BETWEEN = "\n\n"
_BLANKS = re.compile(r"[\s\0]+")
_START_S = 30.0
_SENTENCE_S = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """A direction of the program. `package` is the Debian package of its data."""

    name: str
    package: str
    licence: str


# /usr/share/doc/apertium-ind-zlm/copyright: parts are GPL-2+, parts GPL-3+.
_MODES: Mapping[tuple[str, str], Mode] = {
    pair: Mode(name=name, package="apertium-ind-zlm", licence="GPL-3.0-or-later")
    for pair, name in ((("id", "ms"), "ind-zlm"), (("ms", "id"), "zlm-ind"))
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ApertiumEngine:
    """One direction of the program. It has one answer for a sentence, no score and no links."""

    use: EngineUse
    mode: str

    def measure(self, sentence: str) -> Translatable:
        """Count words; any number fits."""
        return Translatable(tokens=len(sentence.split()), fits=True)

    def translate(self, sentences: Sequence[str], decoding: Decoding) -> tuple[tuple[Hypothesis, ...], ...]:
        """Translate all sentences in one call of the program.

        Raises:
            EngineError: the program failed.
        """
        # A line end would make two of one.
        wanted = {sentence: _BLANKS.sub(" ", sentence).strip() for sentence in sentences}
        filled = list(dict.fromkeys(text for text in wanted.values() if text))
        found = dict(zip(filled, _run_all(filled, self.mode), strict=True))
        return tuple((Hypothesis(text=found.get(wanted[sentence], "")),) for sentence in sentences)


def find_modes(source_lang: str, target_lang: str) -> tuple[Mode, ...]:
    """Find the directions for a pair of languages that are installed on this machine: one or none."""
    mode = _MODES.get((edition_tag(source_lang), edition_tag(target_lang)))
    return (mode,) if mode and mode.name in _installed_modes() else ()


def open_apertium(source_lang: str, target_lang: str) -> ApertiumEngine:
    """Return the engine for a pair of languages.

    Raises:
        ModelError: the program, or its data for the pair, isn't installed.
    """
    modes = find_modes(source_lang, target_lang)
    if not modes:
        raise ModelError(
            f"apertium doesn't translate {source_lang} into {target_lang} on this machine",
            hints=("`sudo apt install apertium apertium-ind-zlm` for Indonesian and Malay",),
        )
    use = EngineUse(
        name=NAME, model=modes[0].package, route=(source_lang, target_lang), licence=modes[0].licence
    )
    return ApertiumEngine(use=use, mode=modes[0].name)


@functools.cache
def _installed_modes() -> frozenset[str]:
    if shutil.which(_PROGRAM) is None:
        return frozenset()
    try:
        listed = _call(["-l"], "", timeout_s=_START_S)
    except EngineError:
        return frozenset()
    return frozenset(listed.split())


def _run_all(texts: Sequence[str], mode: str) -> list[str]:
    """Translate texts, none of them blank. Where paragraphs don't come back one by one, halves are tried."""
    if not texts:
        return []
    limit_s = _START_S + _SENTENCE_S * len(texts)
    answer = _call(["-u", "-f", "txt", mode], _BETWEEN.join(texts), timeout_s=limit_s)
    if len(texts) == 1:
        return [_BLANKS.sub(" ", answer).strip()]
    answers = answer.strip().split(_BETWEEN)
    if len(answers) == len(texts):
        return [_BLANKS.sub(" ", text).strip() for text in answers]
    middle = len(texts) // 2
    return [*_run_all(texts[:middle], mode), *_run_all(texts[middle:], mode)]


def _call(options: Sequence[str], text: str, *, timeout_s: float) -> str:
    # It reads and writes in the encoding of the locale, whatever the user's is.
    command = ["env", "LC_ALL=C.UTF-8", _PROGRAM, *options]
    try:
        done = subprocess.run(  # noqa: S603  # fixed words, and a mode of the table above
            command, input=text.encode(errors="replace"), capture_output=True, timeout=timeout_s, check=True
        )
        return done.stdout.decode()
    except subprocess.TimeoutExpired as error:
        raise EngineError(f"apertium gave no answer in {timeout_s:.0f} s") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().split("\n")[-1][:200]
        raise EngineError(
            f"apertium failed with status {error.returncode}: {said or 'no message'}"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise EngineError(f"can't run apertium: {error}") from error
