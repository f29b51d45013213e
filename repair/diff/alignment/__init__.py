"""Who is who: the entries of two templates, one to one. The way in is `repair.diff.alignment.successors`."""
