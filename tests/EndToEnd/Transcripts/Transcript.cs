using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Mcpx.EndToEnd.Transcripts;

/// <summary>What people did and were told in one incident of the sandbox, in order, to be read aloud.</summary>
internal sealed class Transcript(Product product) : IDisposable
{
    private const int Tries = 400;
    private readonly HttpClient _http = new() { BaseAddress = product.Dashboard };
    private readonly List<(DateTimeOffset At, string Who, string What)> _done = [];

    public void Dispose() => _http.Dispose();

    /// <summary>Notes what somebody does, and does it.</summary>
    public async Task DoAsync(string who, string what, Func<Task> act)
    {
        _done.Add((DateTimeOffset.UtcNow, who, what));
        await act();
    }

    /// <summary>Somebody acts on the newest incident by the API, and may.</summary>
    public async Task ActAsync(string who, string what, string incident, string action, object? body = null)
    {
        using var request = Post(who, incident, action, body ?? new { });
        _done.Add((DateTimeOffset.UtcNow, who, what));
        using var answer = await _http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{action}: {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Approves the plan that stands.</summary>
    public async Task ApproveAsync(string who, string incident) =>
        await ActAsync(who, "approves", incident, "approve", new { planHash = await PlanAsync(incident) });

    /// <summary>Two approve the plan that stands at once, where one is enough: the other is told who was first.</summary>
    public async Task ApproveAtOnceAsync(string one, string other, string incident)
    {
        var plan = new { planHash = await PlanAsync(incident) };
        var answers = await Task.WhenAll(
            new[] { one, other }.Select(async who =>
            {
                using var request = Post(who, incident, "approve", plan);
                using var answer = await _http.SendAsync(request);
                return (Who: who, answer.IsSuccessStatusCode, Text: await answer.Content.ReadAsStringAsync());
            })
        );
        var first = Assert.Single(answers, answer => answer.IsSuccessStatusCode);
        var second = Assert.Single(answers, answer => !answer.IsSuccessStatusCode);
        using var said = JsonDocument.Parse(second.Text);
        _done.Add((DateTimeOffset.UtcNow, first.Who, "approves"));
        _done.Add(
            (
                DateTimeOffset.UtcNow,
                second.Who,
                $"approves at the same moment: “{said.RootElement.GetProperty("detail").GetString()}”"
            )
        );
    }

    /// <summary>Waits until an environment's newest incident stands so.</summary>
    /// <returns>Its number.</returns>
    public async Task<string> UntilAsync(string environment, params string[] statuses)
    {
        var last = "no incident";
        for (var tries = 0; tries < Tries; tries++)
        {
            var all = await GetAsync("/api/incidents");
            var newest = all.EnumerateArray()
                .Where(one => one.GetProperty("environment").GetString() == environment)
                .Select(one => (Id: one.GetProperty("id").GetString()!, Status: one.GetProperty("status").GetString()!))
                .OrderByDescending(one => one.Id, StringComparer.Ordinal)
                .FirstOrDefault();
            if (newest.Id is not null && statuses.Contains(newest.Status, StringComparer.Ordinal))
            {
                return newest.Id;
            }

            last = $"{newest.Id} {newest.Status}";
            await Task.Delay(TimeSpan.FromMilliseconds(250));
        }

        Assert.Fail($"{environment} is not {string.Join(" or ", statuses)} but {last}:\n{await TextAsync("?")}");
        return "";
    }

    /// <summary>Waits until a pager rang for somebody.</summary>
    public Task CalledAsync(string who) => ToldAsync($"*trigger* for {who} ");

    /// <summary>Waits until a message says so.</summary>
    public async Task ToldAsync(string words)
    {
        using var inbox = new HttpClient();
        for (var tries = 0; ; tries++)
        {
            using var all = JsonDocument.Parse(await inbox.GetStringAsync(new Uri(product.Control, "/inbox.json")));
            if (
                all
                    .RootElement.EnumerateArray()
                    .Any(one => one.GetProperty("text").GetString()!.Contains(words, StringComparison.Ordinal))
            )
            {
                return;
            }

            Assert.True(tries < Tries, $"Nobody is told “{words}”:\n{await TextAsync("?")}");
            await Task.Delay(TimeSpan.FromMilliseconds(250));
        }
    }

    /// <summary>Waits until every trigger of an environment is as it should be.</summary>
    public async Task HealthyAsync(string environment)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var all = await GetAsync("/api/environments");
            if (
                all.EnumerateArray()
                    .Any(one =>
                        one.GetProperty("name").GetString() == environment
                        && one.GetProperty("state").GetString() == "Healthy"
                    )
            )
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250));
        }

        Assert.Fail($"{environment} does not get healthy: {await GetAsync("/api/environments")}");
    }

    /// <summary>The whole story; with <c>MCPX_WRITE_DOCS=1</c> it is kept in <c>docs/stories</c>.</summary>
    public async Task<string> KeepAsync(string name, string title)
    {
        var text = await TextAsync(title);
        if (Environment.GetEnvironmentVariable("MCPX_WRITE_DOCS") == "1")
        {
            var folder = Directory.CreateDirectory(Path.Combine(Product.Root(), "docs", "stories"));
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{name}.md"), text);
        }

        return text;
    }

    private async Task<string> TextAsync(string title)
    {
        using var inbox = new HttpClient();
        using var told = JsonDocument.Parse(await inbox.GetStringAsync(new Uri(product.Control, "/inbox.json")));
        var messages = told
            .RootElement.EnumerateArray()
            .Reverse()
            .Select(one =>
                (
                    At: one.GetProperty("receivedAt").GetDateTimeOffset(),
                    Who: one.GetProperty("channel").GetString() ?? "",
                    What: one.GetProperty("text").GetString()!
                )
            )
            .ToList();
        // Both channels are told the same; it is read once.
        var once = messages
            .Where(one =>
                one.Who != "#incident" || !messages.Exists(other => other.Who == "#release" && other.What == one.What)
            )
            .Select(one => one with { Who = one.Who == "#release" ? "#release, #incident" : one.Who });
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"# {title}")
            .AppendLine()
            .AppendLine(
                "Who did what, and who was told what, minutes and seconds after the beginning, as the sandbox lived it: its limits are seconds where the runbook says minutes."
            )
            .AppendLine()
            .AppendLine("| after | who | what |")
            .AppendLine("| --- | --- | --- |");
        var begun = _done[0].At;
        foreach (var (at, who, what) in _done.Concat(once).OrderBy(line => line.At))
        {
            var after = at - begun;
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {(int)after.TotalMinutes}:{after.Seconds:00} | {who} | {Cell(what)} |"
            );
        }

        return text.ToString();
    }

    /// <summary>A cell of a table on one line, without the ports of one run.</summary>
    private string Cell(string what) =>
        what.ReplaceLineEndings("<br>")
            .Replace("|", "\\|", StringComparison.Ordinal)
            .Replace(
                product.Dashboard.GetLeftPart(UriPartial.Authority),
                "https://watchdog.example",
                StringComparison.Ordinal
            );

    private static HttpRequestMessage Post(string who, string incident, string action, object body) =>
        new(HttpMethod.Post, $"/api/incidents/{incident}/{action}")
        {
            Content = JsonContent.Create(body),
            Headers = { { "X-Dev-User", who } },
        };

    private async Task<string?> PlanAsync(string incident) =>
        (await GetAsync($"/api/incidents/{incident}")).GetProperty("proposal").GetProperty("planHash").GetString();

    private async Task<JsonElement> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "X-Dev-User", "ic" } } };
        using var answer = await _http.SendAsync(request);
        return await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
    }
}
