"""Credentials of the unchanged azure-identity that need no secret of the application, with the real hosts. Graph accepts each token."""

import base64
import json
import os
import time
import urllib.error
import urllib.parse
import urllib.request

from azure.identity import ClientAssertionCredential, ManagedIdentityCredential, OnBehalfOfCredential

URL = os.environ["STANDIN_URL"]
TENANT = os.environ["STANDIN_TENANT"]
APP = "11111111-2222-4333-8444-555555555555"
ALL = "https://graph.microsoft.com/.default"

# The user signs in to the application's API directly, not through the proxy.
direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def user_token():
    """The token that a client of the application's API sends."""
    fields = {"grant_type": "password", "client_id": "web", "username": "user@contoso.example", "password": "any", "scope": f"api://{APP}/.default"}
    with direct.open(f"{URL}/{TENANT}/oauth2/v2.0/token", urllib.parse.urlencode(fields).encode()) as response:
        return json.load(response)["access_token"]


def workload_token():
    """A token as GitHub Actions issues it."""
    claims = {
        "iss": "https://token.actions.githubusercontent.com",
        "sub": "repo:contoso/alerts:ref:refs/heads/main",
        "aud": "api://AzureADTokenExchange",
        "exp": int(time.time()) + 300,
    }
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in ({"alg": "RS256"}, claims)]
    return ".".join([*parts, "c2lnbmF0dXJl"])


os.environ["IDENTITY_ENDPOINT"] = f"{URL}/{TENANT}/msi/token"
os.environ["IDENTITY_HEADER"] = "any"
credentials = {
    "the managed identity of an App Service": ManagedIdentityCredential(),
    "on behalf of a user": OnBehalfOfCredential(TENANT, APP, client_secret="a-secret", user_assertion=user_token()),
    "a token of another identity provider": ClientAssertionCredential(TENANT, APP, workload_token),
}
for name, credential in credentials.items():
    request = urllib.request.Request(
        "https://graph.microsoft.com/v1.0/deviceManagement/applePushNotificationCertificate",
        headers={"authorization": f"Bearer {credential.get_token(ALL).token}"},
    )
    try:
        urllib.request.urlopen(request)
        raise AssertionError("the tenant has no certificate")
    except urllib.error.HTTPError as error:
        assert error.code == 404, error.code
    print(f"ok   azure-identity: {name}")
