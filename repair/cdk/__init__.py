"""CDK apps: what they synthesise to, where in the source it comes from, and how to mend it there."""
