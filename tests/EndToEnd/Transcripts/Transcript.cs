using System.Net.Http.Json;
using System.Text.Json;

namespace Mcpx.EndToEnd.Transcripts;

/// <summary>
/// What people did and were told in one incident of the sandbox, in order, to be read aloud. What somebody does is noted before it is
/// done, so that nothing that follows from it can stand before it.
/// </summary>
internal sealed partial class Transcript(Product product) : IDisposable
{
    private const int Tries = 720;
    private readonly HttpClient _http = new() { BaseAddress = product.Dashboard };
    private readonly List<(DateTimeOffset At, string Who, string What)> _done = [];

    public void Dispose() => _http.Dispose();

    /// <summary>Notes what somebody does, and does it.</summary>
    public async Task DoAsync(string who, string what, Func<Task> act)
    {
        _done.Add((DateTimeOffset.UtcNow, who, what));
        await act();
    }

    /// <summary>Somebody acts on an incident by the API, and may.</summary>
    public Task ActAsync(string who, string what, string incident, string action, object? body = null) =>
        CallAsync(who, what, $"/api/incidents/{incident}/{action}", body);

    /// <summary>Somebody does something by the API, and may.</summary>
    public async Task CallAsync(string who, string what, string path, object? body = null)
    {
        using var request = Post(who, path, body ?? new { });
        _done.Add((DateTimeOffset.UtcNow, who, what));
        using var answer = await _http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Approves the plan that stands.</summary>
    public async Task ApproveAsync(string who, string incident) =>
        await ActAsync(who, "approves", incident, "approve", new { planHash = await PlanAsync(incident) });

    /// <summary>Two approve the plan that stands at once, where one is enough: the other is told who was first.</summary>
    public async Task ApproveAtOnceAsync(string one, string other, string incident)
    {
        var plan = new { planHash = await PlanAsync(incident) };
        var asked = DateTimeOffset.UtcNow;
        var answers = await Task.WhenAll(
            new[] { one, other }.Select(async who =>
            {
                using var request = Post(who, $"/api/incidents/{incident}/approve", plan);
                using var answer = await _http.SendAsync(request);
                return (Who: who, answer.IsSuccessStatusCode, Text: await answer.Content.ReadAsStringAsync());
            })
        );
        var first = Assert.Single(answers, answer => answer.IsSuccessStatusCode);
        var second = Assert.Single(answers, answer => !answer.IsSuccessStatusCode);
        using var said = JsonDocument.Parse(second.Text);
        _done.Add((asked, first.Who, "approves"));
        _done.Add(
            (asked, second.Who, $"approves at the same moment: “{said.RootElement.GetProperty("detail").GetString()}”")
        );
    }

    /// <summary>The key by which a deployer knows a step.</summary>
    public async Task<string> StepKeyAsync(string incident, int number)
    {
        var steps = (await GetAsync($"/api/incidents/{incident}")).GetProperty("steps");
        return steps[number - 1].GetProperty("step").GetProperty("key").GetString()!;
    }

    /// <summary>Waits until a step of an incident's run is under way.</summary>
    public async Task StepRunsAsync(string incident, int number)
    {
        var steps = default(JsonElement);
        for (var tries = 0; tries < Tries; tries++)
        {
            steps = (await GetAsync($"/api/incidents/{incident}")).GetProperty("steps");
            if (
                steps.EnumerateArray().ElementAtOrDefault(number - 1) is { ValueKind: JsonValueKind.Object } step
                && step.GetProperty("status").GetString() == "Running"
            )
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        Assert.Fail($"Step {number} is never seen under way: {steps}");
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
        await SilentAsync();
        var text = await TextAsync(title);
        if (Environment.GetEnvironmentVariable("MCPX_WRITE_DOCS") == "1")
        {
            var folder = Directory.CreateDirectory(Path.Combine(Product.Root(), "docs", "stories"));
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{name}.md"), text);
        }

        return text;
    }

    /// <summary>Waits until the pager that rang was told for each call that it is over, a moment after the incident's end.</summary>
    private async Task SilentAsync()
    {
        using var inbox = new HttpClient();
        for (var tries = 0; ; tries++)
        {
            using var all = JsonDocument.Parse(await inbox.GetStringAsync(new Uri(product.Control, "/inbox.json")));
            var alarms = all
                .RootElement.EnumerateArray()
                .Where(one => one.GetProperty("channel").GetString() == "PagerDuty")
                .Select(one => one.GetProperty("text").GetString()!.Split('*', '`'))
                .ToLookup(parts => parts[1], parts => parts[3], StringComparer.Ordinal);
            var open = alarms["trigger"].Except(alarms["resolve"], StringComparer.Ordinal).ToList();
            if (open.Count == 0)
            {
                return;
            }

            Assert.True(tries < Tries, $"The pager still rings for {string.Join(", ", open)}:\n{await TextAsync("?")}");
            await Task.Delay(TimeSpan.FromMilliseconds(250));
        }
    }

    private static HttpRequestMessage Post(string who, string path, object body) =>
        new(HttpMethod.Post, path) { Content = JsonContent.Create(body), Headers = { { "X-Dev-User", who } } };

    private async Task<string?> PlanAsync(string incident) =>
        (await GetAsync($"/api/incidents/{incident}")).GetProperty("proposal").GetProperty("planHash").GetString();

    private async Task<JsonElement> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "X-Dev-User", "ic" } } };
        using var answer = await _http.SendAsync(request);
        return await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
    }
}
