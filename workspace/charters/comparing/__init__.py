"""What is different between two versions of a charter, in words that can be read aloud."""
