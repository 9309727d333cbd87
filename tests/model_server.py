"""An index of models on loopback; a test that uses it is marked with `allow_hosts`."""

from __future__ import annotations

import contextlib
import http.server
import json
import threading
from collections.abc import Callable, Iterator, Mapping

from model_packages import metadata

Answer = Callable[[http.server.BaseHTTPRequestHandler], None]


@contextlib.contextmanager
def serving(pages: Mapping[str, bytes | Answer]) -> Iterator[tuple[str, list[str]]]:
    """Serve pages on loopback; give the address and the paths that were asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            page = pages.get(self.path)
            if callable(page):
                page(self)
            elif page is None:
                self.send_error(404)
            else:
                send(self, page)

        def log_request(self, code: object = "-", size: object = "-") -> None:
            pass

        def log_error(self, *_words: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            thread.join()


def send(handler: http.server.BaseHTTPRequestHandler, data: bytes, *, announced: int | None = None) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(data) if announced is None else announced))
    handler.end_headers()
    handler.wfile.write(data)


def redirect(to: str) -> Answer:
    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", to)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def entry(source: str, target: str, *links: str, **more: object) -> dict[str, object]:
    return {**json.loads(metadata(source, target)), "links": links or (f"{source}_{target}.zip",), **more}


def pages(*entries: object, **files: bytes) -> dict[str, bytes | Answer]:
    return {
        "/index.json": json.dumps(entries).encode(),
        **{f"/{name}.zip": data for name, data in files.items()},
    }
