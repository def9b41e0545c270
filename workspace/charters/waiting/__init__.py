"""What charters wait for from somebody: to sign one, to say whether they agree, or what they think of a draft."""
