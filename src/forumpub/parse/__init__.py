"""Source text in, article out; cannot fail."""

from __future__ import annotations

from collections.abc import Mapping

from forumpub.diagnostics import Findings, Outcome, sort_by_place
from forumpub.model import Article, Detection
from forumpub.parse.options import ParseOptions
from forumpub.parse.reader import Reader
from forumpub.source import SourceText

__all__ = ["ParseOptions", "parse"]


def parse(
    source: SourceText,
    *,
    options: ParseOptions | None = None,
    readers: Mapping[str, Reader] | None = None,
) -> Outcome[Article]:
    """Recognise a transcript.

    Args:
        source: the decoded text.
        options: what the caller knows better than the text.
        readers: further readers by name, asked after the built-in ones; a built-in name wins.

    Returns:
        The article and every finding, in order of the text. The article's spans account for every character.

    Raises:
        ChoiceError: `options.format` names no reader.
    """
    # Imported here, so that asking for the options alone costs nothing.
    from forumpub.parse.assemble import assemble
    from forumpub.parse.detect import FALLBACK, UNKNOWN, detect
    from forumpub.parse.frontmatter import read_front_matter
    from forumpub.parse.reader import ReadOptions
    from forumpub.parse.registry import Readers, load_reader

    chosen = options or ParseOptions()
    findings = Findings()
    front = findings.take(read_front_matter(source))
    read_options = ReadOptions(
        lang=chosen.lang or front.lang, labels=chosen.labels, body_start=front.body_start
    )
    known = Readers(readers)
    if chosen.format is not None:
        reader = known[chosen.format] if chosen.format in known else load_reader(chosen.format)
        detection = Detection(format=chosen.format, forced=True)
    else:
        detection = findings.take(detect(source, read_options, known))
        reader = known[FALLBACK if detection.format == UNKNOWN else detection.format]
    draft = findings.take(reader.read(source, read_options))
    article = findings.take(assemble(source, draft, detection=detection, options=chosen, front=front))
    return Outcome(article, sort_by_place(findings.outcome(None).diagnostics))
