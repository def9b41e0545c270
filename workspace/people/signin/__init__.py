"""Signing in without any memory test: a link and a code by mail, a printed slip, a passkey or a password if one likes.

States of a sign-in: asked, then used or expired. A link lives 15 minutes, a code 10, a session 30 days (or until the
browser closes, on a shared computer). Codes are throttled; the link never is, so that nobody can lock a person out.
"""
