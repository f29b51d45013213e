"""What tells a generated template from an ideal one: who is who, what differs, and the way from one to the other.

The way in is `repair.diff.difference`. Nothing is imported here: mending without an ideal needs only `delta`
and `impact`, and the rest costs start-up time.
"""
