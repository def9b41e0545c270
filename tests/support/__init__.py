"""What tests share: databases, a visitor who uses pages as a browser without scripts does, a browser."""
