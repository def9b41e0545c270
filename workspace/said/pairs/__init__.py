"""You said, we did: pairs of what people said and what was done, for everyone."""
