"""Access profile: what a person needs to take part, in their own words. Needs, never diagnoses.

Each need says who may see it: those who organise the person's meetings, the chair alone, or nobody yet. Nothing is
shown to anybody before the person agreed; agreeing can be taken back. Every look by somebody else is recorded first
and shown to the person after.
"""
