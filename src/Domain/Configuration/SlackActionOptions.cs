namespace Mcpx.Domain.Configuration;

/// <summary>
/// Approving and rejecting from Slack, section <c>Dashboard:Slack</c> of the dashboard (docs/slack.md). Who is who stands in
/// <c>Watchdog:People</c>.
/// </summary>
public sealed record SlackActionOptions
{
    private const string Section = "Dashboard:Slack";

    /// <summary>Whether it is there at all. Default false.</summary>
    public bool Enabled { get; init; }

    /// <summary>Variable that holds the app's signing secret. Default <c>MCPX_SLACK_SIGNING_SECRET</c>.</summary>
    public string SigningSecretVariable { get; init; } = "MCPX_SLACK_SIGNING_SECRET";

    /// <summary>
    /// Environments in which Slack may approve although a fresh sign-in is asked for there (<c>Authentication:StepUp</c>), which Slack
    /// cannot prove. Default none.
    /// </summary>
    public IReadOnlyList<string> ApproveWithoutStepUp { get; init; } = [];

    /// <summary>The only place that answers to a person are sent to. Default <c>https://hooks.slack.com</c>; https, or on this host.</summary>
    public string AnswerAddress { get; init; } = "https://hooks.slack.com";

    /// <summary>Everything wrong, each with key and value.</summary>
    /// <param name="isSet">Whether a variable holds something; its value is nobody's business here.</param>
    public IReadOnlyList<ConfigurationError> Check(Func<string, bool> isSet)
    {
        ArgumentNullException.ThrowIfNull(isSet);
        var errors = new List<ConfigurationError>();
        if (Enabled && !isSet(SigningSecretVariable))
        {
            errors.Add(
                new(
                    $"{Section}:SigningSecretVariable",
                    SigningSecretVariable,
                    "names an environment variable that is not set"
                )
            );
        }

        errors.AddRange(
            ApproveWithoutStepUp
                .Select((name, index) => (name, index))
                .Where(one => !OptionsValidator.KnownEnvironments.Contains(one.name))
                .Select(one => new ConfigurationError(
                    FormattableString.Invariant($"{Section}:ApproveWithoutStepUp:{one.index}"),
                    one.name,
                    $"unknown environment; known are {string.Join(", ", OptionsValidator.KnownEnvironments)}"
                ))
        );
        if (
            !Uri.TryCreate(AnswerAddress, UriKind.Absolute, out var address)
            || !(address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback))
        )
        {
            errors.Add(new($"{Section}:AnswerAddress", AnswerAddress, "must be an absolute https address"));
        }

        return errors;
    }
}
