"""How a browser is named in the list of sessions: "Firefox, Windows". Names only, so that they fit every language."""

# The first that is found counts: most browsers also call themselves Chrome, Safari and Mozilla.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
DEVICES = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "CrOS": "Chromebook",
    "Mac OS X": "Mac",
    "Linux": "Linux",
}


def device_of(user_agent: str) -> str:
    """Return the browser and the device that a User-Agent header names, or "" when it names neither."""
    found = [next((name for mark, name in known.items() if mark in user_agent), "") for known in (BROWSERS, DEVICES)]
    return ", ".join(name for name in found if name)
