using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Configuration;

public sealed class OptionsValidatorTests
{
    private const string Prod = "Watchdog:Environments:Prod";

    private static readonly EnvironmentOptions Right = Some.Environment();

    public static TheoryData<string, string, EnvironmentOptions> Wrong =>
        new()
        {
            { "Instances", "none", Right with { Instances = [] } },
            { "Instances:0:Name", "", Right with { Instances = [Instance(name: "")] } },
            { "Instances:1:Name", "a", Right with { Instances = [Instance("a"), Instance("a", "http://b")] } },
            { "Instances:0:Address", "10.0.0.1", Right with { Instances = [Instance(address: "10.0.0.1")] } },
            { "Instances:0:Address", "h", Right with { Instances = [Instance(address: "http://user@h")] } },
            { "Instances:0:Name", PublicHost.Name, Right with { Instances = [Instance(PublicHost.Name)] } },
            { "Probes:HealthJson:status", "ok", Right with { Probes = new() { HealthJson = Place } } },
            {
                "Probes:Workflows:Web",
                "true",
                Right with
                {
                    Probes = new() { Workflows = new() { Web = true } },
                    Validation = new() { Web = new() },
                    Instances = [Instance()],
                }
            },
            { "Instances:0:Source", "x", Right with { Instances = [Instance() with { Source = "x" }] } },
            { "Discovery:0", "Api by nothing", Found(new SourceOptions()) },
            {
                "Discovery:0",
                "Api by DNS a:80",
                Found(
                    new SourceOptions
                    {
                        Dns = new() { Name = "a" },
                        AppService = new(),
                    }
                )
            },
            { "Discovery:1", "Api by DNS a:80", Found(Names, Names) },
            { "Discovery:0:Component", "Config", Found(Names with { Component = Component.Config }) },
            { "Discovery:0:Least", "0", Found(Names with { Least = 0 }) },
            { "Discovery:0:Dns:Name", "none", Found(new SourceOptions { Dns = new() }) },
            {
                "Discovery:0:Dns:Port",
                "65536",
                Found(
                    new SourceOptions
                    {
                        Dns = new() { Name = "a", Port = 65_536 },
                    }
                )
            },
            {
                "Discovery:0:Dns:Scheme",
                "tcp",
                Found(
                    new SourceOptions
                    {
                        Dns = new() { Name = "a", Scheme = "tcp" },
                    }
                )
            },
            { "Discovery:0:Kubernetes:Service", "none", Found(new SourceOptions { Kubernetes = new() }) },
            {
                "Discovery:0:Kubernetes:Namespace",
                "none",
                Found(
                    new SourceOptions
                    {
                        Kubernetes = new() { Service = "a", Namespace = " " },
                    }
                )
            },
            { "Discovery:0:AppService:Address", "", Found(new SourceOptions { AppService = new() }) },
            { "Discovery:0:AppService:Most", "0", Found(App(new() { Most = 0 })) },
            { "Discovery:0:AppService:Most", "101", Found(App(new() { Most = 101 })) },
            { "Discovery:0:AppService:Path", "x", Found(App(new() { Path = "x" })) },
            { "Discovery:0:AppService:Cookie", "none", Found(App(new() { Cookie = "" })) },
            { "Instances:0:Address", "ftp://a", Right with { Instances = [Instance(address: "ftp://a")] } },
            {
                "Instances:1:Address",
                "http://A/",
                Right with
                {
                    Instances = [Instance("a"), Instance("b", "http://A/")],
                }
            },
            {
                "Instances:0:Component",
                "Config",
                Right with
                {
                    Instances = [Instance() with { Component = Component.Config }],
                }
            },
            { "Lkg:Api", "v9", Right with { Lkg = new Dictionary<Component, string> { [Component.Api] = "v9" } } },
            { "Probes:HealthInterval", "00:00:00", Right with { Probes = new() { HealthInterval = default } } },
            {
                "Probes:MetricsInterval",
                "-00:00:01",
                Right with
                {
                    Probes = new() { MetricsInterval = Some.Seconds(-1) },
                }
            },
            { "Probes:Timeout", "00:00:00", Right with { Probes = new() { Timeout = default } } },
            { "Probes:StreamPath", "events", Right with { Probes = new() { StreamPath = "events" } } },
            { "Attribution:Horizon", "00:00:00", Right with { Attribution = new() { Horizon = default } } },
            {
                "Attribution:SeenWithin",
                "-00:00:01",
                Right with
                {
                    Attribution = new() { SeenWithin = Some.Seconds(-1) },
                }
            },
            { "Attribution:Rules:0:Kinds", "Deployment", Rule(new() { Kinds = [ChangeKind.Deployment] }) },
            { "Attribution:Rules:0:Key", "", Rule(new() { Key = "" }) },
            { "Attribution:Rules:0:Names", "", Rule(new() { Names = "" }) },
            { "Attribution:Rules:0:Triggers", "cpu", Rule(new() { Triggers = ["cpu"] }) },
            { "Drift:Rules:0:Key", "", Right with { Drift = new() { Rules = [new()] } } },
            { "Probes:CallInterval", "00:00:00", Right with { Probes = new() { CallInterval = default } } },
            { "Probes:FirstEventInterval", "00:00:00", Right with { Probes = new() { FirstEventInterval = default } } },
            { "Probes:AuditInterval", "00:00:00", Right with { Probes = new() { AuditInterval = default } } },
            { "Probes:AuditPath", "audit", Right with { Probes = new() { AuditPath = "audit" } } },
            { "Probes:SettingsInterval", "00:00:00", Right with { Probes = new() { SettingsInterval = default } } },
            { "PublicAddress", "admin.example.com", Right with { PublicAddress = "admin.example.com" } },
            { "Probes:Security:ExposureInterval", "00:00:00", Security(new() { ExposureInterval = default }) },
            { "Probes:Security:CertificateDays", "0", Security(new() { CertificateDays = 0 }) },
            { "Probes:Security:Forbidden", ".env", Security(new() { Forbidden = [".env"] }) },
            { "Probes:Security:ForbiddenInPublic", "metrics", Security(new() { ForbiddenInPublic = ["metrics"] }) },
            { "Probes:Security:AssetFolders", "assets/", Security(new() { AssetFolders = ["assets/"] }) },
            { "Probes:Security:AcceptedSecrets", "…", Security(new() { AcceptedSecrets = ["hunter2"] }) },
            {
                "Probes:Security:Headers:Web:1:Header",
                "X-A | no header: x",
                Security(
                    new()
                    {
                        Headers = new()
                        {
                            Web = [new() { Header = "X-A: b" }, new() { Header = "X-A | no header: x" }],
                        },
                    }
                )
            },
            { "Probes:VantageInterval", "00:00:00", Right with { Probes = new() { VantageInterval = default } } },
            { "Probes:Vantages:relay", "10.0.0.9", Vantage("relay", "10.0.0.9") },
            {
                "Probes:Cors:Interval",
                "00:00:00",
                Right with
                {
                    Probes = new() { Cors = new() { Interval = default } },
                }
            },
            { "Probes:Cors:Path", "jobs", Right with { Probes = new() { Cors = new() { Path = "jobs" } } } },
            { "Probes:Cors:IntendedOrigins", "https://a/", Origins("https://a/") },
            { "Probes:Cors:IntendedOrigins", "a.example", Origins("a.example") },
            {
                "Probes:Security:Interval",
                "00:00:00",
                Right with
                {
                    Probes = new() { Security = new() { Interval = default } },
                }
            },
            {
                "Probes:Security:MustRefuse",
                "x",
                Right with
                {
                    Probes = new() { Security = new() { MustRefuse = ["x"] } },
                }
            },
            {
                "Probes:Security:MustHoldNoSecret",
                "x",
                Right with
                {
                    Probes = new() { Security = new() { MustHoldNoSecret = ["x"] } },
                }
            },
            {
                "Probes:Workflows:Interval",
                "00:00:00",
                Right with
                {
                    Probes = new() { Workflows = new() { Interval = default } },
                }
            },
            {
                "Probes:Workflows:FilesInterval",
                "00:00:00",
                Right with
                {
                    Probes = new() { Workflows = new() { FilesInterval = default } },
                }
            },
            {
                "Probes:Workflows:Files:0",
                "web pages.yaml",
                Right with
                {
                    Probes = new() { Workflows = new() { Files = ["web pages.yaml"] } },
                }
            },
            { "Probes:Workflows:Web", "true", Right with { Probes = new() { Workflows = new() { Web = true } } } },
            { "Triggers:Availability:HoldFor", "00:00:00", With(availability: new() { HoldFor = default }) },
            {
                "Triggers:Availability:RecoverFor",
                "-00:00:01",
                With(availability: new() { RecoverFor = Some.Seconds(-1) })
            },
            { "Triggers:Availability:Window", "00:01:01", With(availability: new() { Window = Some.Seconds(61) }) },
            { "Triggers:Availability:Window", "00:00:00", With(availability: new() { Window = default(TimeSpan) }) },
            { "Triggers:Availability:MinimumSamples", "0", With(availability: new() { MinimumSamples = 0 }) },
            { "Triggers:ErrorRate:HoldFor", "00:00:00", With(errorRate: new() { HoldFor = default }) },
            { "Triggers:ErrorRate:Window", "00:02:00", With(errorRate: new() { Window = Some.Seconds(120) }) },
            { "Triggers:ErrorRate:RecoverFor", "-00:00:01", With(errorRate: new() { RecoverFor = Some.Seconds(-1) }) },
            { "Triggers:ErrorRate:MinimumCalls", "0", With(errorRate: new() { MinimumCalls = 0 }) },
            { "Triggers:ErrorRate:MinimumErrors", "-1", With(errorRate: new() { MinimumErrors = -1 }) },
            { "Triggers:ErrorRate:LimitPercent", "0", With(errorRate: new() { LimitPercent = 0 }) },
            { "Triggers:ErrorRate:LimitPercent", "100.5", With(errorRate: new() { LimitPercent = 100.5m }) },
            { "Triggers:SseHeartbeat:LimitGap", "00:00:00", With(heartbeat: new() { LimitGap = default }) },
            {
                "Triggers:SseHeartbeat:EventsWithin",
                "00:00:00",
                With(heartbeat: new() { EventsWithin = TimeSpan.Zero })
            },
            {
                "Triggers:SseHeartbeat:RecoverFor",
                "-00:00:01",
                With(heartbeat: new() { RecoverFor = Some.Seconds(-1) })
            },
            { "Approval:Required", "0", Right with { Approval = new() { Required = 0 } } },
            { "Approval:Required", "4", Right with { Approval = new() { Required = 4 } } },
            {
                "Approval:Required",
                "2",
                Right with
                {
                    Approval = new() { Required = 2, Roles = [Role.Deputy, Role.Deputy] },
                }
            },
            {
                "Approval:Roles",
                "Deployer, Viewer",
                Right with
                {
                    Approval = new() { Roles = [Role.Deployer, Role.Viewer] },
                }
            },
            { "Approval:Roles", "Watchdog", Right with { Approval = new() { Roles = [Role.Watchdog] } } },
            { "Approval:WarnBefore", "-00:00:01", Right with { Approval = new() { WarnBefore = Some.Seconds(-1) } } },
            { "Approval:WarnBefore", "00:30:00", Right with { Approval = new() { WarnBefore = Some.Seconds(1_800) } } },
            {
                "Approval:Independent",
                "True",
                Right with
                {
                    Approval = new() { Roles = [Role.Deputy], BreakGlass = false },
                }
            },
            { "Deployers:Config:Deploy", "none", Deployers(WithConfig(Some.Deployer() with { Deploy = [] })) },
            {
                "Deployers:Config:Fallback",
                "Config",
                Deployers(WithConfig(Some.Deployer() with { Fallback = Some.Deployer() }))
            },
            { "Deployers:Config:Find", "none", Deployers(WithConfig(Some.Deployer() with { Find = [] })) },
            { "Approval:ProposalValid", "00:00:00", Right with { Approval = new() { ProposalValid = default } } },
            { "Deploying:Settle", "-00:00:01", Right with { Deploying = new() { Settle = Some.Seconds(-1) } } },
            { "Deploying:Cap", "00:00:00", Right with { Deploying = new() { Cap = default } } },
            { "Validation:HealthyFor", "00:00:00", Right with { Validation = new() { HealthyFor = default } } },
            { "Validation:HealthyWithin", "00:00:00", Right with { Validation = new() { HealthyWithin = default } } },
            { "Validation:SmokeFor", "00:00:00", Right with { Validation = new() { SmokeFor = default } } },
            { "Validation:MaxFirstEvent", "00:00:00", Right with { Validation = new() { MaxFirstEvent = default } } },
            { "Validation:MaxMedianGap", "00:00:00", Right with { Validation = new() { MaxMedianGap = default } } },
            { "Validation:GapGrace", "-00:00:01", Right with { Validation = new() { GapGrace = Some.Seconds(-1) } } },
            { "Validation:MaxGap", "00:00:00", Right with { Validation = new() { MaxGap = default } } },
            {
                "Validation:StabiliseFor",
                "-00:00:01",
                Right with
                {
                    Validation = new() { StabiliseFor = Some.Seconds(-1) },
                }
            },
            { "Validation:ContractPaths", "api", Right with { Validation = new() { ContractPaths = ["api"] } } },
            { "Deployers:Web", "none", Deployers(new() { [Component.Api] = Some.Deployer() }) },
            { "Deployers:Api:Deploy", "none", Deployers(Both(Some.Deployer() with { Deploy = [] })) },
            { "Deployers:Api:Find", "none", Deployers(Both(Some.Deployer() with { Find = [] })) },
            { "Deployers:Api:Observe", "none", Deployers(Both(Some.Deployer() with { Observe = [] })) },
            { "Deployers:Api:Timeout", "00:00:00", Deployers(Both(Some.Deployer() with { Timeout = default })) },
        };

