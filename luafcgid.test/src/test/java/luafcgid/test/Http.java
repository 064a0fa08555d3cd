package luafcgid.test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** HTTP/1.1 requests as a browser sends them. */
public final class Http {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Http() {}

    public static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return CLIENT.send(request(uri).GET().build(), BodyHandlers.ofString());
    }

    public static HttpResponse<String> head(URI uri) throws IOException, InterruptedException {
        return CLIENT.send(request(uri).method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    public static HttpResponse<String> post(URI uri, String type, String body)
            throws IOException, InterruptedException {
        return CLIENT.send(
                request(uri)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    public static HttpResponse<byte[]> post(URI uri, BodyPublisher body) throws IOException, InterruptedException {
        return CLIENT.send(
                request(uri)
                        .header("Content-Type", "application/octet-stream")
                        .POST(body)
                        .build(),
                BodyHandlers.ofByteArray());
    }

    public static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(PATIENCE);
    }

    public static HttpClient client() {
        return CLIENT;
    }
}
