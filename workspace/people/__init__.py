"""People: who somebody is, in their own words, and how to reach them.

A **person** has a preferred name, the only name that pages, mails and file names use, and, if they like, pronouns, how
to say the name and why they are here. `signin` is how they come in; `needs` is what they need to take part (needs,
never diagnoses), each with who may see it. What a person may do depends on their role in each space.
"""
