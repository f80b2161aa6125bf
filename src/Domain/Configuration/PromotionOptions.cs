namespace Mcpx.Domain.Configuration;

/// <summary>
/// How a release gets on: whether it has to come through the environments before this one (Alpha, Beta, RTM, Prod; runbook
/// section 3, "promotion bypassed policy", asked in RTM and in Prod), and when it becomes the one to go back to.
/// </summary>
public sealed record PromotionOptions
{
    /// <summary>Shorter would promote what nobody could have judged.</summary>
    private static readonly TimeSpan ShortestBake = TimeSpan.FromMinutes(1);

    /// <summary>Whether deployments are held to it. Default true.</summary>
    public bool Enforced { get; init; } = true;

    /// <summary>
    /// Whether the release also needs its evidence pack (section 6, prerequisites), to come here and to be gone back to. Default
    /// true.
    /// </summary>
    public bool EvidenceRequired { get; init; } = true;

    /// <summary>Whether a release that lived through its bake becomes the LKG by itself; else a person promotes it. Default true.</summary>
    public bool Automatic { get; init; } = true;

    /// <summary>
    /// How long a release runs here, seen and well on every instance, before it counts as good. At least 1 min. Default: 1 h in
    /// Alpha, 4 h in Beta, 24 h in RTM and Prod.
    /// </summary>
    public TimeSpan? Bake { get; init; }

    /// <summary>
    /// How long a bake may go unseen and still go on; such time does not count, and after more the bake begins anew. Default
    /// 5 min, from 10 s to 1 h.
    /// </summary>
    public TimeSpan LongestGap { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a Decision Owner's override of what a target lacks holds. Default 24 h, from 1 min to 30 days.</summary>
    public TimeSpan OverrideFor { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The bake in effect.</summary>
    /// <param name="environment">The environment's name.</param>
    public TimeSpan BakeIn(string environment) =>
        Bake
        ?? environment switch
        {
            "Alpha" => TimeSpan.FromHours(1),
            "Beta" => TimeSpan.FromHours(4),
            _ => TimeSpan.FromHours(24),
        };

    internal void Check(List<ConfigurationError> errors, string key)
    {
        if (Bake is { } bake && bake < ShortestBake)
        {
            errors.Add(new($"{key}:Bake", $"{bake:c}", "must be at least 1 min"));
        }

        Within(errors, $"{key}:LongestGap", LongestGap, TimeSpan.FromSeconds(10), TimeSpan.FromHours(1));
        Within(errors, $"{key}:OverrideFor", OverrideFor, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30));
    }

    private static void Within(
        List<ConfigurationError> errors,
        string key,
        TimeSpan value,
        TimeSpan least,
        TimeSpan most
    )
    {
        if (value < least || value > most)
        {
            errors.Add(new(key, $"{value:c}", $"must be from {least:c} to {most:c}"));
        }
    }
}
