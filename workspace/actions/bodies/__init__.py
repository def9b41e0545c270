"""Bodies and roles for which people say yes to actions, and what each of them promised."""
