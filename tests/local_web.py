"""A web server of this machine for tests: pages by their path, some of them slow, endless or leading elsewhere."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

from tools.fetching import Reach

LOCAL = Reach(schemes=frozenset({"http"}), ports=frozenset(), is_allowed=lambda address: address == ip_address("127.0.0.1"))


@contextmanager
def local_web(pages: dict[str, tuple[str, bytes]]) -> Iterator[str]:
    """Serves `pages`, path -> (content type or 'to ADDRESS', body), and gives the address of the root without a slash."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, body = pages.get(self.path, ("", b""))
            if kind.startswith("to "):
                self.send_response(302)
                self.send_header("Location", kind.removeprefix("to "))
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            self.send_response(200 if kind else 404)
            self.send_header("Content-Type", kind)
            self.end_headers()
            if kind == "slow":
                for _ in range(100):
                    self.wfile.write(b".")
                    self.wfile.flush()
                    time.sleep(0.05)
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True  # the reader left

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
