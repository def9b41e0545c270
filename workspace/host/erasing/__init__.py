"""Erasing a person: what is known of them goes for ever, and what they did stays as that of “a member”."""
