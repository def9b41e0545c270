"""When there last was contact with each member, a kind question to whoever was long away, and what they answer.

It is no watching: only what somebody did with the group counts, never what they read or when they signed in.
"""
