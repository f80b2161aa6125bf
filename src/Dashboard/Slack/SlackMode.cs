using Mcpx.Domain.Configuration;

namespace Mcpx.Dashboard.Slack;

/// <summary>Whether people may answer from Slack, decided once at start.</summary>
/// <param name="Options">Section <c>Dashboard:Slack</c>.</param>
/// <param name="Refusal">Why the program must not start, a line for each reason; null when it may.</param>
internal sealed record SlackMode(SlackActionOptions Options, string? Refusal)
{
    private const string Section = "Dashboard:Slack";

    /// <summary>The app's signing secret; never shown.</summary>
    private string Secret { get; init; } = "";

    /// <summary>Reads the section and decides.</summary>
    public static SlackMode Decide(IConfiguration configuration)
    {
        try
        {
            var options =
                configuration
                    .GetSection(Section)
                    .Get<SlackActionOptions>(binder => binder.ErrorOnUnknownConfiguration = true)
                ?? new();
            var errors = options.Check(variable => !string.IsNullOrEmpty(configuration[variable]));
            return new(
                options,
                errors.Count == 0
                    ? null
                    : string.Join(
                        Environment.NewLine,
                        errors.Select(error => $"{error.Key} = {error.Value}: {error.Problem}")
                    )
            )
            {
                Secret = configuration[options.SigningSecretVariable] ?? "",
            };
        }
        catch (InvalidOperationException problem)
        {
            return new(new(), $"{Section}: {problem.Message}");
        }
    }

    /// <summary>The secret, for whoever checks a signature.</summary>
    public string RevealSecret() => Secret;

    private bool PrintMembers(System.Text.StringBuilder text)
    {
        text.Append(Options.Enabled ? "answers from Slack" : "no answers from Slack");
        return true;
    }
}
