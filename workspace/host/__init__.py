"""For whoever hosts the installation: messages that no mail server took, work that failed, and the audit's head.

A host passes on by hand what was not mailed. Where there is a mail server, what signs people in stays unread.
"""
