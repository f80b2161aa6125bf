namespace Mcpx.Domain.Configuration;

/// <summary>The journal, section <c>Watchdog:Journal</c>.</summary>
public sealed record JournalOptions
{
    /// <summary>Where its head is kept outside, so that a cut or rewritten chain is found.</summary>
    public AnchorOptions Anchor { get; init; } = new();
}

/// <summary>
/// Anchors: the chain's newest position and hash, kept where whoever may edit the journal's file may not write. With nothing configured
/// none is made, which <c>journal verify</c> and <c>/healthz</c> say.
/// </summary>
public sealed record AnchorOptions
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A file to which one signed line is added for each anchor; null for none, which is the default. It belongs on another disk
    /// or share than the data folder, append-only where the system can.
    /// </summary>
    public string? File { get; init; }

    /// <summary>Variable that holds the private key that signs, ECDSA P-256 as PEM; needed with <see cref="File"/> (docs/journal.md).</summary>
    public string? KeyVariable { get; init; }

    /// <summary>
    /// A file with the public key as PEM, for verifying where the private one is not at hand; null takes it from the private key.
    /// </summary>
    public string? PublicKeyFile { get; init; }

    /// <summary>An address to which each anchor is posted as JSON; null for none, which is the default.</summary>
    public string? Webhook { get; init; }

    /// <summary>Variable that holds the webhook's address, where the address itself is the secret.</summary>
    public string? WebhookVariable { get; init; }

    /// <summary>How often an anchor is made while the journal grows; at an incident's end always. Default 15 min, at least 10 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Whether Slack's message of a completed rollback is followed by a line with the chain's head. Default true.</summary>
    public bool Slack { get; init; } = true;

    /// <summary>Whether an anchor goes anywhere but to Slack.</summary>
    public bool IsKept => File is not null || Webhook is not null || WebhookVariable is not null;

    internal void Check(List<ConfigurationError> errors, string key)
    {
        if (Interval < Shortest)
        {
            errors.Add(new($"{key}:Interval", $"{Interval:c}", "must be at least 10 s"));
        }

        if (File is not null && KeyVariable is null)
        {
            errors.Add(new($"{key}:KeyVariable", "none", $"is needed with {key}:File: its lines are signed"));
        }

        if (File is { } file && string.IsNullOrWhiteSpace(file))
        {
            errors.Add(new($"{key}:File", file, "must name a file"));
        }

        if (Webhook is { } webhook)
        {
            OptionsValidator.CheckAddress(errors, $"{key}:Webhook", webhook);
            if (WebhookVariable is { } variable)
            {
                errors.Add(new($"{key}:WebhookVariable", variable, $"must not stand beside {key}:Webhook"));
            }
        }
    }
}
