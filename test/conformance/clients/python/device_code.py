"""The unchanged MSAL for Python signs in with a device code, with the real hosts, and reads the certificate with its token."""

import os
import urllib.error
import urllib.parse
import urllib.request

from msal import PublicClientApplication

URL = os.environ["STANDIN_URL"]
TENANT = os.environ["STANDIN_TENANT"]
SCOPE = "https://graph.microsoft.com/DeviceManagementServiceConfig.Read.All"

# The page of the sign-in is opened directly, not through the proxy.
direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))

application = PublicClientApplication("11111111-2222-4333-8444-555555555555", authority=f"https://login.microsoftonline.com/{TENANT}")
flow = application.initiate_device_flow([SCOPE])
assert flow["verification_uri"] == f"https://login.microsoftonline.com/{TENANT}/oauth2/v2.0/deviceauth", flow
fields = urllib.parse.urlencode({"user_code": flow["user_code"], "account": "user@contoso.example"})
with direct.open(f"{URL}/{TENANT}/oauth2/v2.0/deviceauth", fields.encode()) as page:
    assert page.status == 200
result = application.acquire_token_by_device_flow(flow)
assert result["id_token_claims"]["preferred_username"] == "user@contoso.example", result

request = urllib.request.Request(
    "https://graph.microsoft.com/v1.0/deviceManagement/applePushNotificationCertificate",
    headers={"authorization": f"Bearer {result['access_token']}"},
)
try:
    urllib.request.urlopen(request)
    raise AssertionError("the tenant has no certificate")
except urllib.error.HTTPError as error:
    assert error.code == 404, error.code
print("ok   msal-python: device code")
