"""The agenda of a meeting: items in an order that is changed by buttons, each with its kind, minutes and who leads.

An item is waiting, then now, then done.
"""
