"""Take webhooks and say what changed: ``python receive_webhook.py PORT``, with the secret in the environment.

A server sends only to https: put this behind whatever ends TLS for you. What is sent counts as taken with any answer
of 200 to 299, and else comes again; so do the work first, or put it where it is safe, and answer then.
"""

import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from model_employer import webhooks

SECRET = os.environ["WEBHOOK_SECRET"]
MOST_BYTES = 1_000_000


class Receiver(BaseHTTPRequestHandler):
    """Answers 204 to what is signed with the secret, 400 to all else."""

    timeout = 10

    def do_POST(self) -> None:
        """Take a webhook."""
        body = self.rfile.read(min(int(self.headers.get("content-length", 0)), MOST_BYTES))
        try:
            event = webhooks.verify(dict(self.headers), body, SECRET)
        except webhooks.NotVerified as refusal:
            self.send_error(400, str(refusal))
            return
        for line in event["items"]:
            print(line["kind"], line["organisation"], line["year"], line["href"], flush=True)
        self.send_response(204)
        self.end_headers()


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver)
    print("waiting for webhooks", flush=True)
    server.serve_forever()
