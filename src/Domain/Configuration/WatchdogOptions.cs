using System.Text.Json.Serialization;

namespace Mcpx.Domain.Configuration;

/// <summary>
/// The whole configuration of a watchdog, section <c>Watchdog</c>. It is validated before anything starts and appended
/// to the journal as applied; secrets appear in it only by the name of the variable that holds them.
/// </summary>
public sealed record WatchdogOptions
{
    /// <summary>
    /// Folder of the embedded store, and of what is only ever this host's: its lock, its salt, packs on their way. Default
    /// <c>.watchdog</c>.
    /// </summary>
    public string DataDirectory { get; init; } = ".watchdog";

    /// <summary>Where journal, evidence and samples lie.</summary>
    public StoreOptions Store { get; init; } = new();

    /// <summary>Where this watchdog listens. Default <c>http://127.0.0.1:5081</c>.</summary>
    public string Address { get; init; } = "http://127.0.0.1:5081";

    /// <summary>Where people find the dashboard; used for links in messages. Default <c>http://127.0.0.1:5080</c>.</summary>
    public string DashboardAddress { get; init; } = "http://127.0.0.1:5080";

    /// <summary>Variable that holds the token the dashboard shows for live readings. Default <c>MCPX_SERVICE_TOKEN</c>.</summary>
    public string ServiceTokenVariable { get; init; } = "MCPX_SERVICE_TOKEN";

    /// <summary>Folder with one sub-folder a release, each with its <c>manifest.json</c>.</summary>
    public string ReleaseFolder { get; init; } = "releases";

    /// <summary>
    /// How often the release folder is looked at: new releases, artifacts, evidence. Default 1 min, at least 1 s. Files are read when
    /// they were written to, and now and then all the same (docs/releases.md).
    /// </summary>
    public TimeSpan ReleaseLookInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Where messages go.</summary>
    public SlackOptions Slack { get; init; } = new();

    /// <summary>Who holds the runbook's roles (section 4), as they are named in messages.</summary>
    public RosterOptions Roster { get; init; } = new();

    /// <summary>Whom a proposal wakes, and how.</summary>
    public PagingOptions Paging { get; init; } = new();

    /// <summary>How mail is sent, and who gets status notes; null sends none, which is the default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MailOptions? Mail { get; init; }

    /// <summary>Who may act at the command line. Default: nobody; whoever asks for a rollback there is a pipeline.</summary>
    public IReadOnlyList<PersonOptions> People { get; init; } = [];

    /// <summary>How long notices may be muted.</summary>
    public SilenceOptions Silences { get; init; } = new();

    /// <summary>Whether and where judging's inputs are recorded.</summary>
    public RecordingOptions Recording { get; init; } = new();

    /// <summary>What evidence packs link to, and where their second copy goes.</summary>
    public EvidenceOptions Evidence { get; init; } = new();

    /// <summary>Where follow-ups of published reports become issues; null for nowhere, which is the default.</summary>
    public FollowUpOptions? FollowUps { get; init; }

    /// <summary>Where incidents get a ticket; null for nowhere, which is the default.</summary>
    public TicketOptions? Ticket { get; init; }

    /// <summary>How long things are kept.</summary>
    public RetentionOptions Retention { get; init; } = new();

    /// <summary>What somebody outside expects to hear, and misses.</summary>
    public HeartbeatOptions Heartbeat { get; init; } = new();

    /// <summary>Where the journal's head is kept outside.</summary>
    public JournalOptions Journal { get; init; } = new();

    /// <summary>
    /// The longest chance delay of a probe, as a part of its interval, so that nothing periodic hides between two probes.
    /// Default 0.1, from 0 to 0.25.
    /// </summary>
    public double ProbeJitter { get; init; } = 0.1;

    /// <summary>How often the sources of instances are asked. Default 30 s. A change counts when it was seen twice.</summary>
    public TimeSpan DiscoveryInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The environments watched, by name.</summary>
    public IReadOnlyDictionary<string, EnvironmentOptions> Environments { get; init; } =
        new Dictionary<string, EnvironmentOptions>(StringComparer.Ordinal);

    /// <summary>With the instances that were found before, so that a source that cannot be asked leaves them watched.</summary>
    /// <param name="before">The configuration that was in effect; null when there was none.</param>
    public WatchdogOptions Knowing(WatchdogOptions? before) =>
        this with
        {
            Environments = Environments.ToDictionary(
                environment => environment.Key,
                environment =>
                    environment.Value with
                    {
                        Instances =
                        [
                            .. environment.Value.Instances,
                            .. before
                                ?.Environments.GetValueOrDefault(environment.Key)
                                ?.Instances.Where(instance => instance.Source is not null)
                                ?? [],
                        ],
                    },
                StringComparer.Ordinal
            ),
        };

    /// <summary>
    /// As it may be written down: secrets stand in it by name only, but for a webhook's path, which is one by itself.
    /// </summary>
    public WatchdogOptions WithoutSecrets() =>
        this with
        {
            Slack = Slack with { Webhook = WithoutPath(Slack.Webhook) },
            Heartbeat = Heartbeat with { Address = WithoutPath(Heartbeat.Address) },
            Journal = Journal with { Anchor = Journal.Anchor with { Webhook = WithoutPath(Journal.Anchor.Webhook) } },
        };

    private static string? WithoutPath(string? webhook) =>
        Uri.TryCreate(webhook, UriKind.Absolute, out var address)
            ? $"{address.GetLeftPart(UriPartial.Authority)}/…"
            : webhook;
}

/// <summary>Recordings of what judging takes, for <c>replay</c> (docs/recordings.md).</summary>
public sealed record RecordingOptions
{
    /// <summary>The folder to write to; null records nothing, which is the default.</summary>
    public string? Folder { get; init; }

    /// <summary>Size at which an environment's next file is begun, in megabytes. Default 256, at least 1.</summary>
    public int MaxMegabytes { get; init; } = 256;

    /// <summary>Files kept of each environment, the one being written included. Default 8, at least 1.</summary>
    public int Keep { get; init; } = 8;

    internal void Check(List<ConfigurationError> errors, string key)
    {
        errors.AtLeast($"{key}:MaxMegabytes", MaxMegabytes, 1);
        errors.AtLeast($"{key}:Keep", Keep, 1);
    }
}