    private static EnvironmentOptions Security(SecurityProbeOptions security) =>
        Right with
        {
            Probes = new() { Security = security },
        };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void Validate_OneThingWrong_NamesKeyAndValue(string key, string value, EnvironmentOptions options)
    {
        var error = Assert.Single(Validate(options));

        Assert.Equal(($"{Prod}:{key}", value), (error.Key, error.Value));
        Assert.NotEmpty(error.Problem);
        Assert.Equal($"{error.Key} = {error.Value}: {error.Problem}", error.ToString());
    }

    [Fact]
    public void Validate_RightConfiguration_HasNoErrors() => Assert.Empty(Validate(Right));

    [Fact]
    public void Validate_DefaultsWithInstances_HaveNoErrors() =>
        Assert.Empty(Validate(new() { Instances = Right.Instances }));

    [Fact]
    public void Validate_OnlySources_HasNoErrorsAndCountsTheirInstancesAsThere()
    {
        var options = Right with
        {
            Instances = [],
            Discovery = [Names, App(new()) with { Component = Component.Web }],
            Probes = new()
            {
                Workflows = new() { Web = true },
                Prometheus = new() { Instances = Later },
            },
            Validation = new() { Web = new() },
        };

        Assert.Empty(Validate(options));
        Assert.True(options.Has(Component.Api) && options.Has(Component.Web));
    }

