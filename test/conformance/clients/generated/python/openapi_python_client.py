"""The client of openapi-python-client. STANDIN_GENERATED is the folder with its package."""

import os
import sys

sys.path.insert(0, os.environ["STANDIN_GENERATED"])

from graph_client import AuthenticatedClient
from graph_client.api.apple_push_certificate import get_apple_push_notification_certificate as read
from graph_client.api.apple_push_certificate import update_apple_push_notification_certificate as update
from graph_client.models import UpdateApplePushNotificationCertificateBody

client = AuthenticatedClient(base_url=f"{os.environ['STANDIN_URL']}/v1.0", token=os.environ["STANDIN_TOKEN"])
before = read.sync(client=client)
change = UpdateApplePushNotificationCertificateBody(apple_identifier="python@contoso.example")
assert change.to_dict() == {"appleIdentifier": "python@contoso.example"}, change
after = update.sync(client=client, body=change)
assert after.apple_identifier == "python@contoso.example", after
assert after.topic_identifier == before.topic_identifier, after
print("ok   openapi-python-client: get, and a partial patch")
