"""Pages for whoever hosts the installation: messages that could not be mailed, and how the installation is."""
