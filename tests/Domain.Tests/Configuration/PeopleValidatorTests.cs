using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Tests.Configuration;

public sealed class PeopleValidatorTests
{
    private static readonly PersonOptions Ada = new()
    {
        Name = "ada",
        Role = Role.IncidentCommander,
        User = "ada",
        KeySha256 = new('a', 64),
        SlackId = "U0ADA",
    };

    public static TheoryData<string, string, PersonOptions> Wrong =>
        new()
        {
            { "Watchdog:People:1:Name", "", Eve with { Name = " " } },
            { "Watchdog:People:1:Name", "ada", Eve with { Name = "ada" } },
            { "Watchdog:People:1:Role", "Deployer", Eve with { Role = Role.Deployer } },
            {
                "Watchdog:People:1:Role",
                "Viewer",
                new() { Name = "eve", User = "eve" }
            },
            { "Watchdog:People:1", "eve", Eve with { User = null } },
            { "Watchdog:People:1:User", "ada", Eve with { User = "ada" } },
            { "Watchdog:People:1:User", "mcpx-watchdog", Eve with { User = "mcpx-watchdog" } },
            { "Watchdog:People:1:KeySha256", "3 characters", Eve with { KeySha256 = "abc" } },
            { "Watchdog:People:1:KeySha256", "64 characters", Eve with { KeySha256 = new('x', 64) } },
            { "Watchdog:People:1:KeySha256", new('a', 64), Eve with { KeySha256 = new('A', 64) } },
            { "Watchdog:People:1:SlackId", "eve", Eve with { SlackId = "eve" } },
            { "Watchdog:People:1:SlackId", "U", Eve with { SlackId = "U" } },
            { "Watchdog:People:1:SlackId", "U0ADA", Eve with { SlackId = "U0ADA" } },
        };

    private static PersonOptions Eve =>
        new()
        {
            Name = "eve",
            Role = Role.Sre,
            User = "eve",
        };

    [Fact]
    public void Validate_PeopleToldApart_AreRight() => Assert.Empty(Errors(Ada, Eve));

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_WrongPerson_IsOneErrorWithKeyAndValue(string key, string value, PersonOptions person)
    {
        var error = Assert.Single(Errors(Ada, person));

        Assert.Equal((key, value), (error.Key, error.Value.Trim()));
    }

    private static IReadOnlyList<ConfigurationError> Errors(params PersonOptions[] people) =>
        OptionsValidator.Validate(
            new()
            {
                People = people,
                Environments = new Dictionary<string, EnvironmentOptions> { ["Prod"] = Some.Environment() },
            },
            ["v1.8.1", "v1.8.2"]
        );
}
