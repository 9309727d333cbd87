"""Glossaries in layers: the shipped ones, then the project's, then those of the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from forumpub.diagnostics import Diagnostic, Findings, Outcome, Severity
from forumpub.env import Environment
from forumpub.errors import InputError
from forumpub.rules import glossary as rules
from forumpub.translate.terms.entry import TermEntry
from forumpub.translate.terms.glossary import Glossary
from forumpub.translate.terms.matching import key_of
from forumpub.translate.terms.reading import read_glossary
from forumpub.translate.terms.row import SOURCE, TARGET, Row, canonical_lang
from forumpub.values import dataclass

_SUFFIXES = (".tsv", ".csv", ".tbx")


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryFile:
    """A glossary that was given, as it was read: at least one row, and what was found in reading it."""

    path: Path
    rows: tuple[Row, ...]
    diagnostics: tuple[Diagnostic, ...]


def read_glossaries(paths: Sequence[Path], env: Environment) -> tuple[GlossaryFile, ...]:
    """Read the glossaries that are given, each once.

    Raises:
        InputError: one can't be read, or holds no term: nobody names a glossary to have none of its terms.
    """
    return tuple(_read_given(path, env) for path in dict.fromkeys(paths))


def _read_given(path: Path, env: Environment) -> GlossaryFile:
    read = read_glossary(env.read_bytes(path), path.name)
    if not read.value:
        bad = [found for found in read.diagnostics if found.severity is Severity.ERROR]
        worst = next(iter((*bad, *read.diagnostics)), None)
        why = worst.message if worst is not None else f"{path.name} has no term"
        hints = worst.hints if worst is not None else ("write a term under its headings, or leave it out",)
        raise InputError(f"can't use the glossary {path}: {why}", hints=hints)
    return GlossaryFile(path=path, rows=read.value, diagnostics=read.diagnostics)


def load_glossaries(
    paths: Sequence[Path], *, source_lang: str, target_lang: str, env: Environment
) -> Outcome[Glossary]:
    """Load the shipped glossaries and `paths`; a later one has the last word on a term.

    Args:
        paths: the project's, then those of the command line.
        source_lang: BCP 47; as `target_lang`, brought to the tag that glossaries use.
        target_lang: BCP 47.
        env: whose `glossary_dirs()` hold the shipped ones.

    Raises:
        InputError: a file can't be read, or one of `paths` holds no term.

    Diagnostics:
        glossary-column, glossary-row; glossary-duplicate and glossary-conflict for two rows of one file, with
        their lines.
    """
    findings = Findings()
    source_lang, target_lang = canonical_lang(source_lang), canonical_lang(target_lang)
    terms: dict[tuple[str, ...], TermEntry] = {}
    # Of one that is named twice the last place counts.
    given = dict.fromkeys(reversed(paths))
    for path in (*list_shipped(env), *reversed(given)):
        file = _read_given(path, env)
        rows = findings.take(Outcome(file.rows, file.diagnostics))
        chosen = findings.take(_choose(rows, path.name, source_lang, target_lang))
        terms |= chosen
    entries = tuple(terms.values())
    return findings.outcome(Glossary(source_lang=source_lang, target_lang=target_lang, entries=entries))


def check_glossaries(
    files: Sequence[GlossaryFile], pairs: Sequence[tuple[str, str]]
) -> Iterator[tuple[Path, tuple[Diagnostic, ...]]]:
    """Tell what is to say about each glossary of a run, once for all its pairs of languages.

    Args:
        files: the project's, and those of the command line.
        pairs: source and target, BCP 47.

    Returns:
        Each file with its findings, where it has some.

    Diagnostics:
        glossary-unused: it has no term for any pair. glossary-without-language: it has none for some.
        Those of reading it, and of loading it for the pairs.
    """
    for file in files:
        findings = Findings()
        findings.take(Outcome(None, file.diagnostics))
        for source, target in pairs:
            langs = canonical_lang(source), canonical_lang(target)
            findings.take(_choose(file.rows, file.path.name, *langs))
        _check_use(file, pairs, findings)
        found = tuple(dict.fromkeys(findings.outcome(None).diagnostics))
        if found:
            yield file.path, found


def _check_use(file: GlossaryFile, pairs: Sequence[tuple[str, str]], findings: Findings) -> None:
    lacking = [pair for pair in pairs if not _serves(file.rows, *pair)]
    if not lacking:
        return
    rule = rules.GLOSSARY_UNUSED if len(lacking) == len(pairs) else rules.GLOSSARY_WITHOUT_LANGUAGE
    tags = dict.fromkeys(wording.lang for row in file.rows for wording in row.wordings if wording.forms)
    findings.add(
        rule,
        f"{file.path.name} has no term {_name_pairs(lacking)}",
        hints=[f"its languages are {', '.join(tags)}"],
    )


def _serves(rows: Iterable[Row], source_lang: str, target_lang: str) -> bool:
    langs = canonical_lang(source_lang), canonical_lang(target_lang)
    return any(True for row in rows for _ in _entries(row, "", *langs))


def _name_pairs(pairs: Iterable[tuple[str, str]]) -> str:
    """Return "from en into id, th; from zh into th"."""
    targets: dict[str, list[str]] = {}
    for source, target in pairs:
        targets.setdefault(source, []).append(target)
    return "; ".join(f"from {source} into {', '.join(langs)}" for source, langs in targets.items())


def list_shipped(env: Environment) -> tuple[Path, ...]:
    """List the shipped glossaries in order of their names."""
    found = {
        path.name: path
        for folder in reversed(env.glossary_dirs())
        for path in folder.iterdir()
        if path.suffix in _SUFFIXES
    }
    return tuple(path for _, path in sorted(found.items()))


def _choose(
    rows: Iterable[Row], name: str, source_lang: str, target_lang: str
) -> Outcome[dict[tuple[str, ...], TermEntry]]:
    """Turn the rows of one file into the entries of one pair; of two with one key the first holds."""
    findings = Findings()
    chosen: dict[tuple[str, ...], tuple[int, TermEntry]] = {}
    for row in rows:
        _check_kept(row, name, source_lang, target_lang, findings)
        for entry in _entries(row, name, source_lang, target_lang):
            key = key_of(entry.source)
            if not key:
                message = f"{name}, line {row.line}: {entry.source!r} has no letter or digit to be found by"
                findings.add(rules.GLOSSARY_ROW, message)
                continue
            if key not in chosen:
                chosen[key] = (row.line, entry)
                continue
            line, first = chosen[key]
            if line == row.line:
                continue
            where = f"{name}, lines {line} and {row.line}: {entry.source!r} occurs twice"
            if _same(first, entry):
                findings.add(rules.GLOSSARY_DUPLICATE, f"{where} with the same rendering {entry.target!r}")
            else:
                message = f"{where}, as {first.target!r} and as {entry.target!r}; the first is used"
                findings.add(rules.GLOSSARY_CONFLICT, message, hints=[rules.GLOSSARY_CONFLICT.remedy])
    return findings.outcome({key: entry for key, (_, entry) in chosen.items()})


def _check_kept(row: Row, name: str, source_lang: str, target_lang: str, findings: Findings) -> None:
    """Tell a rendering that no translation gets, since the row says to keep the source's words."""
    sources = row.forms(source_lang, SOURCE)
    unused = [form for form in row.forms(target_lang, TARGET) if form not in sources]
    if row.keep and sources and unused:
        message = f"{name}, line {row.line}: {sources[0]!r} is kept as it is, so {unused[0]!r} is not used"
        findings.add(rules.GLOSSARY_ROW, message, hints=["take out the rendering, or keep"])


def _same(first: TermEntry, second: TermEntry) -> bool:
    return (first.target, first.keep, set(first.forbidden)) == (
        second.target,
        second.keep,
        set(second.forbidden),
    )


def _entries(row: Row, name: str, source_lang: str, target_lang: str) -> Iterator[TermEntry]:
    sources, targets = row.forms(source_lang, SOURCE), row.forms(target_lang, TARGET)
    for source in sources:
        if not targets and not row.keep:
            return
        yield TermEntry(
            source=source,
            target=source if row.keep else targets[0],
            part=row.part,
            accepted=() if row.keep else targets[1:],
            forbidden=row.forbidden(target_lang),
            keep=row.keep,
            reviewed=row.reviewed,
            note=row.note,
            origin=f"{name}:{row.line}",
        )
