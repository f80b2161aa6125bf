using System.Text.Json;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>A portal that shows a configuration and flags, and perhaps an audit.</summary>
internal sealed class ConfiguredPortal : IAsyncDisposable
{
    private readonly Website _site = new();

    public ConfiguredPortal() => Show(("Ui:PageSize", "50"));

    public HostileServer Server => _site.Server;

    /// <summary>How often the configuration was asked for.</summary>
    public int Polls => _site.Asked.Count(path => path == "/api/config/effective");

    /// <summary>Shows these values; flags as <c>flag:NAME</c>.</summary>
    public void Show(params (string Key, string Value)[] values)
    {
        var flags = values.Where(value => value.Key.StartsWith("flag:", StringComparison.Ordinal));
        _site.Pages["/api/flags"] = JsonSerializer.Serialize(
            flags.Select(flag => new { flagKey = flag.Key[5..], isEnabled = flag.Value == "on" })
        );
        _site.Pages["/api/config/effective"] = JsonSerializer.Serialize(
            new { values = values.Except(flags).ToDictionary(value => value.Key, value => value.Value) }
        );
    }

    /// <summary>Lists one change in the audit.</summary>
    public void Audit(int id, string what, DateTimeOffset when, string? before, string after) =>
        _site.Pages["/api/audit"] = JsonSerializer.Serialize(
            new[]
            {
                new
                {
                    id,
                    who = "ada",
                    what,
                    when,
                    before,
                    after,
                },
            }
        );

    /// <summary>Answers 503 from now on.</summary>
    public void Break()
    {
        _site.Otherwise = ("503 Sorry", "");
        _site.Pages.Clear();
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();
}
