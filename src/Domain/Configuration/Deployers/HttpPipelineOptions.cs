namespace Mcpx.Domain.Configuration;

/// <summary>
/// A pipeline behind an HTTP API: started by one POST that carries the step's key, asked for by that key. Placeholders in
/// addresses and in the body: <c>{environment}</c>, <c>{component}</c>, <c>{tag}</c>, <c>{sha256}</c>, <c>{key}</c>.
/// </summary>
public sealed record HttpPipelineOptions
{
    /// <summary>Where the start is posted to, for example <c>https://pipelines.example.com/api/deployments</c>.</summary>
    public string Start { get; init; } = "";

    /// <summary>What is posted: JSON, into whose texts the values are filled. It must carry <c>{key}</c> and <c>{tag}</c>.</summary>
    public string Body { get; init; } =
        """{"environment":"{environment}","component":"{component}","tag":"{tag}","key":"{key}"}""";

    /// <summary>
    /// Answers how the operation under <c>{key}</c> stands: an object, or a list with at most one. 404 and an empty list say that
    /// it was never started.
    /// </summary>
    public string Find { get; init; } = "";

    /// <summary>Where a POST ends the operation under <c>{key}</c>. Default: none, and nothing can be cancelled.</summary>
    public string? Cancel { get; init; }

    /// <summary>Variable that holds a bearer token for it. Default: none is sent.</summary>
    public string? TokenVariable { get; init; }

    /// <summary>Field of the answer that repeats the key. Default <c>key</c>.</summary>
    public string KeyField { get; init; } = "key";

    /// <summary>Field of the answer that names the state. Default <c>state</c>.</summary>
    public string StateField { get; init; } = "state";

    /// <summary>Field of the answer for people, for example what failed or a link. Default <c>detail</c>; it may be missing.</summary>
    public string DetailField { get; init; } = "detail";

    /// <summary>The words for an operation that goes on. Case does not matter.</summary>
    public IReadOnlyList<string> RunningWords { get; init; } = [];

    /// <summary>The words in effect.</summary>
    public IReadOnlyList<string> EffectiveRunningWords =>
        RunningWords.Count > 0 ? RunningWords : ["queued", "pending", "running", "in_progress"];

    /// <summary>The words for one that ended well. A word that is in none of the lists is no answer.</summary>
    public IReadOnlyList<string> FinishedWords { get; init; } = [];

    /// <summary>The words in effect.</summary>
    public IReadOnlyList<string> EffectiveFinishedWords =>
        FinishedWords.Count > 0 ? FinishedWords : ["finished", "succeeded", "success", "completed"];

    /// <summary>The words for one that did not.</summary>
    public IReadOnlyList<string> FailedWords { get; init; } = [];

    /// <summary>The words in effect.</summary>
    public IReadOnlyList<string> EffectiveFailedWords =>
        FailedWords.Count > 0 ? FailedWords : ["failed", "failure", "error", "cancelled", "canceled"];

    /// <summary>For one answer. Default 10 s. A start without an answer is unknown and never sent again.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Between two looks. Default 2 s.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(2);

    internal void Check(List<ConfigurationError> errors, string key)
    {
        DeployerChecks.Address(errors, $"{key}:Start", Start, TokenVariable is not null);
        DeployerChecks.Address(errors, $"{key}:Find", Find, TokenVariable is not null);
        DeployerChecks.Carries(errors, $"{key}:Find", Find, "{key}");
        DeployerChecks.Carries(errors, $"{key}:Body", Body, "{key}");
        DeployerChecks.Carries(errors, $"{key}:Body", Body, "{tag}");
        DeployerChecks.Json(errors, $"{key}:Body", Body);
        if (Cancel is { } cancel)
        {
            DeployerChecks.Address(errors, $"{key}:Cancel", cancel, TokenVariable is not null);
            DeployerChecks.Carries(errors, $"{key}:Cancel", cancel, "{key}");
        }

        var words = EffectiveRunningWords.Concat(EffectiveFinishedWords).Concat(EffectiveFailedWords);
        foreach (
            var twice in words.GroupBy(word => word, StringComparer.OrdinalIgnoreCase).Where(same => same.Skip(1).Any())
        )
        {
            errors.Add(new($"{key}:FinishedWords", twice.Key, "is a word for two states"));
        }

        errors.Positive($"{key}:RequestTimeout", RequestTimeout);
        errors.Positive($"{key}:Poll", Poll);
    }
}
