"""Whom a charter covers: up to three questions, and yes, no or “ask us” at the end."""
