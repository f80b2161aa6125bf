namespace Mcpx.Domain.Configuration;

/// <summary>
/// Section <c>Dashboard</c> of the dashboard's configuration; who comes in stands beside it in <c>Authentication</c>. Thresholds and
/// policy it reads from the journal.
/// </summary>
public sealed record DashboardOptions
{
    private const string Section = "Dashboard";

    /// <summary>
    /// The watchdog's data folder, where the embedded store lies. Default <c>.watchdog</c>.
    /// </summary>
    public string DataDirectory { get; init; } = ".watchdog";

    /// <summary>The database, where the store lies on a SQL Server.</summary>
    public DashboardStoreOptions Store { get; init; } = new();

    /// <summary>
    /// Where the watchdog answers, for live readings and anchors. Default <c>http://127.0.0.1:5081</c>. The token that it asks for is in
    /// the variable <c>MCPX_SERVICE_TOKEN</c>.
    /// </summary>
    public string WatchdogAddress { get; init; } = "http://127.0.0.1:5081";

    /// <summary>Folder with one file a secret, named as its variable, as container platforms mount them. Null, the default, for none.</summary>
    public string? SecretsDirectory { get; init; }

    /// <summary>Answers from Slack.</summary>
    public SlackActionOptions Slack { get; init; } = new();

    /// <summary>Pipelines that sign their reports, by name. Default: none.</summary>
    public IReadOnlyDictionary<string, SigningPipelineOptions> Pipelines { get; init; } =
        new Dictionary<string, SigningPipelineOptions>(StringComparer.Ordinal);

    /// <summary>Everything wrong, each with key and value; nothing of what a variable holds.</summary>
    /// <param name="lengthOf">How many bytes a variable holds; 0 where it is not set.</param>
    public IReadOnlyList<ConfigurationError> Check(Func<string, int> lengthOf)
    {
        ArgumentNullException.ThrowIfNull(lengthOf);
        var errors = new List<ConfigurationError>();
        OptionsValidator.CheckAddress(errors, $"{Section}:{nameof(WatchdogAddress)}", WatchdogAddress);
        foreach (var (name, pipeline) in Pipelines)
        {
            if (
                pipeline.SecretVariable.Length == 0
                || lengthOf(pipeline.SecretVariable) < SigningPipelineOptions.ShortestSecret
            )
            {
                errors.Add(
                    new(
                        $"{Section}:{nameof(Pipelines)}:{name}:{nameof(SigningPipelineOptions.SecretVariable)}",
                        pipeline.SecretVariable,
                        $"must name a variable that holds at least {SigningPipelineOptions.ShortestSecret} bytes"
                    )
                );
            }
        }

        errors.AddRange(Slack.Check(variable => lengthOf(variable) > 0));
        return errors;
    }
}

/// <summary>Where the dashboard finds the store that a SQL Server holds.</summary>
public sealed record DashboardStoreOptions
{
    /// <summary>
    /// Variable that holds the connection string of a login that may EXECUTE and nothing else. Null, the default, for the embedded
    /// store.
    /// </summary>
    public string? ConnectionVariable { get; init; }
}
