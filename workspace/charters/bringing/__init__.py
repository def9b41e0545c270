"""Bringing in a charter that exists: its words are read, somebody mends what was found, and saves it as a draft."""
