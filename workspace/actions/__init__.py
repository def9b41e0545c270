"""Actions: a promise to do something, by somebody who said yes, by a day.

States in plain words: to do, doing, stuck (what would help), done (what changed), could not do (why, what instead).
Each change has a line of words, and the history is never edited.
"""
