using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests;

/// <summary>Things with every field filled in sensibly; a test names only what it is about.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Start = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);

    public static readonly Actor Ic = new("ada", Role.IncidentCommander);
    public static readonly Actor Deputy = new("ben", Role.Deputy);
    public static readonly Actor Owner = new("cleo", Role.DecisionOwner);
    public static readonly Actor Viewer = new("vic", Role.Viewer);

    public static readonly string[] Template =
    [
        "/opt/my tools/deploy",
        "--environment",
        "{environment}",
        "--component={component}",
        "--tag",
        "{tag}",
        "--note",
        "say \"hi\"; rm -rf $HOME",
        "--key",
        "{key}",
    ];

    public static readonly SaltedDigest Salted = new(new byte[32]);

    public static readonly AttestedPicture Picture = new(new string('a', 64), 1_234, "png");

    public static SecretSeal Seal(Func<string, bool> isSecret) => new(Salted, (key, _) => isSecret(key));

    public static DateTimeOffset At(double seconds) => Start + Seconds(seconds);

    public static TimeSpan Seconds(double seconds) => TimeSpan.FromMilliseconds((long)Math.Round(seconds * 1_000));

    public static InstanceId Instance(string name = "api-1", Component component = Component.Api) =>
        new("Prod", component, name);

    public static Verdict Verdict(
        string trigger = TriggerNames.ErrorRate,
        Component component = Component.Api,
        string? instance = "api-1",
        string? part = null,
        VerdictState state = VerdictState.Breached,
        double onset = 0,
        long? value = 38_000,
        string sentence = "3.8 % of calls answered 5xx on api-1 (19 of 500); limit 1 %"
    ) =>
        new(
            trigger,
            component,
            instance,
            part,
            state,
            Since: At(onset + 300),
            Onset: At(onset),
            Held: Seconds(300),
            HoldFor: Seconds(300),
            value,
            Limit: 10_000,
            Unit.PartsPerMillion,
            Total: 500,
            Failed: 19,
            BreachesAt: null,
            sentence
        );

    public static Release Release(
        string tag = "v1.8.2",
        int schema = 118,
        int[]? worksWith = null,
        bool coupled = false,
        string[]? migrations = null,
        string? evidence = "evidence/index.json"
    ) =>
        new(
            tag,
            Start.AddDays(-1),
            Contract: 30,
            schema,
            worksWith ?? [schema],
            coupled,
            new Dictionary<Component, Artifact>
            {
                [Component.Api] = new("api/portal.dll", Digest(tag, Component.Api)),
                [Component.Web] = new("web", Digest(tag, Component.Web)),
            },
            migrations ?? [],
            evidence
        );

    public static string Digest(string tag, Component component) =>
        Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{tag}/{component}"))
        );

    public static DeployerOptions Deployer() =>
        new()
        {
            Deploy = Template,
            Find = ["find", "{key}"],
            Observe = ["observe", "{environment}"],
        };

    public static EnvironmentOptions Environment(
        Execution execution = Execution.On,
        int required = 1,
        IReadOnlyList<InstanceOptions>? instances = null
    ) =>
        new()
        {
            Execution = execution,
            Approval = new() { Required = required },
            Lkg = new Dictionary<Component, string> { [Component.Api] = "v1.8.1", [Component.Web] = "v1.8.1" },
            Instances =
                instances
                ??
                [
                    new() { Name = "api-1", Address = "http://10.0.0.1:80" },
                    new() { Name = "api-2", Address = "http://10.0.0.2:80" },
                    new()
                    {
                        Name = "web-1",
                        Component = Component.Web,
                        Address = "http://10.0.0.3:80",
                    },
                ],
            Deployers = new Dictionary<Component, DeployerOptions>
            {
                [Component.Api] = Deployer(),
                [Component.Web] = Deployer(),
            },
        };

    public static PlanTarget Target(
        Component component = Component.Api,
        string from = "v1.8.2",
        string to = "v1.8.1"
    ) => new(component, from, to, Digest(to, component));

    public static Plan Plan(
        Execution execution = Execution.On,
        int required = 1,
        int version = 1,
        IReadOnlyList<PlanTarget>? targets = null
    ) =>
        PlanBuilder.Build(
            version,
            "INC-0001",
            "Prod",
            targets ?? [Target()],
            schema: 118,
            Environment(execution, required)
        );

    public static JournalEntry Entry(IEvent happened, int version = 1, double at = 0, Actor? by = null) =>
        new(version, "incident/INC-0001", version, At(at), by ?? Actor.Watchdog, happened);

    public static EnvironmentState State(params IEvent[] events)
    {
        var state = new EnvironmentState { Name = "Prod" };
        foreach (var happened in events)
        {
            state = state.Evolve(
                new(state.Version + 1, "environment/Prod", state.Version + 1, Start, Actor.Watchdog, happened)
            );
        }

        return state;
    }

    public static Plan Revert(int version = 1, DeployerOptions? deployer = null, params PlanRevert[] reverts)
    {
        var options = Environment();
        if (deployer is not null)
        {
            options = options with
            {
                Deployers = new Dictionary<Component, DeployerOptions> { [Component.Config] = deployer },
            };
        }

        return PlanBuilder.BuildRevert(
            version,
            "INC-0001",
            "Prod",
            reverts.Length > 0 ? reverts : [new(ChangeKind.AllowList, "Cors:Origins", "https://b", "https://a")],
            schema: 118,
            options
        );
    }
}
