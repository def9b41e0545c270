"""Printed slips, for people without e-mail: a QR code, its address, and a short code that an organiser switches on.

States of a slip: ready, then used, ended by an organiser, or expired after 90 days. Never for hosts and organisers.
"""
