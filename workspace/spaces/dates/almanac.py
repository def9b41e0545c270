"""Prints the bank holidays of each nation as JSON, for the years from the first to the last one given.

A program of its own, run once a month by `service.py`: the library behind it takes a server twelve MiB, and half a
second, for four short lists. It imports nothing of ours.
"""

import json
import sys

import holidays

NATIONS = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern_ireland": "NIR"}


def bank_holidays(first: int, last: int) -> dict[str, dict[str, str]]:
    """Return, for each nation, the day and the name of every bank holiday in these years, in order."""
    return {
        nation: {
            day.isoformat(): name
            for day, name in sorted(holidays.country_holidays("GB", subdiv=part, years=range(first, last + 1)).items())
        }
        for nation, part in NATIONS.items()
    }


if __name__ == "__main__":
    print(json.dumps(bank_holidays(int(sys.argv[1]), int(sys.argv[2]))))
