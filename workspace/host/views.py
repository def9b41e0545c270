"""Pages of host."""

from flask import Blueprint

blueprint = Blueprint("host", __name__)
