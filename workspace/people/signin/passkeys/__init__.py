"""Passkeys: signing in with a device that knows its owner, offered to those who look after others' information.

A passkey is a key that a phone, a computer or a small stick keeps; we keep only its public half. Its owner names it,
and it is added, used and removed. Nobody has to have one: the link by mail always works, so a lost device locks nobody
out. Pages and verbs are loaded only where WORKSPACE_PASSKEYS is on; tables, queries and letters always.
"""
