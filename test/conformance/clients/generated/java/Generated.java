// The Java client of openapi-generator.

import org.openapitools.client.ApiClient;
import org.openapitools.client.api.ApplePushCertificateApi;
import org.openapitools.client.model.ApplePushNotificationCertificate;
import org.openapitools.client.model.UpdateApplePushNotificationCertificateRequest;

public class Generated {
  public static void main(String[] arguments) throws Exception {
    ApiClient client = new ApiClient();
    client.updateBaseUri(System.getenv("STANDIN_URL") + "/v1.0");
    client.setRequestInterceptor(request -> request.header("authorization", "Bearer " + System.getenv("STANDIN_TOKEN")));
    ApplePushCertificateApi api = new ApplePushCertificateApi(client);
    ApplePushNotificationCertificate before = api.getApplePushNotificationCertificate();
    var change = new UpdateApplePushNotificationCertificateRequest().appleIdentifier("java@contoso.example");
    ApplePushNotificationCertificate after = api.updateApplePushNotificationCertificate(change);
    if (!"java@contoso.example".equals(after.getAppleIdentifier())
        || !after.getTopicIdentifier().equals(before.getTopicIdentifier())) {
      throw new IllegalStateException(after.toString());
    }
    System.out.println("ok   openapi-generator (Java): get, and a partial patch");
  }
}
