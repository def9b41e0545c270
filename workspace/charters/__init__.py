"""Charters: what a group and services promise each other, written as sections and clauses with numbers that stay."""
