"""News of actions in one message a week, for those who chose that."""
