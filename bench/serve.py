"""Serve the minimal pages by the product's server, with its settings: `python -m bench.serve`."""

import logging

from waitress import serve

from bench.minimal import create_minimal
from workspace.config import read_settings

if __name__ == "__main__":
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # as the product's server does
    settings = read_settings()
    serve(create_minimal(settings), host=settings.host, port=settings.port, threads=settings.threads, ident=None)
