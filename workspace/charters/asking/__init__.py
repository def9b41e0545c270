"""Organisers ask leaders to sign a charter, remind them, and write down who has left their post."""
