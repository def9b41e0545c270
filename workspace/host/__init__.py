"""For whoever hosts the installation: messages that no mail server took, work that failed, and the audit's head.

A host reads messages only where there is no mail server. Where there is one, what signs people in stays unread.
"""
