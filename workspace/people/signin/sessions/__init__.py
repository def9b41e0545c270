"""Open sessions: who is asking, in which browsers somebody is signed in, and proving again that it is them."""