    [Fact]
    public void Validate_InstanceWithACookie_HasNoErrors() =>
        Assert.Empty(Validate(Right with { Instances = [Instance(address: "https://ARRAffinity%3D5c%3D@h")] }));

    [Fact]
    public void Validate_SeveralThingsWrong_ReportsAllAtOnce() =>
        Assert.Equal(
            3,
            Validate(
                Right with
                {
                    Instances = [],
                    Probes = new() { Timeout = default, StreamPath = "x" },
                }
            ).Count
        );

    [Fact]
    public void Validate_NoDeployerWhileExecutionIsOff_IsFine() =>
        Assert.Empty(Validate(Deployers([]) with { Execution = Execution.Off }));

    [Fact]
    public void Validate_ConfigDeployer_NeedsNoObserve() =>
        Assert.Empty(Validate(Deployers(WithConfig(Some.Deployer() with { Observe = [] }))));

    [Theory]
    [InlineData(true, false, null)]
    [InlineData(false, true, null)]
    [InlineData(false, false, false)]
    public void Validate_OneRoleThatMayHaveCausedIt_IsFineWithAWayOut(bool second, bool glass, bool? independent) =>
        Assert.Empty(
            Validate(
                Right with
                {
                    Approval = new()
                    {
                        Roles = second ? [Role.Deputy, Role.DecisionOwner] : [Role.Deputy],
                        BreakGlass = glass,
                        Independent = independent,
                    },
                }
            )
        );

