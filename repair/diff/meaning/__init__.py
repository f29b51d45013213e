"""What values mean at their places, and when two of them mean the same. The way in is `repair.diff.meaning.equality`."""
