def handler(event, context):
    return {"transformed": True, "file": event}
