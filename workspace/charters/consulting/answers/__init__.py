"""The group answers what people said of a draft: changed, and how; not changed, and why; or still thinking."""
