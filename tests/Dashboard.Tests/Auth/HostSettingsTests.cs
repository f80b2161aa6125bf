using Mcpx.Dashboard.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;

namespace Mcpx.Dashboard.Tests.Auth;

/// <summary>What the dashboard would start with, and why it would not.</summary>
public sealed class HostSettingsTests
{
    private const string Planted = "planted-secret-of-the-provider";

    private static readonly (string Key, string Value)[] Company =
    [
        ("Authentication:Oidc:Authority", "https://id.test"),
        ("Authentication:Oidc:ClientId", "mcpx"),
        ("Authentication:Oidc:Audience", "api://mcpx"),
        ("MCPX_SIGNIN_SECRET", Planted),
    ];

    [Theory]
    [InlineData(
        "Dashboard:Slack:Enabled",
        "true",
        "Dashboard:Slack:SigningSecretVariable = MCPX_SLACK_SIGNING_SECRET: "
    )]
    [InlineData("Dashboard:Slack:Enabled", "perhaps", "Dashboard:Slack:Enabled = perhaps: must be true or false")]
    [InlineData("Dashboard:Slack:Enable", "true", "Dashboard:Slack:Enable = true: unknown key")]
    [InlineData("Dashboard:Slack:ApproveWithoutStepUp:0", "Pod", "Dashboard:Slack:ApproveWithoutStepUp:0 = Pod: ")]
    [InlineData("Dashboard:Slack:AnswerAddress", "http://hooks.example", "Dashboard:Slack:AnswerAddress = ")]
    [InlineData("Dashboard:DataDirektory", "/data", "Dashboard:DataDirektory = /data: unknown key; known here are ")]
    [InlineData("Dashboard:WatchdogAddress", "watchdog:5081", "Dashboard:WatchdogAddress = watchdog:5081: must be an")]
    [InlineData(
        "Dashboard:Store:ConnectionVariable",
        "MCPX_STORE",
        "Dashboard:Store:ConnectionVariable = MCPX_STORE: "
    )]
    [InlineData(
        "Dashboard:Pipelines:ci:SecretVariable",
        "MCPX_CI",
        "Dashboard:Pipelines:ci:SecretVariable = MCPX_CI: "
    )]
    [InlineData("Authentication:Sesion:Idle", "01:00:00", "Authentication:Sesion = an object: unknown key")]
    [InlineData("Authentication:Session:Idle", "soon", "Authentication:Session:Idle = soon: must be a duration")]
    [InlineData("Authentication:Entra:ClientId", "x", "Authentication = Entra, Oidc: is more than one provider")]
    public void Read_WhatCannotBe_IsRefusedWithKeyAndValue(string key, string value, string refusal) =>
        Assert.Contains(
            Read([.. Company, (key, value)]).Refusals,
            line => line.StartsWith(refusal, StringComparison.Ordinal)
        );

    [Fact]
    public void Read_SeveralErrors_AreAllSaidAtOnce() =>
        Assert.Equal(
            3,
            Read([
                .. Company,
                ("Dashboard:WatchdogAddress", "x"),
                ("Dashboard:Slack:Enabled", "true"),
                ("Authentication:Session:Idle", "soon"),
            ]).Refusals.Count
        );

    [Theory]
    [InlineData("MCPX_SIGNIN_SECRET")]
    [InlineData("MCPX_SLACK_SIGNING_SECRET")]
    [InlineData("MCPX_SERVICE_TOKEN")]
    public void Read_SecretInAFileOrOnTheCommandLine_IsRefusedWithoutIt(string name)
    {
        using var json = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($$"""{"{{name}}":"{{Planted}}"}"""));
        var file = new ConfigurationBuilder().AddConfiguration(Configuration(Company)).AddJsonStream(json).Build();
        var line = new ConfigurationBuilder()
            .AddConfiguration(Configuration(Company))
            .AddCommandLine([$"--{name}={Planted}"])
            .Build();

        var (inFile, onLine) = (HostSettings.Read(file, Host).Refusals, HostSettings.Read(line, Host).Refusals);

