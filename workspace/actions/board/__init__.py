"""The list of actions in columns, one for each state. To a screen reader it is headings with lists; a card is moved by
choosing from a list, never by dragging."""
