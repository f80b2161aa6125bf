using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Tests.PortalDatabase;

namespace Mcpx.Watchdog.Tests.Configuration;

public sealed class LoadedConfigurationTests
{
    private const string Prod = "Watchdog:Environments:Prod";

    /// <summary>The key that is set, its JSON, the key and value the error must name.</summary>
    public static TheoryData<string, string, string, string> Errors =>
        new()
        {
            { "Watchdog:Environments:Staging", "{}", "Watchdog:Environments:Staging", "Staging" },
            { "Watchdog:Environments:prod2", "{}", "Watchdog:Environments:prod2:Instances", "none" },
            {
                $"{Prod}:Triggers:Availability:HoldFor",
                "\"-00:05:00\"",
                $"{Prod}:Triggers:Availability:HoldFor",
                "-00:05:00"
            },
            { $"{Prod}:Triggers:ErrorRate:LimitPercent", "-1", $"{Prod}:Triggers:ErrorRate:LimitPercent", "-1" },
            { $"{Prod}:Triggers:ErrorRate:MinimumCalls", "0", $"{Prod}:Triggers:ErrorRate:MinimumCalls", "0" },
            {
                $"{Prod}:Triggers:SseHeartbeat:LimitGap",
                "\"-00:00:01\"",
                $"{Prod}:Triggers:SseHeartbeat:LimitGap",
                "-00:00:01"
            },
            {
                $"{Prod}:Triggers:Availability:Window",
                "\"00:01:01\"",
                $"{Prod}:Triggers:Availability:Window",
                "00:01:01"
            },
            {
                $"{Prod}:Instances:1:Address",
                "\"http://127.0.0.1:9/\"",
                $"{Prod}:Instances:1:Address",
                "http://127.0.0.1:9/"
            },
            { $"{Prod}:Instances:1:Address", "\"ftp://x\"", $"{Prod}:Instances:1:Address", "ftp://x" },
            { $"{Prod}:Instances:1:Name", "\"api-1\"", $"{Prod}:Instances:1:Name", "api-1" },
            { $"{Prod}:Instances:1:Component", "\"Database\"", $"{Prod}:Instances:1:Component", "Database" },
            { $"{Prod}:Lkg:Api", "\"v0.0.0\"", $"{Prod}:Lkg:Api", "v0.0.0" },
            { "Watchdog:Slack:Webhook", "\"hooks.slack.com/x\"", "Watchdog:Slack:Webhook", "hooks.slack.com/x" },
            { $"{Prod}:Promotion:Bake", "\"00:00:30\"", $"{Prod}:Promotion:Bake", "00:00:30" },
            { $"{Prod}:Promotion:LongestGap", "\"02:00:00\"", $"{Prod}:Promotion:LongestGap", "02:00:00" },
            { $"{Prod}:Promotion:OverrideFor", "\"00:00:00\"", $"{Prod}:Promotion:OverrideFor", "00:00:00" },
            { "Watchdog:ReleaseLookInterval", "\"00:00:00.5\"", "Watchdog:ReleaseLookInterval", "00:00:00.5000000" },
            { $"{Prod}:Approval:Required", "4", $"{Prod}:Approval:Required", "4" },
            { $"{Prod}:Approval:Required", "0", $"{Prod}:Approval:Required", "0" },
            { $"{Prod}:Approval:Roles", "[\"Deployer\"]", $"{Prod}:Approval:Roles", "Deployer" },
            { $"{Prod}:Deployers:Web", "{}", $"{Prod}:Deployers:Web:Deploy", "none" },
            { $"{Prod}:Triger", "{\"X\":1}", $"{Prod}:Triger", "an object" },
            { $"{Prod}:Probes:Timeut", "\"00:00:01\"", $"{Prod}:Probes:Timeut", "00:00:01" },
            { $"{Prod}:Probes:Timeout", "\"soon\"", $"{Prod}:Probes:Timeout", "soon" },
            {
                $"{Prod}:Triggers:ErrorRate:MinimumCalls",
                "\"many\"",
                $"{Prod}:Triggers:ErrorRate:MinimumCalls",
                "many"
            },
            { $"{Prod}:Triggers:ErrorRate:MinimumCalls", "1.5", $"{Prod}:Triggers:ErrorRate:MinimumCalls", "1.5" },
            { $"{Prod}:Execution", "\"Maybe\"", $"{Prod}:Execution", "Maybe" },
            { $"{Prod}:Execution", "7", $"{Prod}:Execution", "7" },
            { $"{Prod}:Execution", "2", $"{Prod}:Execution", "2" },
            { $"{Prod}:Execution", "[\"On\"]", $"{Prod}:Execution", "an object" },
            { $"{Prod}:Lkg:Apii", "\"v1.8.2\"", $"{Prod}:Lkg:Apii", "Apii" },
            { $"{Prod}:Lkg:0", "\"v1.8.2\"", $"{Prod}:Lkg:0", "0" },
            { $"{Prod}:Probes", "\"fast\"", $"{Prod}:Probes", "fast" },
            { $"{Prod}:Instances", "\"api-1\"", $"{Prod}:Instances", "api-1" },
            { "Watchdog:Slack", "\"#release\"", "Watchdog:Slack", "#release" },
            {
                $"{Prod}:Probes:TokenVariable",
                "\"MCPX_NOT_SET_ANYWHERE\"",
                $"{Prod}:Probes:TokenVariable",
                "MCPX_NOT_SET_ANYWHERE"
            },
            {
                "Watchdog:ServiceTokenVariable",
                "\"MCPX_NOT_SET_EITHER\"",
                "Watchdog:ServiceTokenVariable",
                "MCPX_NOT_SET_EITHER"
            },
            {
                "Watchdog:Slack:WebhookVariable",
                "\"MCPX_NO_WEBHOOK\"",
                "Watchdog:Slack:WebhookVariable",
                "MCPX_NO_WEBHOOK"
            },
            { "Watchdog:ReleaseFolder", "\"/no/such/folder\"", "Watchdog:ReleaseFolder", "/no/such/folder" },
            { "Watchdog:Environments", "{}", "Watchdog:Environments", "none" },
        };

