namespace Mcpx.Domain.Configuration;

/// <summary>
/// The outgoing heartbeat, section <c>Watchdog:Heartbeat</c>: somebody outside expects it and raises the alarm when it does not come (a
/// dead man's switch). It is held back while evaluation is late, so that a process that lives and sees nothing is missed too.
/// </summary>
public sealed record HeartbeatOptions
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(10);

    /// <summary>The address it is posted to; null sends none, which is the default and shown as a warning.</summary>
    public string? Address { get; init; }

    /// <summary>Variable that holds the address, where the address itself is the secret.</summary>
    public string? AddressVariable { get; init; }

    /// <summary>How often. Default 1 min, at least 10 s. Whoever expects it should wait for two of them and a little more.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The age of the last evaluation, of whichever environment was judged longest ago, from which none is sent. Default 5 s.</summary>
    public TimeSpan LateAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether one is sent at all.</summary>
    public bool IsSent => Address is not null || AddressVariable is not null;

    internal void Check(List<ConfigurationError> errors, string key)
    {
        if (Address is { } address)
        {
            OptionsValidator.CheckAddress(errors, $"{key}:Address", address);
            if (AddressVariable is { } variable)
            {
                errors.Add(new($"{key}:AddressVariable", variable, $"must not stand beside {key}:Address"));
            }
        }

        if (Interval < Shortest)
        {
            errors.Add(new($"{key}:Interval", $"{Interval:c}", "must be at least 10 s"));
        }

        errors.Positive($"{key}:LateAfter", LateAfter);
    }
}
