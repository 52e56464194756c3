"""The unchanged official Python client, with the real hosts: only HTTPS_PROXY and the CA file are set."""

import asyncio
import json
import os
import urllib.request

from azure.identity import ClientSecretCredential
from kiota_abstractions.api_error import APIError
from msgraph import GraphServiceClient
from msgraph.generated.models.apple_push_notification_certificate import ApplePushNotificationCertificate
from msgraph.generated.models.o_data_errors.o_data_error import ODataError

URL = os.environ["STANDIN_URL"]
TENANT = os.environ["STANDIN_TENANT"]
WORLD = f"/_standin/worlds/{TENANT}"
ALL = "https://graph.microsoft.com/.default"
READ = "https://graph.microsoft.com/DeviceManagementServiceConfig.Read.All"

# The control API and Apple's portal are called directly, not through the proxy.
direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def send(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    headers = {"content-type": "application/json", "standin-world": TENANT}
    request = urllib.request.Request(f"{URL}{path}", data, headers, method=method)
    with direct.open(request) as response:
        text = response.read()
    return json.loads(text) if text else None


def client(scope=ALL):
    credential = ClientSecretCredential(TENANT, "11111111-2222-4333-8444-555555555555", "a-secret")
    return GraphServiceClient(credential, [scope])


def ok(what):
    print(f"ok   python: {what}", flush=True)


async def expect_refusal(status, code, call):
    try:
        await call
    except ODataError as error:
        assert error.response_status_code == status, f"{error.response_status_code} instead of {status}: {error.error and error.error.message}"
        assert error.error.code == code, f"{error.error.code} instead of {code}"
        return error.error.message
    raise AssertionError(f"expected an error with status {status}")


async def main():
    graph = client().device_management.apple_push_notification_certificate
    await expect_refusal(404, "ResourceNotFound", graph.get())
    ok("404 without a certificate, as ODataError")

    request = await graph.download_apple_push_notification_certificate_signing_request.get()
    issued = send("POST", "/apple/certificates", {"appleIdentifier": "it@contoso.example", "signingRequest": request.value})
    ok("signing request, signed by the portal")

    upload = ApplePushNotificationCertificate(apple_identifier="it@contoso.example", certificate=issued["pem"])
    uploaded = await graph.patch(upload)
    assert uploaded.certificate_serial_number == issued["serial"]
    read = await graph.get()
    assert read.topic_identifier == issued["topic"]
    assert read.expiration_date_time.isoformat().startswith(issued["notAfter"][:19])
    assert read.certificate is None
    ok("upload, read again")

    weak = client(READ).device_management.apple_push_notification_certificate
    await weak.get()
    message = await expect_refusal(403, "Forbidden", weak.patch(ApplePushNotificationCertificate(apple_identifier="x@contoso.example")))
    assert "DeviceManagementServiceConfig.ReadWrite.All" in message
    ok("403 without the scope to write, as ODataError")

    send("PATCH", WORLD, {"settings": {"throttling": "full"}})
    await_window()
    await graph.get()
    send("PATCH", WORLD, {"settings": {"throttling": "off"}})
    ok("429, and a retry after Retry-After")

    send("PATCH", f"{WORLD}/clock", {"advance": "P13M"})
    message = await expect_refusal(400, "BadRequest", graph.patch(upload))
    assert "expired" in message, message
    ok("an expired certificate is refused, as ODataError")


def await_window():
    """Uses up the limit, and moves the clock to two seconds before the end of the window."""
    credential = ClientSecretCredential(TENANT, "11111111-2222-4333-8444-555555555555", "a-secret")
    token = credential.get_token(ALL).token
    headers = {"authorization": f"Bearer {token}"}
    path = "/v1.0/deviceManagement/applePushNotificationCertificate"
    try:
        direct.open(urllib.request.Request(f"{URL}{path}", headers=headers))
        raise AssertionError("not throttled")
    except urllib.error.HTTPError as error:
        assert error.code == 429 and error.headers["retry-after"] == "20", error.code
    send("PATCH", f"{WORLD}/clock", {"advance": "PT18S"})


assert issubclass(ODataError, APIError)
asyncio.run(main())
