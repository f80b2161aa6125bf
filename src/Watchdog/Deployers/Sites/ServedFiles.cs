using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Wire;

namespace Mcpx.Watchdog.Deployers.Sites;

/// <summary>Reads every file of a release back from where people get it and compares it, byte for byte.</summary>
internal sealed class ServedFiles(HttpClient http)
{
    private const int Block = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Finds the first file that is not served as it was published.</summary>
    /// <returns>Which, and what came instead; null when all are.</returns>
    public async Task<string?> WrongAsync(string address, string folder, CancellationToken cancellation)
    {
        var root = address.TrimEnd('/');
        foreach (var (name, file) in ArtifactDigest.Files(folder))
        {
            var path = string.Join('/', name.Split('/').Select(Uri.EscapeDataString));
            if (await WrongAsync(new Uri($"{root}/{path}"), file, cancellation) is { } wrong)
            {
                return $"{new Uri(root).Host}/{path} {wrong}";
            }
        }

        return null;
    }

    private async Task<string?> WrongAsync(Uri address, string file, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        // A cache on the way is asked to look whether it is still right.
        request.Headers.CacheControl = new() { NoCache = true };
        if (RequestText.CookieOf(address, own: null) is { } pin)
        {
            request.Headers.TryAddWithoutValidation(RequestText.CookieHeader, pin);
        }

        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            await Task.Yield();
            if ((int)response.StatusCode != 200)
            {
                return $"answers {(int)response.StatusCode}";
            }

            await using var served = await response.Content.ReadAsStreamAsync(limit.Token);
            await using var published = File.OpenRead(file);
            return await SameAsync(served, published, limit.Token) ? null : "is served with another content";
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            return $"cannot be read: {problem.Message}";
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"is not served within {Patience.TotalSeconds:0} s";
        }
    }

    /// <summary>Compares block by block and stops at the first difference, so that an endless answer ends too.</summary>
    private static async Task<bool> SameAsync(Stream one, Stream other, CancellationToken cancellation)
    {
        var (left, right) = (new byte[Block], new byte[Block]);
        while (true)
        {
            var read = await one.ReadAtLeastAsync(left, Block, throwOnEndOfStream: false, cancellation);
            var expected = await other.ReadAtLeastAsync(right, Block, throwOnEndOfStream: false, cancellation);
            if (!left.AsSpan(0, read).SequenceEqual(right.AsSpan(0, expected)))
            {
                return false;
            }

            if (read < Block)
            {
                return true;
            }
        }
    }
}
