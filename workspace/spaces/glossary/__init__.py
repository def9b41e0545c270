"""The glossary: hard words and short forms that a space uses, each explained in plain words.

Organisers and note takers keep it; any member may ask for a word to be explained, and hears when it is. A page with
people's texts writes short forms out where they first stand, and explains at its foot each word of the list that it
holds. `plain` looks at a text that was just written, for long sentences and short forms that nobody has explained.
"""
