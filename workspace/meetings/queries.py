"""Reading meetings."""


