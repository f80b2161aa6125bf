using Azure.Core;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Deployers;
using Mcpx.Watchdog.PortalDatabase;
using Mcpx.Watchdog.Probes.Security;
using Mcpx.Watchdog.Runner;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>Things with every field filled in sensibly; a test names only what it is about.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Start = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);
    public static readonly Actor Ic = new("ada", Role.IncidentCommander);
    public static readonly SaltedDigest Salted = new(new byte[32]);
    public const string Failing = "v1.9.0";
    public const string Good = "v1.8.2";

    public static Verdict Verdict(
        string trigger = TriggerNames.Availability,
        string? instance = "api-1",
        VerdictState state = VerdictState.Breached,
        DateTimeOffset? onset = null,
        Component component = Component.Api
    ) =>
        new(
            trigger,
            component,
            instance,
            trigger == TriggerNames.Availability ? "/ready" : null,
            state,
            Since: onset ?? Start,
            Onset: onset ?? Start,
            Held: TimeSpan.FromMinutes(5),
            HoldFor: TimeSpan.FromMinutes(5),
            Value: 300_250,
            Limit: 300_000,
            Unit.Milliseconds,
            Total: 12,
            Failed: 12,
            BreachesAt: null,
            $"{trigger} failed on {instance}"
        );

    public static InstanceOptions Api(Uri address, string name = "api-1") =>
        new()
        {
            Name = name,
            Component = Component.Api,
            Address = address.GetLeftPart(UriPartial.Authority),
        };

    public static EnvironmentOptions Environment(
        Execution execution = Execution.On,
        IReadOnlyList<InstanceOptions>? instances = null,
        DeployerOptions? deployer = null,
        ValidationOptions? validation = null,
        string stream = "/api/events",
        TimeSpan? timeout = null
    ) =>
        new()
        {
            Execution = execution,
            Instances = instances ?? [Api(new("http://127.0.0.1:9"))],
            Lkg = new Dictionary<Component, string> { [Component.Api] = Good },
            Deployers = new Dictionary<Component, DeployerOptions>
            {
                [Component.Api] =
                    deployer
                    ?? new()
                    {
                        Deploy = ["deploy", "{tag}", "{key}"],
                        Find = ["find", "{key}"],
                        Observe = ["observe"],
                    },
            },
            Probes = new() { StreamPath = stream, Timeout = timeout ?? TimeSpan.FromMilliseconds(600) },
            Validation = validation ?? new(),
        };

    /// <summary>The deployers of an environment, with a release folder that may be empty.</summary>
    public static DeployerFactory Deployers(
        EnvironmentOptions environment,
        TimeProvider? time = null,
        string releases = "/nowhere"
    ) =>
        new(Options(environment), new(releases), Portal.Client, time ?? TimeProvider.System)
        {
            Credential = () => DelegatedTokenCredential.Create((_, _) => new("azure-token", DateTimeOffset.MaxValue)),
        };

    /// <summary>The way to the portal's database, with the product's own ways to ask the portal.</summary>
    public static PortalRevert PortalRevert(TimeProvider? time = null)
    {
        var seals = new SecretSeals(Salted, new(new()));
        return new(
            new(new(Portal.Client, seals, time ?? TimeProvider.System), seals),
            new(Portal.Client, seals),
            seals,
            time ?? TimeProvider.System
        );
    }

    public static WatchdogOptions Options(EnvironmentOptions environment, SlackOptions? slack = null) =>
        new()
        {
            Slack = slack ?? new(),
            Environments = new Dictionary<string, EnvironmentOptions> { ["Prod"] = environment },
        };

    public static Plan Plan(EnvironmentOptions environment, string incident = "INC-0001", int version = 1) =>
        PlanBuilder.Build(
            version,
            incident,
            "Prod",
            [new(Component.Api, Failing, Good, "00")],
            schema: 118,
            environment
        );

    public static Incident Incident(EnvironmentOptions environment) =>
        new()
        {
            Id = "INC-0001",
            Environment = "Prod",
            OpenedAt = Start,
            Breaches = [Verdict()],
        };

    public static StepContext Step(
        EnvironmentOptions environment,
        StepKind kind,
        Action<string>? report = null,
        int attempt = 1,
        bool resumed = false
    )
    {
        var plan = Plan(environment);
        return new(
            Incident(environment) with
            {
                Steps =
                [
                    .. plan.Steps.Select(step => new StepState(
                        step,
                        StepStatus.Waiting,
                        attempt,
                        StartedAt: null,
                        EndedAt: null,
                        Summary: "",
                        [],
                        []
                    )),
                ],
            },
            plan,
            plan.Steps.First(step => step.Kind == kind),
            environment,
            attempt,
            resumed,
            report ?? (_ => { })
        );
    }
}
