"""Pages of running."""

from flask import Blueprint

blueprint = Blueprint("running", __name__)
