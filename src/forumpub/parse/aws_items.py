"""AWS Transcribe without segments: one text, and its words as a list with times and speakers.

The text is what is read; the words only tell where in it a voice begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forumpub.parse.json_values import JsonValue
from forumpub.parse.timed_text import Caption, CaptionLine, make_time, make_voice, parse_clock
from forumpub.parse.turns import DraftBuilder
from forumpub.source import Span
from forumpub.values import dataclass

# A word is looked for this near behind the one before; a list that doesn't fit its text runs out soon.
_REACH_CHARS = 60


@dataclass(slots=True)
class _Item:
    content: JsonValue | None = None
    speaker: JsonValue | None = None
    start_s: float | None = None
    end_s: float | None = None
    start: int = 0
    end: int = 0


def read_aws_items(builder: DraftBuilder, values: Sequence[JsonValue]) -> list[Caption]:
    """Cut the transcript at the ends of its sentences and where the speaker changes."""
    text = builder.source.text
    whole = next((v for v in values if v.path == ("results", "transcripts", 0, "transcript")), None)
    if whole is None:
        return []
    items = list(_place(text, whole, _read_items(text, values)))
    if not items:
        return [Caption(lines=(CaptionLine(runs=(Span(whole.start, whole.end),)),))]
    captions: list[Caption] = []
    group: list[_Item] = []
    label = ""
    for item in items:
        speaker = text[item.speaker.start : item.speaker.end] if item.speaker else label
        ended = group and text[group[-1].start : group[-1].end] in (".", "?", "!", "。", "？", "！")
        if group and (speaker != label or ended):
            captions.append(_make_caption(builder, group, item.start))
            group = []
        label = speaker
        group.append(item)
    captions.append(_make_caption(builder, group, whole.end))
    first = captions[0].lines[0]
    runs = (Span(whole.start, first.runs[0].end),)
    captions[0] = Caption(lines=(CaptionLine(runs=runs, voice=first.voice),), time=captions[0].time)
    return captions


def _read_items(text: str, values: Sequence[JsonValue]) -> list[_Item]:
    items: dict[int, _Item] = {}
    labels: dict[str, JsonValue] = {}
    label: JsonValue | None = None
    began = ""
    for value in values:
        raw = text[value.start : value.end]
        match value.path:
            case ("results", "items", int(index), *rest):
                _take(value, raw, tuple(rest), items.setdefault(index, _Item()))
            case ("results", "speaker_labels", "segments", int(), "items", int(), str(key)):
                label = value if key == "speaker_label" else label
                began = raw if key == "start_time" else began
                if label is not None and began:
                    labels[began] = label
                    label, began = None, ""
            case _:
                pass
    by_time = {parse_clock(time): value for time, value in labels.items()}
    for item in items.values():
        if item.speaker is None and item.start_s is not None:
            item.speaker = by_time.get(item.start_s)
    return [items[index] for index in sorted(items)]


def _take(value: JsonValue, raw: str, rest: tuple[str | int, ...], item: _Item) -> None:
    match rest:
        case ("alternatives", 0, "content"):
            item.content = value
        case ("speaker_label",):
            item.speaker = value
        case ("start_time",):
            item.start_s = parse_clock(raw)
        case ("end_time",):
            item.end_s = parse_clock(raw)
        case _:
            pass


def _place(text: str, whole: JsonValue, items: Sequence[_Item]) -> Iterator[_Item]:
    """Find every word in the text, each behind the one before."""
    at = whole.start
    for item in items:
        if item.content is None:
            continue
        word = text[item.content.start : item.content.end]
        found = text.find(word, at, min(whole.end, at + _REACH_CHARS + len(word))) if word else -1
        if found >= 0:
            item.start, item.end = found, found + len(word)
            at = item.end
            yield item


def _make_caption(builder: DraftBuilder, group: Sequence[_Item], end: int) -> Caption:
    speaker = next((item.speaker for item in group if item.speaker is not None), None)
    voice = make_voice(builder, speaker.start, speaker.end) if speaker is not None else None
    starts = [item.start_s for item in group if item.start_s is not None]
    ends = [item.end_s for item in group if item.end_s is not None]
    time = make_time(starts[0] if starts else None, ends[-1] if ends else None)
    return Caption(lines=(CaptionLine(runs=(Span(group[0].start, end),), voice=voice),), time=time)
