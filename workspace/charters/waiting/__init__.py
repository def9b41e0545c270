"""What charters wait for from somebody: to sign one, or to say whether they agree."""
