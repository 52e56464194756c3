// The unchanged official Go client, with the real hosts: only HTTPS_PROXY and the CA file are set.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	neturl "net/url"
	"os"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	msgraph "github.com/microsoftgraph/msgraph-sdk-go"
	"github.com/microsoftgraph/msgraph-sdk-go/models"
	"github.com/microsoftgraph/msgraph-sdk-go/models/odataerrors"
)

const (
	all  = "https://graph.microsoft.com/.default"
	read = "https://graph.microsoft.com/DeviceManagementServiceConfig.Read.All"
	path = "/v1.0/deviceManagement/applePushNotificationCertificate"
)

var (
	url    = os.Getenv("STANDIN_URL")
	tenant = os.Getenv("STANDIN_TENANT")
	world  = "/_standin/worlds/" + tenant
	// The control API and Apple's portal are called directly, not through the proxy.
	direct = &http.Client{Transport: &http.Transport{Proxy: nil}}
)

func check(err error) {
	if err != nil {
		fail(err.Error())
	}
}

func fail(what string) {
	fmt.Println("FAIL go: " + what)
	os.Exit(1)
}

func ok(what string) {
	fmt.Println("ok   go: " + what)
}

type issued struct {
	Serial   string `json:"serial"`
	Topic    string `json:"topic"`
	NotAfter string `json:"notAfter"`
	Pem      string `json:"pem"`
}

func send(method, at string, body any) issued {
	data, err := json.Marshal(body)
	check(err)
	request, err := http.NewRequest(method, url+at, bytes.NewReader(data))
	check(err)
	request.Header.Set("content-type", "application/json")
	request.Header.Set("standin-world", tenant)
	response, err := direct.Do(request)
	check(err)
	defer response.Body.Close()
	if response.StatusCode >= 300 {
		fail(fmt.Sprintf("%s %s %d", method, at, response.StatusCode))
	}
	var certificate issued
	check(json.NewDecoder(response.Body).Decode(&certificate))
	return certificate
}

func credential() *azidentity.ClientSecretCredential {
	found, err := azidentity.NewClientSecretCredential(tenant, "11111111-2222-4333-8444-555555555555", "a-secret", nil)
	check(err)
	return found
}

// Signs in on the page that a device code leads to.
func approve(_ context.Context, message azidentity.DeviceCodeMessage) error {
	form := neturl.Values{"user_code": {message.UserCode}, "account": {"user@contoso.example"}}
	page, err := direct.PostForm(url+"/"+tenant+"/oauth2/v2.0/deviceauth", form)
	if err != nil {
		return err
	}
	defer page.Body.Close()
	if page.StatusCode != 200 {
		return fmt.Errorf("the page has the status %d", page.StatusCode)
	}
	return nil
}

// Signs in with a device code and with a password. Graph accepts both tokens.
func signInAsUser(ctx context.Context) {
	const app = "11111111-2222-4333-8444-555555555555"
	device, err := azidentity.NewDeviceCodeCredential(&azidentity.DeviceCodeCredentialOptions{TenantID: tenant, ClientID: app, UserPrompt: approve})
	check(err)
	password, err := azidentity.NewUsernamePasswordCredential(tenant, app, "user@contoso.example", "a-password", nil)
	check(err)
	for name, found := range map[string]azcore.TokenCredential{"a device code": device, "a password": password} {
		made, err := msgraph.NewGraphServiceClientWithCredentials(found, []string{all})
		check(err)
		_, err = made.DeviceManagement().ApplePushNotificationCertificate().Get(ctx, nil)
		expectRefusal(err, 404, "ResourceNotFound")
		ok("signed in with " + name)
	}
}

func client(scope string) *msgraph.GraphServiceClient {
	made, err := msgraph.NewGraphServiceClientWithCredentials(credential(), []string{scope})
	check(err)
	return made
}

func expectRefusal(err error, status int, code string) string {
	var typed *odataerrors.ODataError
	if !errors.As(err, &typed) {
		fail(fmt.Sprintf("expected an ODataError: %v", err))
	}
	if typed.ResponseStatusCode != status {
		fail(fmt.Sprintf("%d instead of %d", typed.ResponseStatusCode, status))
	}
	if *typed.GetErrorEscaped().GetCode() != code {
		fail(*typed.GetErrorEscaped().GetCode() + " instead of " + code)
	}
	return *typed.GetErrorEscaped().GetMessage()
}

func main() {
	ctx := context.Background()
	signInAsUser(ctx)
	graph := client(all).DeviceManagement().ApplePushNotificationCertificate()
	_, err := graph.Get(ctx, nil)
	expectRefusal(err, 404, "ResourceNotFound")
	ok("404 without a certificate, as ODataError")

	request, err := graph.DownloadApplePushNotificationCertificateSigningRequest().GetAsDownloadApplePushNotificationCertificateSigningRequestGetResponse(ctx, nil)
	check(err)
	appleID := "it@contoso.example"
	certificate := send("POST", "/apple/certificates", map[string]string{"appleIdentifier": appleID, "signingRequest": *request.GetValue()})
	ok("signing request, signed by the portal")

	upload := models.NewApplePushNotificationCertificate()
	upload.SetAppleIdentifier(&appleID)
	upload.SetCertificate(&certificate.Pem)
	uploaded, err := graph.Patch(ctx, upload, nil)
	check(err)
	if *uploaded.GetCertificateSerialNumber() != certificate.Serial {
		fail("another serial number")
	}
	found, err := graph.Get(ctx, nil)
	check(err)
	until, err := time.Parse(time.RFC3339, certificate.NotAfter)
	check(err)
	if *found.GetTopicIdentifier() != certificate.Topic || !found.GetExpirationDateTime().Equal(until) || found.GetCertificate() != nil {
		fail("GET does not return the upload")
	}
	ok("upload, read again")

	weak := client(read).DeviceManagement().ApplePushNotificationCertificate()
	_, err = weak.Get(ctx, nil)
	check(err)
	change := models.NewApplePushNotificationCertificate()
	change.SetAppleIdentifier(&appleID)
	_, err = weak.Patch(ctx, change, nil)
	if !strings.Contains(expectRefusal(err, 403, "Forbidden"), "DeviceManagementServiceConfig.ReadWrite.All") {
		fail("the error does not name the scope")
	}
	ok("403 without the scope to write, as ODataError")

	send("PATCH", world, map[string]any{"settings": map[string]string{"throttling": "full"}})
	token, err := credential().GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{all}})
	check(err)
	spent, err := http.NewRequest("GET", url+path, nil)
	check(err)
	spent.Header.Set("authorization", "Bearer "+token.Token)
	throttled, err := direct.Do(spent)
	check(err)
	if throttled.StatusCode != 429 || throttled.Header.Get("retry-after") != "20" {
		fail(fmt.Sprintf("%d instead of 429", throttled.StatusCode))
	}
	send("PATCH", world+"/clock", map[string]string{"advance": "PT18S"})
	_, err = graph.Get(ctx, nil)
	check(err)
	send("PATCH", world, map[string]any{"settings": map[string]string{"throttling": "off"}})
	ok("429, and a retry after Retry-After")

	send("PATCH", world+"/clock", map[string]string{"advance": "P13M"})
	_, err = graph.Patch(ctx, upload, nil)
	if !strings.Contains(expectRefusal(err, 400, "BadRequest"), "expired") {
		fail("the error does not say that it has expired")
	}
	ok("an expired certificate is refused, as ODataError")
}
