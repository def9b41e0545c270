"""About this product: the guide, the accessibility statement, what we keep, and how pages read.

Reading settings and language need no account; with one they are kept for every device.
"""
