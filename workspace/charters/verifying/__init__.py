"""Verifying: whether a receipt, a code or the text of a charter is what was signed here, and where it is not."""
