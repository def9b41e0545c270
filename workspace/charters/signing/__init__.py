"""Leaders sign a charter: they are asked, say that their body is ready, read it, sign with what they hold back, and can
show later what they signed. States: asked, signed, declined, taken back, withdrawn. A signature lapses by itself, when
what it was given for is over (lapses.py)."""
