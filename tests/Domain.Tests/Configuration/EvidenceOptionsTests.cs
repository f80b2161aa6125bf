using Mcpx.Domain.Configuration;

namespace Mcpx.Domain.Tests.Configuration;

public sealed class EvidenceOptionsTests
{
    [Fact]
    public void Check_Defaults_AreFine() => Assert.Empty(Errors(new()));

    [Fact]
    public void Check_EverythingConfigured_IsFine() =>
        Assert.Empty(
            Errors(
                new()
                {
                    Ticket = "https://tickets.example.com/find?q={incident}",
                    CopyContainer = new() { Account = "https://copies.blob.core.windows.net", Container = "evidence" },
                }
            )
        );

    [Theory]
    [InlineData(
        "https://tickets.example.com",
        "Watchdog:Evidence:Ticket = https://tickets.example.com: must have {incident} in it"
    )]
    [InlineData(
        "find {incident}",
        "Watchdog:Evidence:Ticket = find INC-0001: must be an absolute http or https address"
    )]
    public void Check_Ticket_MustBeAnAddressWithTheIncident(string ticket, string error) =>
        Assert.Equal([error], Errors(new() { Ticket = ticket }));

    [Fact]
    public void Check_FolderAndContainer_IsOneOrTheOther() =>
        Assert.Equal(
            ["Watchdog:Evidence:CopyContainer = evidence: there is a CopyFolder; it is one or the other"],
            Errors(
                new()
                {
                    CopyFolder = "/copies",
                    CopyContainer = new() { Account = "https://a.example.com", Container = "evidence" },
                }
            )
        );

    [Fact]
    public void Check_ContainerInClear_IsRefused() =>
        Assert.Equal(
            [
                "Watchdog:Evidence:CopyContainer:Account = http://a.example.com: must be https, because a token is sent there",
                "Watchdog:Evidence:CopyContainer:Container = $web: must be 3 to 63 lower-case letters, digits and single hyphens",
                "Watchdog:Evidence:CopyContainer:RequestTimeout = 00:00:00: must be longer than zero",
            ],
            Errors(
                new()
                {
                    CopyContainer = new()
                    {
                        Account = "http://a.example.com",
                        Container = "$web",
                        RequestTimeout = TimeSpan.Zero,
                    },
                }
            )
        );

    [Fact]
    public void Check_EmptyFolder_IsRefused() =>
        Assert.StartsWith(
            "Watchdog:Evidence:CopyFolder",
            Assert.Single(Errors(new() { CopyFolder = " " })),
            StringComparison.Ordinal
        );

    private static List<string> Errors(EvidenceOptions options) =>
        [
            .. OptionsValidator
                .Validate(new() { Evidence = options }, [])
                .Where(error => error.Key.StartsWith("Watchdog:Evidence", StringComparison.Ordinal))
                .Select(error => error.ToString()),
        ];
}
