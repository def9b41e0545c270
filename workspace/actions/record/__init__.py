"""What a person took part in, for that person alone: to read, and to carry away."""
