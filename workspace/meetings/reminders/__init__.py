"""Reminders of a meeting: at nine in the morning, so many days before as the space chose, with its own words on top."""
