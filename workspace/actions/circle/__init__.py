"""Who has to do with an action: who is asked, who says yes, who raised it, who helps and who wants to hear of it."""
