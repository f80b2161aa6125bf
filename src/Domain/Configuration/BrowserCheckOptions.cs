using System.Text.Json.Serialization;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Configuration;

/// <summary>
/// A program that looks at the portal in a real browser (docs/browser-check.md). It is no part of the watchdog: its driver is
/// far larger than all the rest.
/// </summary>
public sealed record BrowserCheckOptions
{
    private const int MostPages = 20;
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The program and its first arguments, as a list; what is to be looked at is added. For example
    /// <c>["/opt/mcpx-browser-check/mcpx-browser-check"]</c>. Needed.
    /// </summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Between two looks. Default 5 min.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// For one look at one address, the start of the browser included; what has not ended by then is killed. Default 60 s, from 10 s
    /// to 10 min.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What is looked at; null for every Web instance by its own address. Default null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Address { get; init; }

    /// <summary>Where the sign-in form is. Default <c>/login</c>.</summary>
    public string LoginPath { get; init; } = "/login";

    /// <summary>Who signs in; empty looks without signing in, which is the default.</summary>
    public string User { get; init; } = "";

    /// <summary>Variable that holds the user's password. Default <c>MCPX_WEB_PASSWORD</c>.</summary>
    public string PasswordVariable { get; init; } = "MCPX_WEB_PASSWORD";

    /// <summary>Pages that must render, at most 20. Default: those of the runbook's section 6, step 3 and 4.</summary>
    public IReadOnlyList<string> Pages { get; init; } = [];

    /// <summary>Selector of the element that must show the environment's name. Default <c>[data-environment]</c>.</summary>
    public string Badge { get; init; } = "[data-environment]";

    /// <summary>The pages in effect.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> EffectivePages =>
        Pages.Count > 0 ? Pages : ["/dashboard", "/config", "/flags", "/jobs", "/evidence"];

    internal void Check(List<ConfigurationError> errors, string key, EnvironmentOptions options)
    {
        if (Command.Count == 0 || Command[0].Length == 0)
        {
            errors.Add(new($"{key}:Command", "none", "must be a program and its first arguments, as a list"));
        }

        errors.Positive($"{key}:Interval", Interval);
        if (Timeout < ShortestTimeout || Timeout > LongestTimeout)
        {
            errors.Add(new($"{key}:Timeout", $"{Timeout:c}", "must be from 10 seconds to 10 minutes"));
        }

        if (Address is { } address)
        {
            OptionsValidator.CheckAddress(errors, $"{key}:Address", address);
        }
        else if (!options.Has(Component.Web))
        {
            errors.Add(new($"{key}:Address", "none", "needs an address, or a Web instance to look at"));
        }

        CheckPaths(errors, $"{key}:LoginPath", [LoginPath]);
        CheckPaths(errors, $"{key}:Pages", Pages);
        if (Pages.Count > MostPages)
        {
            errors.Add(new($"{key}:Pages", FormattableString.Invariant($"{Pages.Count}"), "must be at most 20"));
        }
    }

    /// <summary>Paths are handed over in one argument, separated by commas.</summary>
    private static void CheckPaths(List<ConfigurationError> errors, string key, IReadOnlyList<string> paths)
    {
        foreach (var path in paths.Where(path => !path.StartsWith('/') || path.Contains(',')))
        {
            errors.Add(new(key, path, "must begin with / and hold no comma"));
        }
    }
}
