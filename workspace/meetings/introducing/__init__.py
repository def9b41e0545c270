"""How a person introduces themselves at one meeting, who reads it for them, and name cards to print."""
