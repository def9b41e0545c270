"""People are asked about a draft: early, with reasons, with time, and with an answer to each thing that they say."""
