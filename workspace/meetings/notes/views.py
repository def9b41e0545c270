"""Pages of notes."""

from flask import Blueprint

blueprint = Blueprint("notes", __name__)
