"""Writers: one a format; none of them finds or changes anything."""
