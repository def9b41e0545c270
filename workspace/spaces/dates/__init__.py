"""Days and times to think of when a date is chosen: bank holidays of the nation, school holidays and faith days that a
space keeps, and times that its people can never do. They are warnings, never refusals."""
