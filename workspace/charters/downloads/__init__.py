"""A charter to take along: as a page, as text, in Easy Read words, as Word and as tagged PDF."""
