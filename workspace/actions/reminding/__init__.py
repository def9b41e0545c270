"""Reminders of an action to whoever said yes to it, and answers that are given from them without signing in."""
