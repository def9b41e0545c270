"""Files that people bring: photos and papers. Kept as rows, looked into by a process of their own, never by their name.

A photo is made anew without what the camera wrote into it; a paper stays as it is, and is only ever given to be kept.
"""
