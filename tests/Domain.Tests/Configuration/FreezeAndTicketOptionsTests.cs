using Mcpx.Domain.Configuration;

namespace Mcpx.Domain.Tests.Configuration;

public sealed class FreezeAndTicketOptionsTests
{
    private static readonly FreezeCommandOptions Right = new()
    {
        Name = "gitops",
        Pause = ["argocd", "pause"],
        Resume = ["argocd", "resume"],
    };

    [Fact]
    public void Freeze_Right_HasNoError() => Assert.Empty(Errors(Right));

    [Fact]
    public void Freeze_Wrong_NamesEveryKey() =>
        Assert.Equal(
            [
                "Watchdog:Environments:Prod:Freeze:Commands:1:Name",
                "Watchdog:Environments:Prod:Freeze:Commands:1:Pause",
                "Watchdog:Environments:Prod:Freeze:Commands:1:Resume",
                "Watchdog:Environments:Prod:Freeze:Commands:1:Timeout",
            ],
            Errors(
                Right,
                new()
                {
                    Name = "gitops",
                    Pause = [""],
                    Timeout = TimeSpan.Zero,
                }
            )
        );

    [Fact]
    public void Freeze_SecretAmongTheArguments_IsRefused() =>
        Assert.NotEmpty(Errors(Right with { Pause = ["argocd", "--auth-token", "0123456789abcdef0123"] }));

    [Fact]
    public void Ticket_Right_HasNoError()
    {
        Assert.Empty(Errors(new TicketOptions { Address = "http://127.0.0.1:9/hook" }));
        Assert.Empty(
            Errors(
                new TicketOptions
                {
                    Kind = TicketKind.GitHub,
                    Repository = "example/portal",
                    TokenVariable = "T",
                }
            )
        );
        Assert.Empty(
            Errors(
                new TicketOptions
                {
                    Kind = TicketKind.Jira,
                    Address = "https://example.atlassian.net",
                    Project = "OPS",
                    TokenVariable = "T",
                }
            )
        );
    }

    [Fact]
    public void Ticket_Wrong_NamesEveryKey()
    {
        Assert.Equal(["Watchdog:Ticket:Address"], Errors(new TicketOptions()));
        Assert.Equal(
            ["Watchdog:Ticket:TokenVariable", "Watchdog:Ticket:Repository"],
            Errors(new TicketOptions { Kind = TicketKind.GitHub })
        );
        Assert.Equal(
            ["Watchdog:Ticket:Address", "Watchdog:Ticket:TokenVariable", "Watchdog:Ticket:Project"],
            Errors(new TicketOptions { Kind = TicketKind.Jira })
        );
        Assert.Equal(
            ["Watchdog:Ticket:Address"],
            Errors(new TicketOptions { Address = "http://tickets.example.com/hook", TokenVariable = "T" })
        );
    }

    private static IEnumerable<string> Errors(params FreezeCommandOptions[] commands) =>
        Keys(
            new()
            {
                Environments = new Dictionary<string, EnvironmentOptions>(StringComparer.Ordinal)
                {
                    ["Prod"] = Some.Environment() with { Freeze = new() { Commands = commands } },
                },
            },
            "Watchdog:Environments:Prod:Freeze"
        );

    private static IEnumerable<string> Errors(TicketOptions ticket) =>
        Keys(new() { Ticket = ticket }, "Watchdog:Ticket");

    private static IEnumerable<string> Keys(WatchdogOptions options, string prefix) =>
        OptionsValidator
            .Validate(options, ["v1.8.1", "v1.8.2"])
            .Select(error => error.Key)
            .Where(key => key.StartsWith(prefix, StringComparison.Ordinal));
}
