// The client of oapi-codegen, which is generated into the folder client.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"

	"standin/conformance/generated/client"
)

func fail(what string) {
	fmt.Println("FAIL oapi-codegen: " + what)
	os.Exit(1)
}

func main() {
	ctx := context.Background()
	authorize := func(_ context.Context, request *http.Request) error {
		request.Header.Set("authorization", "Bearer "+os.Getenv("STANDIN_TOKEN"))
		return nil
	}
	graph, err := client.NewClientWithResponses(os.Getenv("STANDIN_URL")+"/v1.0", client.WithRequestEditorFn(authorize))
	if err != nil {
		fail(err.Error())
	}
	before, err := graph.GetApplePushNotificationCertificateWithResponse(ctx)
	if err != nil || before.JSON200 == nil {
		fail(fmt.Sprint("GET ", err))
	}
	identifier := "go@contoso.example"
	change := client.UpdateApplePushNotificationCertificateJSONRequestBody{AppleIdentifier: &identifier}
	after, err := graph.UpdateApplePushNotificationCertificateWithResponse(ctx, change)
	if err != nil || after.JSON200 == nil {
		fail(fmt.Sprint("PATCH ", err))
	}
	if *after.JSON200.AppleIdentifier != identifier || *after.JSON200.TopicIdentifier != *before.JSON200.TopicIdentifier {
		fail(string(after.Body))
	}
	fmt.Println("ok   oapi-codegen: get, and a partial patch")
}
