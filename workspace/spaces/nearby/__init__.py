"""Help and support nearby: other places that a space knows and people can turn to.

Organisers keep the list; it stands on the public contact page and on a page to print. Each place says when a person
last checked it. Nothing is checked by itself: no page of ours asks anything of another site.
"""
