"""Entry point of the file-intake pipeline."""

import aws_cdk as cdk

from lib.intake_stack import IntakeStack

app = cdk.App()
IntakeStack(app, "IntakeStack")
app.synth()
