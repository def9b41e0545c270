"""Examples in our own words with which a charter can begin: looked at first, taken in the language of the space."""
