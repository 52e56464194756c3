"""The Python client of openapi-generator. STANDIN_GENERATED is the folder with its package."""

import os
import sys

sys.path.insert(0, os.environ["STANDIN_GENERATED"])

from graph_client import ApiClient, ApplePushCertificateApi, Configuration, UpdateApplePushNotificationCertificateRequest

configuration = Configuration(host=f"{os.environ['STANDIN_URL']}/v1.0", access_token=os.environ["STANDIN_TOKEN"])
api = ApplePushCertificateApi(ApiClient(configuration))
before = api.get_apple_push_notification_certificate()
change = UpdateApplePushNotificationCertificateRequest(apple_identifier="generator@contoso.example")
assert change.to_dict() == {"appleIdentifier": "generator@contoso.example"}, change
after = api.update_apple_push_notification_certificate(change)
assert after.apple_identifier == "generator@contoso.example", after
assert after.topic_identifier == before.topic_identifier, after
print("ok   openapi-generator (Python): get, and a partial patch")
