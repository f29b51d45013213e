"""Handlers that run inside AWS: a CloudFormation Lambda Hook and a CloudFormation macro."""