    [Theory]
    [InlineData("Watchdog:Address")]
    [InlineData("Watchdog:DashboardAddress")]
    [InlineData("Watchdog:Slack:Webhook")]
    public void Validate_AddressWrong_NamesItsKey(string key)
    {
        var options = new WatchdogOptions
        {
            Address = key.EndsWith(":Address", StringComparison.Ordinal) ? "nowhere" : "http://a",
            DashboardAddress = key.EndsWith("DashboardAddress", StringComparison.Ordinal) ? "nowhere" : "http://a",
            Slack = new() { Webhook = key.EndsWith("Webhook", StringComparison.Ordinal) ? "nowhere" : null },
            Environments = new Dictionary<string, EnvironmentOptions> { ["Prod"] = Right },
        };

        var error = Assert.Single(OptionsValidator.Validate(options, ["v1.8.1"]));
        Assert.Equal((key, "nowhere"), (error.Key, error.Value));
    }

    [Fact]
    public void Validate_NoEnvironment_IsAnError() =>
        Assert.Equal("Watchdog:Environments", Assert.Single(OptionsValidator.Validate(new(), [])).Key);

    [Fact]
    public void Validate_UnknownEnvironment_NamesTheKnownOnes()
    {
        var error = Assert.Single(OptionsValidator.Validate(Watching("Staging", Right), ["v1.8.1"]));

        Assert.Equal("Watchdog:Environments:Staging", error.Key);
        Assert.Contains("Alpha, Beta, RTM, Prod", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_NoSlackAndNoLkg_AreSaid()
    {
        var warnings = OptionsValidator.Warnings(
            Watching("Prod", Right with { Lkg = new Dictionary<Component, string>() })
        );

        Assert.Equal(6, warnings.Count);
        Assert.Contains(
            "No outgoing heartbeat is configured: when this host dies, nobody is told (Watchdog:Heartbeat).",
            warnings
        );
        Assert.Contains(
            "No way to page anybody is configured: a proposal in Prod wakes nobody (docs/paging.md).",
            warnings
        );
        Assert.Contains(
            "No vantage is configured in Prod: the watchdog cannot tell its own blindness from the portal's outage.",
            warnings
        );
        Assert.Contains("Prod has no LKG for Web: not ready for rollback.", warnings);
    }

    [Fact]
    public void Warnings_FreezeCommandsWhereNothingIsCarriedOut_SayThatPeoplePause()
    {
        var freeze = new FreezeOptions { Commands = [new() { Name = "gitops" }] };

        Assert.Contains(
            "In Prod execution is DryRun: at a freeze people pause gitops by hand (docs/pipelines.md).",
            OptionsValidator.Warnings(Watching("Prod", Right with { Execution = Execution.DryRun, Freeze = freeze }))
        );
        Assert.DoesNotContain(
            OptionsValidator.Warnings(Watching("Prod", Right with { Execution = Execution.On, Freeze = freeze })),
            warning => warning.Contains("gitops", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Warnings_MessagesLinkToTheReadersOwnMachine_AreSaid() =>
        Assert.Contains(
            "Watchdog:DashboardAddress = http://127.0.0.1:5080: every message links there, which on anybody else's machine is their own.",
            OptionsValidator.Warnings(Watching("Prod", Right) with { Slack = new() { WebhookVariable = "X" } })
        );

    [Fact]
    public void Warnings_AllThere_AreNone() =>
        Assert.Empty(
            OptionsValidator.Warnings(
                Watching("Prod", Vantage("relay", "http://relay")) with
                {
                    DashboardAddress = "https://watchdog.example.com",
                    Slack = new() { WebhookVariable = "X" },
                    Paging = new() { Slack = true },
                    Heartbeat = new() { AddressVariable = "Y" },
                }
            )
        );

    private static IReadOnlyList<ConfigurationError> Validate(EnvironmentOptions options) =>
        OptionsValidator.Validate(Watching("Prod", options), ["v1.8.1"]);

    private static WatchdogOptions Watching(string name, EnvironmentOptions options) =>
        new() { Environments = new Dictionary<string, EnvironmentOptions> { [name] = options } };

    private static EnvironmentOptions Vantage(string name, string address) =>
        Right with
        {
            Probes = new() { Vantages = new Dictionary<string, string> { [name] = address } },
        };

    private static EnvironmentOptions Origins(params string[] origins) =>
        Right with
        {
            Probes = new() { Cors = new() { IntendedOrigins = origins } },
        };

    private static Dictionary<string, string> Place => new() { ["status"] = "ok" };

    private static Dictionary<string, string> Later => new() { ["api-of-tomorrow"] = "10.0.0.9:80" };

    private static SourceOptions Names => new() { Dns = new() { Name = "a" } };

    private static SourceOptions App(AppServiceSourceOptions app) =>
        new() { AppService = app with { Address = "https://a.example.com" } };

    private static EnvironmentOptions Found(params SourceOptions[] sources) => Right with { Discovery = sources };

    private static InstanceOptions Instance(string name = "a", string address = "http://a") =>
        new() { Name = name, Address = address };

    private static EnvironmentOptions With(
        AvailabilityOptions? availability = null,
        ErrorRateOptions? errorRate = null,
        SseHeartbeatOptions? heartbeat = null
    ) =>
        Right with
        {
            Triggers = new()
            {
                Availability = availability ?? new(),
                ErrorRate = errorRate ?? new(),
                SseHeartbeat = heartbeat ?? new(),
            },
        };

    private static EnvironmentOptions Deployers(Dictionary<Component, DeployerOptions> deployers) =>
        Right with
        {
            Deployers = deployers,
        };

    private static Dictionary<Component, DeployerOptions> Both(DeployerOptions api) =>
        new() { [Component.Api] = api, [Component.Web] = Some.Deployer() };

    private static EnvironmentOptions Rule(AttributionRule rule) =>
        Right with
        {
            Attribution = new() { Rules = [rule] },
        };

    private static Dictionary<Component, DeployerOptions> WithConfig(DeployerOptions config) =>
        new(Both(Some.Deployer())) { [Component.Config] = config };
}