        Assert.StartsWith($"{name}: is set in a JSON file; ", Assert.Single(inFile), StringComparison.Ordinal);
        Assert.StartsWith($"{name}: is set on the command line; ", Assert.Single(onLine), StringComparison.Ordinal);
        Assert.DoesNotContain(Planted, inFile[0] + onLine[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SecretInAVariableOverAFile_IsTaken()
    {
        using var json = new MemoryStream("""{"MCPX_SIGNIN_SECRET":"old"}"""u8.ToArray());
        var both = new ConfigurationBuilder().AddJsonStream(json).AddConfiguration(Configuration(Company)).Build();

        Assert.Empty(HostSettings.Read(both, Host).Refusals);
    }

    [Fact]
    public void Read_Nothing_HasSlackOffAndNoPipelines()
    {
        var settings = Read(Company);

        Assert.Empty(settings.Refusals);
        Assert.False(settings.Slack.Options.Enabled);
        Assert.Empty(settings.Pipelines);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CheckConfig_RightConfiguration_ExplainsItWithoutASecret(bool json)
    {
        var (exit, output, error) = Check([.. Company, ("MCPX_SERVICE_TOKEN", Planted)], json);

        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("OpenID Connect at https://id.test, client mcpx", output, StringComparison.Ordinal);
        Assert.Contains("tokens for api://mcpx", output, StringComparison.Ordinal);
        Assert.Contains("in Prod, not older than 5 min", output, StringComparison.Ordinal);
        Assert.Contains("MCPX_SERVICE_TOKEN is set", output, StringComparison.Ordinal);
        Assert.DoesNotContain(Planted, output, StringComparison.Ordinal);
    }

    [Fact]
    public void CheckConfig_PlainHttpWithoutAProxyOrToken_Warns()
    {
        var (_, output, _) = Check([.. Company, ("urls", "http://127.0.0.1:5080")]);

        Assert.Contains("Warning: It listens on http only", output, StringComparison.Ordinal);
        Assert.Contains("Warning: MCPX_SERVICE_TOKEN is not set", output, StringComparison.Ordinal);
    }

    [Fact]
    public void CheckConfig_WrongConfiguration_SaysTheLinesOfTheStart()
    {
        (string, string)[] wrong = [.. Company, ("Dashboard:WatchdogAddress", "x")];

        var (exit, output, error) = Check(wrong);

        Assert.Equal((2, ""), (exit, output));
        Assert.Equal(Read(wrong).Refusals, error.TrimEnd().Split(Environment.NewLine));
    }

    /// <summary>As a person gives it: the file under variables, and one line for each way in which it cannot be read.</summary>
    [Theory]
    [InlineData(
        "{\"Authentication\":{\"Oidc\":{\"Authority\":\"https://id.test\"}}}",
        "Authentication:Oidc:ClientId = : is missing"
    )]
    [InlineData("{\"Authentication\":", "--config = ")]
    [InlineData(null, "there is no such file")]
    public void Program_CheckConfigWithAFile_EndsWithItsErrors(string? text, string expected)
    {
        var folder = Directory.CreateTempSubdirectory("mcpx-dashboard-").FullName;
        var file = Path.Combine(folder, "dashboard.json");
        if (text is not null)
        {
            File.WriteAllText(file, text);
        }

        var before = Console.Error;
        using var error = new StringWriter();
        Console.SetError(error);
        try
        {
            foreach (string[] verb in new string[][] { ["check-config"], [] })
            {
                error.GetStringBuilder().Clear();
                var exit = typeof(Program).Assembly.EntryPoint!.Invoke(
                    null,
                    [(string[])[.. verb, "--environment", "Production", "--config", file]]
                );
                Assert.Equal(2, exit);
                Assert.Contains(expected, error.ToString(), StringComparison.Ordinal);
            }
        }
        finally
        {
            Console.SetError(before);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (int Exit, string Output, string Error) Check((string, string)[] settings, bool json = false)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = SettingsReport.Write(Read(settings), Configuration(settings), Host, json, output, error);
        return (exit, output.ToString(), error.ToString());
    }

    private static HostingEnvironment Host => new() { EnvironmentName = "Production" };

    private static HostSettings Read((string Key, string Value)[] settings) =>
        HostSettings.Read(Configuration(settings), Host);

    private static IConfigurationRoot Configuration((string Key, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(static pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
            .Build();
}
