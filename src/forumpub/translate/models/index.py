"""The index of Argos packages. The one module that asks a network: for `models available` and `install`."""

from __future__ import annotations

import hashlib
import http.client
import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any
from urllib.parse import urljoin, urlsplit

from forumpub.diagnostics import Findings, Outcome
from forumpub.errors import NetworkError
from forumpub.rules.models import UNREADABLE_OFFER
from forumpub.translate.models.description import argos_tag
from forumpub.values import dataclass

DEFAULT_URL = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/index.json"
_SCHEMES = ("http", "https")
_TIMEOUT_S = 30
_INDEX_BYTES = 16 * 2**20
_PACKAGE_BYTES = 8 * 2**30
_CHUNK_BYTES = 2**18
_CODE = re.compile(r"[A-Za-z0-9_]{1,20}")
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_OFFLINE_HINT = "on a machine without a network, `forumpub models import FILE` takes a file from a USB stick"

Progress = Callable[[int, "int | None"], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A package that an index offers, for one pair of languages.

    `links` are addresses of the same file. Argos' own index gives neither `sha256` nor `licence`.
    """

    source_lang: str
    target_lang: str
    version: str
    links: tuple[str, ...]
    licence: str | None = None
    sha256: str | None = None

    @property
    def version_key(self) -> tuple[int, ...]:
        """The version as numbers, to be compared."""
        return tuple(int(number) for number in re.findall(r"\d{1,9}", self.version))


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirections, but to no other scheme and from no secured address to an open one."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        old, new = urlsplit(req.full_url).scheme, urlsplit(newurl).scheme
        if new not in _SCHEMES or (old == "https" and new == "http"):
            fp.close()
            raise urllib.error.URLError(f"it redirects from {old} to {new}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def list_available(url: str) -> Outcome[tuple[Offer, ...]]:
    """Ask an index what it offers, sorted by languages, the newest version of each first.

    Raises:
        NetworkError: it can't be reached, or what is there is no index.

    Diagnostics:
        unreadable-offer: an entry that can't be understood.
    """
    data = b"".join(_read(url, _INDEX_BYTES, lambda _done, _total: None))
    try:
        entries = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise NetworkError(f"{url} is not a model index: it is not JSON", hints=(_url_hint(),)) from error
    if not isinstance(entries, list):
        raise NetworkError(f"{url} is not a model index: it is not a list", hints=(_url_hint(),))
    findings = Findings()
    offers = []
    for number, entry in enumerate(entries, 1):
        offer = _read_offer(entry, url)
        if isinstance(offer, str):
            findings.add(UNREADABLE_OFFER, f"skipped entry {number} of the index: {offer}")
        elif offer is not None:
            offers.append(offer)
    offers.sort(key=lambda offer: offer.version_key, reverse=True)
    offers.sort(key=lambda offer: (offer.source_lang, offer.target_lang))
    return findings.outcome(tuple(offers))


def download(offer: Offer, path: Path, *, on_progress: Progress = lambda _done, _total: None) -> str:
    """Download a package into a new file and return the address that gave it.

    The addresses are tried in order.

    Args:
        offer: what to download.
        path: the file; what stood there is lost.
        on_progress: is told the bytes that came, and how many there will be where that is known.

    Raises:
        NetworkError: no address gave the file, or not the one that the index means.
    """
    failures = []
    for link in offer.links:
        digest = hashlib.sha256()
        try:
            with path.open("wb") as file:
                for chunk in _read(link, _PACKAGE_BYTES, on_progress):
                    digest.update(chunk)
                    file.write(chunk)
        except NetworkError as error:
            failures.append(error)
            continue
        except OSError as error:
            raise NetworkError(f"can't write {path}: {error.strerror or error}") from error
        found = digest.hexdigest()
        if offer.sha256 is None or found == offer.sha256:
            return link
        failures.append(NetworkError(f"{link} has the SHA-256 {found}, the index says {offer.sha256}"))
    raise failures[-1]


def _read(url: str, most_bytes: int, on_progress: Progress) -> Iterator[bytes]:
    """Yield what an address gives, and fail where that is less than it announced."""
    if urlsplit(url).scheme not in _SCHEMES:
        raise NetworkError(f"{url!r} is not an http or https address", hints=(_url_hint(),))
    opener = urllib.request.build_opener(_Redirects)
    request = urllib.request.Request(url, headers={"User-Agent": "forumpub"})  # noqa: S310  # looked at above
    done = 0
    try:
        with opener.open(request, timeout=_TIMEOUT_S) as answer:
            announced = answer.headers.get("Content-Length") or ""
            total = int(announced) if re.fullmatch(r"[0-9]{1,15}", announced) else None
            while chunk := answer.read(_CHUNK_BYTES):
                done += len(chunk)
                if done > most_bytes:
                    raise NetworkError(f"{url} sends more than {most_bytes // 2**20:,} MiB")
                on_progress(done, total)
                yield chunk
    except urllib.error.HTTPError as error:
        error.close()
        raise NetworkError(f"{url} answered {error.code} {error.reason}", hints=(_url_hint(),)) from error
    except urllib.error.URLError as error:
        raise NetworkError(f"can't reach {url}: {error.reason}", hints=(_OFFLINE_HINT,)) from error
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise NetworkError(f"the connection to {url} broke: {error}", hints=(_OFFLINE_HINT,)) from error
    if total is not None and done != total:
        raise NetworkError(f"the connection to {url} broke after {done:,} of {total:,} bytes")


def _url_hint() -> str:
    return "FORUMPUB_INDEX_URL names the index"


def _read_offer(entry: object, url: str) -> Offer | str | None:
    """Read an entry; text says what is wrong with it, None that it is another kind of package."""
    if not isinstance(entry, dict):
        return "it is not a table"
    if entry.get("type", "translate") != "translate":
        return None
    codes = [entry.get("from_code"), entry.get("to_code")]
    if not all(isinstance(code, str) and _CODE.fullmatch(code) for code in codes):
        return "it names no languages"
    version, sha256 = entry.get("package_version", "0"), entry.get("sha256")
    licence = entry.get("license") or entry.get("licence")
    if not isinstance(version, str) or not isinstance(licence, str | None):
        return "its version or licence is not a text"
    if sha256 is not None and not (isinstance(sha256, str) and _SHA256.fullmatch(sha256)):
        return "its sha256 is not a SHA-256 digest"
    links = tuple(_links(entry.get("links"), url))
    if not links:
        return "it has no http or https address"
    source, target = (argos_tag(str(code)) for code in codes)
    return Offer(
        source_lang=source,
        target_lang=target,
        version=version,
        links=links,
        licence=licence,
        sha256=sha256.lower() if sha256 else None,
    )


def _links(found: object, url: str) -> Iterator[str]:
    for link in found if isinstance(found, Iterable) and not isinstance(found, str) else ():
        # Old indexes have ipfs addresses too; some are relative to the index.
        if isinstance(link, str) and urlsplit(joined := urljoin(url, link)).scheme in _SCHEMES:
            yield joined
