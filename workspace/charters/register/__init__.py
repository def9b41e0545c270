"""The register: who signed a charter, for which body, which version, with what held back, and whether it still holds.
Everybody reads it where the group says so; the missing signatures stand in it too."""
