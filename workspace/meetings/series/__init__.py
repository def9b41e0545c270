"""Meetings that come again: planned at once from one meeting, each a meeting of its own that is moved or called off by
itself."""
