"""Papers: what people read before a meeting, item by item, with what it means for people, said before all else.

A paper has a day by which it is sent, and versions: one for each form and language in which it exists. A form that
somebody chose and that does not exist yet is owed to them.
"""
