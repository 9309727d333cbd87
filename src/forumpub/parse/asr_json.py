"""Speech recognition with speakers told apart, as JSON: whisper, whisperX, AWS Transcribe and kin.

Source: docs/formats/asr-json.md.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field

from forumpub.diagnostics import Findings, Outcome
from forumpub.model import TimeRange
from forumpub.parse.aws_items import read_aws_items
from forumpub.parse.draft import Draft
from forumpub.parse.json_values import JsonValue, scan_json
from forumpub.parse.notation import Notation, read_notation
from forumpub.parse.reader import Evidence, ReadOptions
from forumpub.parse.remainder import mark_remainder, settle_language
from forumpub.parse.sampling import SAMPLE_CHARS
from forumpub.parse.timed_text import (
    Caption,
    CaptionLine,
    Customs,
    make_time,
    make_voice,
    parse_clock,
    write_captions,
)
from forumpub.parse.turns import DraftBuilder
from forumpub.rules import structure
from forumpub.source import SourceText, Span
from forumpub.values import dataclass

# Lists of stretches of speech by the key that holds them; where a file has two, the earlier is read.
_LISTS = ("audio_segments", "utterances", "segments", "transcription", "monologues", "chunks")
_TEXT = ("text", "transcript")
_SPEAKER = ("speaker", "speaker_label", "speaker_id", "speakerLabel")
_STARTS = ("start", "start_time", "begin")
_ENDS = ("end", "end_time")
_MILLISECONDS = 1000
_LANGUAGE = (("language",), ("result", "language"), ("results", "language_code"))
_WORDS_OF_A_SENTENCE = 6
# What repeats the words of the segments.
_KNOWN = frozenset({*_TEXT, "word", "words", "content", "transcripts"})


@dataclass(slots=True)
class _Segment:
    """One stretch of speech, as its values come in."""

    text: JsonValue | None = None
    speaker: JsonValue | None = None
    start_s: float | None = None
    end_s: float | None = None


@dataclass(slots=True)
class _Found:
    """What a file holds: stretches of speech by the path of their list, and other texts."""

    lists: dict[tuple[str | int, ...], dict[int, _Segment]] = field(default_factory=dict)
    whole: list[JsonValue] = field(default_factory=list)
    others: list[JsonValue] = field(default_factory=list)
    lang: str | None = None


class AsrJsonReader:
    """Reads the JSON that speech recognition writes."""

    name = "asr-json"
    summary = "speech recognition as JSON: whisper, whisper.cpp, whisperX, AWS Transcribe"

    def weigh(self, source: SourceText, options: ReadOptions) -> Evidence:
        """Look for a list of segments with words and times."""
        start = options.body_start
        sample = source.text[start : start + SAMPLE_CHARS]
        if sample.lstrip("\ufeff\r\n\t ")[:1] not in ("{", "["):
            return Evidence(score=0.0)
        found = _gather(sample, scan_json(sample))
        for path, segments in found.lists.items():
            if any(one.text is not None and one.start_s is not None for one in segments.values()):
                return Evidence(score=0.97, reasons=(f"a list of {_called(path)} with words and times",))
        if any(value.path[:2] == ("results", "transcripts") for value in found.whole):
            return Evidence(score=0.97, reasons=("results.transcripts, as AWS Transcribe writes",))
        if found.whole and found.whole[0].path == ("text",):
            return Evidence(score=0.6, reasons=("one text without times",))
        return Evidence(score=0.0)

    def read(self, source: SourceText, options: ReadOptions) -> Outcome[Draft]:
        """Join the segments of a voice to turns; set everything else aside."""
        findings = Findings()
        builder = DraftBuilder(source, Notation.JSON)
        values = tuple(scan_json(source.text, options.body_start))
        found = _gather(source.text, values)
        segments = _choose(found)
        if segments:
            captions = _make_captions(builder, segments)
        else:
            captions = read_aws_items(builder, values) or list(_read_whole(found))
        write_captions(builder, captions, Customs(names=False, repeats=False), findings)
        builder.lang = found.lang
        _report_others(source, found.others, findings)
        draft = settle_language(builder.draft())
        return findings.outcome(mark_remainder(source, draft, options.body_start))


def _called(path: Sequence[str | int]) -> str:
    return str(next((step for step in reversed(path) if isinstance(step, str)), "segments"))


def _gather(text: str, values: Iterable[JsonValue]) -> _Found:
    found = _Found()
    for value in values:
        place = _list_place(value.path)
        if place is not None:
            path, index, rest = place
            _take(text, value, rest, found.lists.setdefault(path, {}).setdefault(index, _Segment()))
        elif value.is_text and value.key in _TEXT and len(value.path) <= 4:
            found.whole.append(value)
        elif value.path in _LANGUAGE:
            found.lang = _read_language(text[value.start : value.end])
        if value.is_text and value.key not in _KNOWN:
            words = text.count(" ", value.start, value.end) + 1
            if words >= _WORDS_OF_A_SENTENCE:
                found.others.append(value)
    return found


def _list_place(
    path: tuple[str | int, ...],
) -> tuple[tuple[str | int, ...], int, tuple[str | int, ...]] | None:
    """Take a path apart at the innermost list of speech; a bare list of segments has an empty path."""
    for at in range(len(path) - 1, -1, -1):
        step = path[at]
        if isinstance(step, int) and (at == 0 or path[at - 1] in _LISTS):
            return path[:at], step, path[at + 1 :]
    return None


def _take(text: str, value: JsonValue, rest: tuple[str | int, ...], segment: _Segment) -> None:
    raw = text[value.start : value.end]
    match rest:
        case (str(key),) if key in _TEXT and value.is_text:
            segment.text = value
        case (str(key),) if key in _SPEAKER and raw != "null":
            segment.speaker = value
        case (str(key),) if key in _STARTS:
            segment.start_s = _read_seconds(raw)
        case (str(key),) if key in _ENDS:
            segment.end_s = _read_seconds(raw)
        case ("timestamp", 0):
            segment.start_s = _read_seconds(raw)
        case ("timestamp", 1):
            segment.end_s = _read_seconds(raw)
        case ("timestamps", "from"):
            segment.start_s = parse_clock(raw)
        case ("timestamps", "to"):
            segment.end_s = parse_clock(raw)
        case _:
            pass


def _read_seconds(raw: str) -> float | None:
    try:
        seconds = float(raw[:40])
    except ValueError:
        return parse_clock(raw[:40])
    return round(seconds, 3) if math.isfinite(seconds) and seconds >= 0 else None


def _choose(found: _Found) -> list[_Segment]:
    """Return the segments to read: of the list that comes first in the order of preference."""
    best: list[_Segment] = []
    rank = len(_LISTS)
    for path, segments in found.lists.items():
        spoken = [one for _, one in sorted(segments.items()) if one.text is not None]
        place = next((at for at, name in enumerate(_LISTS) if path and path[-1] == name), len(_LISTS) - 1)
        if spoken and (not best or place < rank):
            best, rank = spoken, place
    return best


def _make_captions(builder: DraftBuilder, segments: Sequence[_Segment]) -> list[Caption]:
    captions: list[Caption] = []
    scale = _time_scale(segments)
    for segment in segments:
        if segment.text is None:
            continue
        voice = make_voice(builder, segment.speaker.start, segment.speaker.end) if segment.speaker else None
        line = CaptionLine(runs=(Span(segment.text.start, segment.text.end),), voice=voice)
        captions.append(Caption(lines=(line,), time=_scaled(segment, scale)))
    return captions


def _time_scale(segments: Sequence[_Segment]) -> float:
    """Tell milliseconds from seconds: nobody speaks for ten minutes in one segment, on the average."""
    lengths = [
        one.end_s - one.start_s for one in segments if one.end_s is not None and one.start_s is not None
    ]
    return 1 / _MILLISECONDS if lengths and sum(lengths) / len(lengths) > 600 else 1.0


def _scaled(segment: _Segment, scale: float) -> TimeRange | None:
    if segment.start_s is None or segment.end_s is None:
        return None
    return make_time(round(segment.start_s * scale, 3), round(segment.end_s * scale, 3))


def _read_whole(found: _Found) -> Iterator[Caption]:
    """Without segments, the text as a whole is what there is."""
    for value in found.whole[:1]:
        yield Caption(lines=(CaptionLine(runs=(Span(value.start, value.end),)),))


def _read_language(raw: str) -> str | None:
    return raw if re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}", raw) else None


def _report_others(source: SourceText, others: Sequence[JsonValue], findings: Findings) -> None:
    for value in others[:20]:
        words = " ".join(read_notation(source.text[value.start : value.end][:200], Notation.JSON).split())
        findings.add(
            structure.FIELD_SET_ASIDE,
            f"the words of the field {value.key!r} are not printed: “{words[:60]}”",
            Span(value.start, value.end),
        )