    [Fact]
    public void Load_RightConfiguration_HasNoErrors()
    {
        using var file = new ConfigurationFile().With("Watchdog:Paging", """{"Slack": true}""");

        var loaded = file.Load();

        Assert.Empty(loaded.Errors);
        Assert.Empty(loaded.Warnings);
        Assert.Equal("api-1", loaded.Options.Environments["Prod"].Instances[0].Name);
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void Load_OneThingWrong_NamesKeyAndValue(string set, string json, string key, string value)
    {
        using var file = new ConfigurationFile().With(set, json);

        var errors = file.Load().Errors;

        Assert.Contains(errors, error => error.Key == key && error.Value == value && error.Problem.Length > 5);
    }

    [Fact]
    public void Load_ManyThingsWrong_ReportsEveryOneAtOnce()
    {
        using var file = new ConfigurationFile()
            .With("Watchdog:Environments:Staging", "{}")
            .With($"{Prod}:Triggers:Availability:HoldFor", "\"-00:05:00\"")
            .With($"{Prod}:Instances:1:Address", "\"http://127.0.0.1:9\"")
            .With($"{Prod}:Lkg:Web", "\"v9\"")
            .With("Watchdog:Slack:Webhook", "\"nonsense\"")
            .With($"{Prod}:Approval:Required", "9")
            .With($"{Prod}:Probes:Timeut", "1")
            .With($"{Prod}:Probes:MetricsInterval", "\"often\"")
            .With($"{Prod}:Probes:TokenVariable", "\"MCPX_NOT_SET_ANYWHERE\"")
            .With($"{Prod}:Triggers:ErrorRate:Window", "\"00:02:00\"");

        var keys = file.Load().Errors.Select(error => error.Key).ToHashSet();

        Assert.Superset(
            new HashSet<string>
            {
                "Watchdog:Environments:Staging",
                $"{Prod}:Triggers:Availability:HoldFor",
                $"{Prod}:Instances:1:Address",
                $"{Prod}:Lkg:Web",
                "Watchdog:Slack:Webhook",
                $"{Prod}:Approval:Required",
                $"{Prod}:Probes:Timeut",
                $"{Prod}:Probes:MetricsInterval",
                $"{Prod}:Probes:TokenVariable",
                $"{Prod}:Triggers:ErrorRate:Window",
            },
            keys
        );
    }

    [Fact]
    public void Load_KeyOfTheFile_SaysThatItIsTheFiles()
    {
        using var file = new ConfigurationFile().With($"{Prod}:Triggers:Latency:MinimumCalls", "50");

        var origin = Assert.Single(
            file.Load().Origins,
            one => one.Value.Contains($"{Prod}:Triggers:Latency:MinimumCalls")
        );

        Assert.EndsWith(".json", origin.Key, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_MissingFile_SaysSo()
    {
        var error = Assert.Single(LoadedConfiguration.Load("/no/such/watchdog.json").Errors);

        Assert.Equal("--config = /no/such/watchdog.json: there is no such file", error.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("""{"Watchdog": {"Address": "a", "address": "b"}}""")]
    public void Load_BrokenJson_IsOneErrorAboutTheFile(string text)
    {
        using var file = new ConfigurationFile();
        var path = file.WriteText(text);

        var error = Assert.Single(LoadedConfiguration.Load(path).Errors);

        Assert.Equal(("--config", path), (error.Key, error.Value));
        Assert.NotEmpty(error.Problem);
    }

    [Fact]
    public void Load_NoLkg_IsOnlyAWarning()
    {
        using var file = new ConfigurationFile()
            .With($"{Prod}:Lkg", null)
            .With("Watchdog:Paging", """{"Slack": true}""");

        var loaded = file.Load();

        Assert.Empty(loaded.Errors);
        Assert.Equal(
            ["Prod has no LKG for Api: not ready for rollback.", "Prod has no LKG for Web: not ready for rollback."],
            loaded.Warnings
        );
    }

    [Theory]
    [InlineData(null, "EnableLegacyHttpSse")]
    [InlineData("[]", "")]
    [InlineData("[\"A\", \"B\"]", "A,B")]
    public void Load_FlagsThatMustBeOff_AreSectionTwelvesInProdUnlessOthersAreNamed(string? configured, string expected)
    {
        using var file = new ConfigurationFile();

        var loaded = (configured is null ? file : file.With($"{Prod}:Probes:Security:MustBeOff", configured)).Load();

        Assert.Empty(loaded.Errors);
        Assert.Equal(
            expected,
            string.Join(',', loaded.Options.Environments["Prod"].Probes.Security.EffectiveMustBeOff)
        );
    }

    [CulturesTheory]
    [InlineData(null, "not set")]
    [InlineData("a word", "no connection string")]
    [InlineData("User ID=a;Password=hunter2", "no connection string")]
    [InlineData("Data Source=db;Password=hunter2;Nonsense=1", "no connection string")]
    [InlineData("Data Source=db;Authentication=Active Directory Default", "Authentication")]
    [InlineData("Data Source=db;User ID=a;Password=hunter2", null)]
    public void Load_PortalDatabase_SaysWhatIsWrongWithItsVariableAndNeverWhatItHolds(string? value, string? problem)
    {
        const string Variable = "MCPX_TEST_LOADED_PORTAL_DB";
        Environment.SetEnvironmentVariable(Variable, value);
        using var file = new ConfigurationFile().With($"{Prod}:PortalDatabase:ConnectionVariable", $"\"{Variable}\"");

        var errors = file.Load().Errors;

        Assert.Equal(problem is null ? 0 : 1, errors.Count);
        Assert.All(
            errors,
            error =>
            {
                Assert.Equal(($"{Prod}:PortalDatabase:ConnectionVariable", Variable), (error.Key, error.Value));
                Assert.Contains(problem!, error.Problem, StringComparison.Ordinal);
                Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
            }
        );
    }

    [Fact]
    public void Load_NoWebhook_IsOnlyAWarning()
    {
        using var file = new ConfigurationFile().With("Watchdog:Slack", null);

        var loaded = file.Load();

        Assert.Empty(loaded.Errors);
        Assert.Contains(loaded.Warnings, warning => warning.StartsWith("No Slack webhook", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("MCPX_TEST_TOKEN_WITH_BREAK", "abcdef\n", "line break")]
    [InlineData("MCPX_TEST_WEBHOOK_NO_ADDRESS", "T0/B0/secret-part", "no absolute http or https address")]
    public void Load_SecretThatCannotBeSent_IsAnErrorWithoutItsValue(string variable, string value, string problem)
    {
        Environment.SetEnvironmentVariable(variable, value);
        using var file = new ConfigurationFile().With("Watchdog:Slack", $$"""{"WebhookVariable": "{{variable}}"}""");

        var error = Assert.Single(file.Load().Errors);

        Assert.Equal(("Watchdog:Slack:WebhookVariable", variable), (error.Key, error.Value));
        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain(value.Trim(), error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ExpectedFileIsWrong_NamesItsLine()
    {
        using var file = new ConfigurationFile();
        var expected = file.AddFile("prod.yaml", "A: 1\nA: 2\nB: secret:MCPX_NOT_SET\n");
        const string Key = "Watchdog:Environments:Prod:Probes:Parity:ExpectedFile";

        var loaded = file.With(Key, System.Text.Json.JsonSerializer.Serialize(expected)).Load();

        Assert.Equal(
            [
                $"{Key} = {expected}: {expected}:2: A stands in line 1 already",
                $"{Key} = {expected}: {expected}:3: B = secret:MCPX_NOT_SET: names an environment variable that is not set",
            ],
            loaded.Errors.Select(error => error.ToString())
        );
    }

    [Fact]
    public void Load_SandboxTemplate_IsRightOnceFilledIn()
    {
        using var file = new ConfigurationFile();
        var port = 20_000;
        var text = System.Text.RegularExpressions.Regex.Replace(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "watchdog.template.json")),
            @"\$\{(?<name>[^}]+)\}",
            match =>
                match.Groups["name"].Value switch
                {
                    "data" => file.Data,
                    "releases" => file.Releases,
                    "sandbox-dll" => "Mcpx.Sandbox.dll",
                    "contracts" => Shipped.Folder("contracts"),
                    "workflows" => Shipped.Folder("workflows"),
                    "browser-check" => "mcpx-browser-check.dll",
                    "chromium" => "/usr/bin/chromium",
                    "logs/Prod" => "/var/log/portal/api-*.log",
                    "expected/RTM" => file.AddFile("expected.json", "{}"),
                    _ => $"http://127.0.0.1:{port++}",
                },
            System.Text.RegularExpressions.RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)
        );

        var loaded = LoadedConfiguration.Load(file.WriteText(text));

        Assert.Empty(loaded.Errors);
        Assert.Empty(loaded.Warnings);
        var environments = loaded.Options.Environments;
        Assert.Equal(["Alpha", "Beta", "Prod", "RTM"], environments.Keys.Order(StringComparer.Ordinal));
        Assert.All(environments.Values, options => Assert.Contains(Component.Config, options.Deployers.Keys));
        Assert.Equal(
            ["Prod"],
            environments.Where(pair => pair.Value.Validation.Browser is not null).Select(pair => pair.Key)
        );
        Assert.Equal(["RTM"], environments.Where(pair => pair.Value.Probes.Parity.IsWatched).Select(pair => pair.Key));
        Assert.Equal(["Prod"], environments.Where(pair => !pair.Value.Promotion.Enforced).Select(pair => pair.Key));
    }
}
