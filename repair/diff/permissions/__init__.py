"""What policies and security groups allow, and what a difference does to it. The way in is `repair.diff.permissions.judge`."""
