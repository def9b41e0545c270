"""The group agrees a charter: everybody is asked, says yes or why not, and what is agreed never changes again."""
