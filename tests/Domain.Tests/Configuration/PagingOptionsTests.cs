using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Tests.Configuration;

/// <summary>What is refused of severities, roster, paging and mail, each with key and value.</summary>
public sealed class PagingOptionsTests
{
    private static readonly ContactOptions Nils = new() { Name = "nils" };

    public static TheoryData<string, string, WatchdogOptions> Wrong =>
        new()
        {
            { "Paging:AcknowledgeWithin", "00:00:09", Paging(new() { AcknowledgeWithin = TimeSpan.FromSeconds(9) }) },
            { "Paging:Reminders", "21", Paging(new() { Reminders = 21 }) },
            {
                "Paging:PagerDuty:RoutingKeyVariable",
                "none",
                Paging(new() { PagerDuty = new() { RoutingKeyVariable = " " } })
            },
            {
                "Paging:PagerDuty:Address",
                "http://events.example.com",
                Paging(new() { PagerDuty = new() { Address = "http://events.example.com" } })
            },
            { "Paging:Webhook:AddressVariable", "none", Paging(new() { Webhook = new() { AddressVariable = "" } }) },
            {
                "Paging:Webhook:RequestTimeout",
                "00:00:00",
                Paging(new() { Webhook = new() { RequestTimeout = TimeSpan.Zero } })
            },
            { "Paging:Mail", "true", Paging(new() { Mail = true }) },
            { "Mail:Host", "not a host", Mail(new() { Host = "not a host" }) },
            { "Mail:Port", "0", Mail(new() { Port = 0 }) },
            { "Mail:From", "watchdog", Mail(new() { From = "watchdog" }) },
            { "Mail:Tls", "None", Mail(new() { User = "u", Tls = MailTls.None }) },
            {
                "Mail:Stakeholders:1",
                "a@b\r\nBcc: c@d",
                Mail(new() { Stakeholders = ["a@b.example", "a@b\r\nBcc: c@d"] })
            },
            { "Roster:Contacts:1:Name", "nils", Roster(new() { Contacts = [Nils, Nils] }) },
            {
                "Roster:Contacts:0:SlackId",
                "<!here>",
                Roster(new() { Contacts = [Nils with { SlackId = "<!here>" }] })
            },
            { "Roster:Contacts:0:Mail", "nils", Roster(new() { Contacts = [Nils with { Mail = "nils" }] }) },
            {
                "Roster:Contacts:0:PagingKeyVariable",
                "none",
                Roster(new() { Contacts = [Nils with { PagingKeyVariable = "" }] })
            },
            { "Roster:Shifts:0:Person", "zoe", Shift(new() { Role = Role.Deputy, Person = "zoe" }) },
            { "Roster:Shifts:0:Role", "Sre", Shift(new() { Role = Role.Sre, Person = "nils" }) },
            { "Roster:Shifts:0:Environments", "Beta", Shift(Always with { Environments = ["Beta"] }) },
            {
                "Roster:Shifts:0:Until",
                "2026-10-26T09:00:00.0000000+00:00",
                Shift(Always with { From = Some.At(0), Until = new(2026, 10, 26, 9, 0, 0, TimeSpan.Zero) })
            },
            { "Roster:Shifts:0:Weekly:TimeZone", "", Shift(Always with { Weekly = new() { TimeZone = "" } }) },
            { "Roster:Shifts:0:Weekly:Days", "9", Shift(Always with { Weekly = new() { Days = [(DayOfWeek)9] } }) },
            { "Roster:Source:Address", "https://a/{role}", Source(new() { Address = "https://a/{role}" }) },
            {
                "Roster:Source:Address",
                "http://a.example/e/r",
                Source(new() { Address = "http://a.example/{environment}/{role}", TokenVariable = "X" })
            },
            {
                "Roster:Source:Every",
                "00:00:01",
                Source(new() { Address = "https://a/{environment}/{role}", Every = TimeSpan.FromSeconds(1) })
            },
            { "Environments:Prod:QuietHours", "Prod", Here(Some.Environment() with { QuietHours = [new()] }) },
            {
                "Environments:Prod:Severity:slowness",
                "P1",
                Here(
                    Some.Environment() with
                    {
                        Severity = new Dictionary<string, IncidentSeverity> { ["slowness"] = IncidentSeverity.P1 },
                    }
                )
            },
            {
                "Environments:Prod:Severity:latency",
                "7",
                Here(
                    Some.Environment() with
                    {
                        Severity = new Dictionary<string, IncidentSeverity> { ["latency"] = (IncidentSeverity)7 },
                    }
                )
            },
        };

    private static ShiftOptions Always => new() { Role = Role.Deputy, Person = "nils" };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_Wrong_NamesKeyAndValue(string key, string value, WatchdogOptions options)
    {
        var error = Assert.Single(OptionsValidator.Validate(options, ["v1.8.1"]));

        Assert.Equal(($"Watchdog:{key}", value), (error.Key, error.Value));
    }

    [Fact]
    public void Validate_Right_FindsNothing() =>
        Assert.Empty(
            OptionsValidator.Validate(
                Shift(
                    Always with
                    {
                        Environments = ["Prod"],
                        Weekly = new()
                        {
                            Days = [DayOfWeek.Friday],
                            Start = new(22, 0),
                            End = new(6, 0),
                        },
                    }
                ) with
                {
                    Paging = new()
                    {
                        PagerDuty = new(),
                        Webhook = new(),
                        Mail = true,
                        Slack = true,
                    },
                    Mail = Right,
                },
                ["v1.8.1"]
            )
        );

    [Fact]
    public void Warnings_CallsByMailToSomebodyWithoutAnAddress_NameThem()
    {
        var options = Roster(
            new()
            {
                IncidentCommander = "rina",
                Deputy = "nils",
                DecisionOwner = "rina",
                Contacts = [Nils, new() { Name = "rina", Mail = "rina@example.com" }],
            }
        ) with
        {
            Paging = new() { Mail = true },
        };

        Assert.Equal(
            ["nils has no mail address in Watchdog:Roster:Contacts: a call by mail does not reach them."],
            OptionsValidator.Warnings(options).Where(warning => warning.Contains("mail", StringComparison.Ordinal))
        );
    }

    private static MailOptions Right => new() { Host = "smtp.example.com", From = "watchdog@example.com" };

    private static WatchdogOptions All => Here(Some.Environment());

    private static WatchdogOptions Here(EnvironmentOptions environment) =>
        new() { Environments = new Dictionary<string, EnvironmentOptions> { ["Prod"] = environment } };

    private static WatchdogOptions Paging(PagingOptions paging) => All with { Paging = paging };

    private static WatchdogOptions Mail(MailOptions mail) =>
        All with
        {
            Mail = mail with
            {
                Host = mail.Host.Length > 0 ? mail.Host : Right.Host,
                From = mail.From.Length > 0 ? mail.From : Right.From,
            },
        };

    private static WatchdogOptions Roster(RosterOptions roster) => All with { Roster = roster };

    private static WatchdogOptions Shift(ShiftOptions shift) => Roster(new() { Contacts = [Nils], Shifts = [shift] });

    private static WatchdogOptions Source(RosterSourceOptions source) => Roster(new() { Source = source });
}
