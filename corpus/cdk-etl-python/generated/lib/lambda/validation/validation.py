def handler(event, context):
    return {"valid": True, "file": event}
