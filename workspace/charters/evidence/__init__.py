"""What a charter is built on: what people lived through and what professionals know, side by side."""
