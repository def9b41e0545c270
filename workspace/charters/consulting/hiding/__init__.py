"""What breaks the group agreement is hidden, with a reason; its author can ask a named person to look again."""
