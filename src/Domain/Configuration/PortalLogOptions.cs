namespace Mcpx.Domain.Configuration;

/// <summary>
/// Where the portal's own log lines are found by request id (runbook section 10): files the watchdog can read, or an HTTP query as Loki and
/// Application Insights answer one. One of the two.
/// </summary>
public sealed record PortalLogOptions
{
    private static readonly char[] Separators = ['/', '\\'];

    /// <summary>Log files by their full path; the name may have <c>*</c> and <c>?</c> in it, for example <c>/var/log/portal/api-*.log</c>.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>
    /// The query for one request id, with <c>{requestId}</c> in it and, where it is wanted, <c>{from}</c> and <c>{to}</c> (UTC, ISO 8601). Default: none.
    /// </summary>
    public string? Address { get; init; }

    /// <summary>The header the token goes in. Default <c>Authorization</c>, as a bearer token; in any other header it stands alone.</summary>
    public string TokenHeader { get; init; } = "Authorization";

    /// <summary>Variable that holds the token. Default: none, and none is sent.</summary>
    public string? TokenVariable { get; init; }

    /// <summary>How long after a rollback, and after the end, they are asked for: logs travel. Default 1 min.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>For one answer. Default 15 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(15);

    internal void Check(List<ConfigurationError> errors, string key)
    {
        if (Files.Count > 0 == Address is not null)
        {
            errors.Add(new(key, Address ?? "none", "must have Files or an Address, one of the two"));
        }

        foreach (var (file, at) in Files.Select((file, at) => (file, at)))
        {
            if (!IsFull(file) || file[..file.LastIndexOfAny(Separators)].AsSpan().ContainsAny('*', '?'))
            {
                errors.Add(new($"{key}:Files:{at}", file, "must be a full path, with * and ? in the file's name only"));
            }
        }

        if (Address is { } address)
        {
            DeployerChecks.Carries(errors, $"{key}:Address", address, "{requestId}");
            DeployerChecks.Address(
                errors,
                $"{key}:Address",
                AddressOf("r", default, default)!,
                TokenVariable is not null
            );
        }

        DeployerChecks.Needed(errors, $"{key}:TokenHeader", TokenHeader);
        errors.NotNegative($"{key}:Delay", Delay);
        errors.Positive($"{key}:RequestTimeout", RequestTimeout);
    }

    /// <summary>The address that asks for one request id's lines; null where files are read.</summary>
    /// <param name="requestId">The portal's id of the call.</param>
    /// <param name="from">Where the lines begin.</param>
    /// <param name="to">Where they end.</param>
    public string? AddressOf(string requestId, DateTimeOffset from, DateTimeOffset to) =>
        Address
            ?.Replace("{requestId}", Uri.EscapeDataString(requestId), StringComparison.Ordinal)
            .Replace("{from}", Stamp(from), StringComparison.Ordinal)
            .Replace("{to}", Stamp(to), StringComparison.Ordinal);

    /// <summary>A path from the root, of either system.</summary>
    private static bool IsFull(string file) =>
        file is ['/', _, ..] or [_, ':', '/' or '\\', _, ..] && file[^1] is not ('/' or '\\');

    private static string Stamp(DateTimeOffset at) =>
        Uri.EscapeDataString(FormattableString.Invariant($"{at.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fff}Z"));
}
