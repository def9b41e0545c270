"""A password, for those who want one. Nobody needs it: the link by mail always works."""
