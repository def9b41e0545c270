"""What people said, and what became of it.

A person marks something that was said at a meeting as theirs: for themselves alone, on the list of their group without
a name, or with it. Whoever takes notes says what came of it: a decision, an action, an answer, or why it is not
possible. What came of it hangs on the thing that was said and not on the mark, so that a private mark, which nobody but
its owner ever sees, learns of it too.
"""
