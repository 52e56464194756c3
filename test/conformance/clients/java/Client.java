// The unchanged official Java client, with the real hosts: `standin run --intercept` sets the proxy and the truststore.

import com.azure.core.credential.TokenCredential;
import com.azure.identity.ClientCertificateCredentialBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.UsernamePasswordCredentialBuilder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.graph.core.content.BatchRequestContent;
import com.microsoft.graph.core.content.BatchResponseContent;
import com.microsoft.graph.models.ApplePushNotificationCertificate;
import com.microsoft.graph.models.odataerrors.ODataError;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;

public class Client {
  static final String URL = System.getenv("STANDIN_URL");
  static final String TENANT = UUID.randomUUID().toString();
  static final String WORLD = "/_standin/worlds/" + TENANT;
  static final String APP = "11111111-2222-4333-8444-555555555555";
  static final String ALL = "https://graph.microsoft.com/.default";
  static final String READ = "https://graph.microsoft.com/DeviceManagementServiceConfig.Read.All";
  static final HttpClient DIRECT = HttpClient.newHttpClient();
  static final ObjectMapper JSON = new ObjectMapper();

  static Map<?, ?> send(String method, String path, Object body) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(URL + path))
        .header("content-type", "application/json")
        .header("standin-world", TENANT)
        .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)))
        .build();
    var response = DIRECT.send(request, BodyHandlers.ofString());
    check(response.statusCode() < 300, method + " " + path + " " + response.statusCode() + " " + response.body());
    return JSON.readValue(response.body(), Map.class);
  }

  static void check(boolean holds, String message) {
    if (!holds) throw new IllegalStateException(message);
  }

  static void ok(String what) {
    System.out.println("ok   java: " + what);
  }

  static TokenCredential secret() {
    return new ClientSecretCredentialBuilder().tenantId(TENANT).clientId(APP).clientSecret("a-secret").build();
  }

  static String expectRefusal(int status, String code, Runnable call) {
    try {
      call.run();
    } catch (ODataError error) {
      check(error.getResponseStatusCode() == status, error.getResponseStatusCode() + " instead of " + status);
      check(error.getError().getCode().equals(code), error.getError().getCode() + " instead of " + code);
      return error.getError().getMessage();
    }
    throw new IllegalStateException("expected an error with status " + status);
  }

  static void signIn() {
    TokenCredential certificate = new ClientCertificateCredentialBuilder()
        .tenantId(TENANT).clientId(APP).pemCertificate(System.getenv("STANDIN_CLIENT_PEM")).build();
    TokenCredential password = new UsernamePasswordCredentialBuilder()
        .tenantId(TENANT).clientId(APP).username("admin@contoso.example").password("a-password").build();
    Map.of("a secret", secret(), "a certificate", certificate, "a password", password).forEach((name, credential) -> {
      var graph = new GraphServiceClient(credential, ALL).deviceManagement().applePushNotificationCertificate();
      expectRefusal(404, "ResourceNotFound", graph::get);
      ok("signed in with " + name + ", 404 without a certificate, as ODataError");
    });
  }

  static void batch(GraphServiceClient client) throws Exception {
    var certificate = client.deviceManagement().applePushNotificationCertificate();
    BatchRequestContent content = new BatchRequestContent(client);
    String read = content.addBatchRequestStep(certificate.toGetRequestInformation());
    ApplePushNotificationCertificate change = new ApplePushNotificationCertificate();
    change.setAppleIdentifier("batch@contoso.example");
    String write = content.addBatchRequestStep(certificate.toPatchRequestInformation(change));
    BatchResponseContent responses = client.getBatchRequestBuilder().post(content, null);
    check(responses.getResponseById(read).code() == 200, "the batch did not read");
    check(responses.getResponseById(write).code() == 200, "the batch did not write");
    check(certificate.get().getAppleIdentifier().equals("batch@contoso.example"), "the batch changed nothing");
    ok("$batch of a read and a change");
  }

  public static void main(String[] arguments) throws Exception {
    send("POST", "/_standin/worlds", Map.of("name", TENANT, "scenario", "not-configured"));
    signIn();

    GraphServiceClient client = new GraphServiceClient(secret(), ALL);
    var graph = client.deviceManagement().applePushNotificationCertificate();
    String request = graph.downloadApplePushNotificationCertificateSigningRequest().get().getValue();
    Map<?, ?> issued = send("POST", "/apple/certificates",
        Map.of("appleIdentifier", "it@contoso.example", "signingRequest", request));
    ok("signing request, signed by the portal");

    ApplePushNotificationCertificate upload = new ApplePushNotificationCertificate();
    upload.setAppleIdentifier("it@contoso.example");
    upload.setCertificate((String) issued.get("pem"));
    check(graph.patch(upload).getCertificateSerialNumber().equals(issued.get("serial")), "another serial number");
    ApplePushNotificationCertificate found = graph.get();
    check(found.getTopicIdentifier().equals(issued.get("topic")), "another topic");
    check(found.getExpirationDateTime().isEqual(OffsetDateTime.parse((String) issued.get("notAfter"))), "another date");
    check(found.getCertificate() == null, "the certificate is returned");
    ok("upload, read again");

    batch(client);

    var weak = new GraphServiceClient(secret(), READ).deviceManagement().applePushNotificationCertificate();
    weak.get();
    ApplePushNotificationCertificate change = new ApplePushNotificationCertificate();
    change.setAppleIdentifier("x@contoso.example");
    String message = expectRefusal(403, "Forbidden", () -> weak.patch(change));
    check(message.contains("DeviceManagementServiceConfig.ReadWrite.All"), message);
    ok("403 without the scope to write, as ODataError");

    send("PATCH", WORLD, Map.of("settings", Map.of("throttling", "full")));
    send("PATCH", WORLD + "/clock", Map.of("advance", "PT18S"));
    long start = System.nanoTime();
    graph.get();
    check(System.nanoTime() - start > 1_000_000_000L, "the client did not wait");
    send("PATCH", WORLD, Map.of("settings", Map.of("throttling", "off")));
    ok("429, and a retry after Retry-After");

    send("PATCH", WORLD + "/clock", Map.of("advance", "P13M"));
    // The model sends only what has changed since it was sent.
    ApplePushNotificationCertificate again = new ApplePushNotificationCertificate();
    again.setCertificate((String) issued.get("pem"));
    check(expectRefusal(400, "BadRequest", () -> graph.patch(again)).contains("expired"), "not expired");
    ok("an expired certificate is refused, as ODataError");
    System.exit(0);
  }
}
