"""Translate the benchmark's articles once, one way, in a process of its own; results go to a JSON file.

`python benchmarks/translate_one.py WAY MODELS TEXTS RESULT`; WAY is `stock`, `library-BEAM-TOKENS` for
CTranslate2 and nothing else, `beam-N` for our engine alone, or `fast`, `balanced`, `best` for all of it:
sentences, glossary, checks, ladder, memory.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

SOURCE, TARGET = "en", "id"
Articles = list[list[str]]


def stock() -> Callable[[Articles], Articles]:
    """Return argostranslate as it is, but for its splitter of sentences.

    Its own downloads a network of 1 to 3 MB at its first use; an expression in its place costs nothing and
    gives the same sentences here, which is in its favour.
    """
    from argostranslate import sbd, translate

    class Splitter(sbd.ISentenceBoundaryDetectionModel):
        def __init__(self, pkg: Any) -> None:
            self.pkg = pkg

        def split_sentences(self, text: str) -> list[str]:
            return re.split(r"(?:(?<=[.!?])|(?<=[.!?]”))\s+(?=[“A-Z])", text)

    translate.MiniSBDSentencizer = Splitter
    translation = translate.get_translation_from_codes(SOURCE, TARGET)
    translation.translate("Trade.")
    return lambda articles: [[translation.translate(text) for text in article] for article in articles]


def split_articles(articles: Articles) -> list[list[list[str]]]:
    """Return the sentences of each paragraph of each article."""
    from forumpub.translate.sentences import split_sentences

    return [
        [[text[s.start : s.end].strip() for s in split_sentences(text, SOURCE)] for text in article]
        for article in articles
    ]


def library_alone(
    beam: int, batch_tokens: int, models: Path, articles: Articles
) -> Callable[[Articles], Articles]:
    """Return one call of CTranslate2 for all sentences: what any program that uses it can reach here.

    Sentences are cut into pieces before the clock starts; joining the answers' pieces takes a hundredth of a
    second.
    """
    import ctranslate2
    import sentencepiece

    from forumpub.translate.engines.hardware import count_processors, settle_allocator

    settle_allocator()
    (package,) = models.glob(f"{SOURCE}_{TARGET}-*")
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(package / "sentencepiece.model"))
    split = split_articles(articles)
    cut = pieces.encode(
        [sentence for article in split for text in article for sentence in text], out_type=str
    )
    translator = ctranslate2.Translator(
        str(package / "model"), compute_type="auto", inter_threads=count_processors(), intra_threads=1
    )
    translator.translate_batch([["."]], beam_size=1)

    def run(_: Articles) -> Articles:
        found = translator.translate_batch(
            cut, beam_size=beam, length_penalty=0.2, max_batch_size=batch_tokens, batch_type="tokens"
        )
        answers = iter(pieces.decode([result.hypotheses[0] for result in found]))
        return [[" ".join(next(answers) for _ in text) for text in article] for article in split]

    return run


def engine_alone(beam: int, models: Path) -> Callable[[Articles], Articles]:
    """Return our sentences and engine, without anything around them."""
    from forumpub.translate.engine import Decoding
    from forumpub.translate.engines.choice import open_engine
    from forumpub.translate.models.store import ModelStore

    engine = open_engine(SOURCE, TARGET, ModelStore(models))
    engine.translate(["Trade."], Decoding(beam=1))

    def run(articles: Articles) -> Articles:
        split = split_articles(articles)
        flat = [sentence for article in split for text in article for sentence in text]
        answers = iter(engine.translate(flat, Decoding(beam=beam)))
        return [[" ".join(next(answers)[0].text for _ in text) for text in article] for article in split]

    return run


def everything(quality: str, models: Path, memory_file: Path) -> Callable[[Articles], Articles]:
    """Return the whole way from text to checked translation, with the shipped glossary and a memory."""
    from forumpub.env import SystemEnvironment
    from forumpub.translate.cascade import Quality, translate_segments
    from forumpub.translate.engine import Decoding
    from forumpub.translate.engines.choice import open_engine
    from forumpub.translate.memory import open_memory
    from forumpub.translate.models.store import ModelStore
    from forumpub.translate.segments import Segment
    from forumpub.translate.sentences import split_sentences
    from forumpub.translate.terms.loading import load_glossaries

    engine = open_engine(SOURCE, TARGET, ModelStore(models))
    engine.translate(["Trade."], Decoding(beam=1))
    env = SystemEnvironment()
    glossary = load_glossaries((), source_lang=SOURCE, target_lang=TARGET, env=env).value
    memory = open_memory(memory_file).value

    def run(articles: Articles) -> Articles:
        segments, owners = [], []
        for number, article in enumerate(articles):
            for place, text in enumerate(article):
                for span in split_sentences(text, SOURCE):
                    ident = f"a{number}p{place}s{len(segments)}"
                    words = text[span.start : span.end].strip()
                    segments.append(Segment(id=ident, part=f"a{number}p{place}", text=words))
                    owners.append((number, place))
        with closing(memory):
            outcome = translate_segments(
                segments,
                source_lang=SOURCE,
                target_lang=TARGET,
                engine=engine,
                glossary=glossary,
                memory=memory,
                quality=Quality(quality),
            )
        made: list[list[list[str]]] = [[[] for _ in article] for article in articles]
        for (number, place), segment in zip(owners, outcome.value, strict=True):
            made[number][place].append(segment.target)
        rungs = [segment.rung for segment in outcome.value]
        NOTES["rungs"] = {str(rung): rungs.count(rung) for rung in sorted(set(rungs), key=str)}
        NOTES["doubtful"] = sum(1 for segment in outcome.value if segment.findings)
        return [[" ".join(text) for text in article] for article in made]

    return run


NOTES: dict[str, Any] = {}


def main(way: str, models: Path, texts: Path, result: Path) -> None:
    """Translate, and write what it took: seconds of the translation alone, without start and loading."""
    articles: Articles = json.loads(texts.read_text("utf-8"))
    started = time.perf_counter(), time.process_time()
    if way == "stock":
        run = stock()
    elif way.startswith("library-"):
        beam, batch_tokens = map(int, way.removeprefix("library-").split("-"))
        run = library_alone(beam, batch_tokens, models, articles)
    elif way.startswith("beam-"):
        run = engine_alone(int(way.removeprefix("beam-")), models)
    else:
        run = everything(way, models, result.with_suffix(".memory"))
    loaded = time.perf_counter(), time.process_time()
    made = run(articles)
    done = time.perf_counter(), time.process_time()
    usage = {
        "load_cpu_s": loaded[1] - started[1],
        "wall_s": done[0] - loaded[0],
        "cpu_s": done[1] - loaded[1],
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "texts": made,
        **NOTES,
    }
    result.write_text(json.dumps(usage, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], *(Path(argument) for argument in sys.argv[2:5]))
