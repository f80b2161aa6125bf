using System.Security.Cryptography;
using System.Text;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Commands.Rollback;

namespace Mcpx.Watchdog.Tests.Commands;

public sealed class RollbackCommandTests
{
    private const string Hash = "8f14e45fceea167a5a36dedd4bea2543c9f0f895fb98ab9159f51fd0297e236d";

    private static readonly RollbackRequest Right = new("Prod", Component.Api, "jobs stand still");

    public static TheoryData<string, string> WrongRequests =>
        new()
        {
            { "--env Staging: not configured; known are Prod.", "env" },
            { "--component Database: must be Api or Web.", "component" },
            { "--trigger mood: must be one of ", "trigger" },
            { "--reason  : must have 1 to 4000 characters.", "reason" },
            { "--to : names no release.", "to" },
            { "--approve 8f14: must be a plan's hash", "hash" },
            { "--approve : names no plan, and there is no terminal to ask at", "terminal" },
        };

    [Theory]
    [MemberData(nameof(WrongRequests))]
    public void Wrong_BadRequest_IsToldWithOptionAndValue(string told, string what)
    {
        var request = what switch
        {
            "env" => Right with { Environment = "Staging" },
            "component" => Right with { Component = Component.Database },
            "trigger" => Right with { Trigger = "mood" },
            "reason" => Right with { Reason = " " },
            "to" => Right with { Tag = " " },
            "hash" => Right with { Consent = new("8f14", BreakGlass: null) },
            _ => Right with { Consent = new(Hash: null, BreakGlass: null) },
        };

        Assert.StartsWith(told, Wrong(request), StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_RightRequest_IsNothing() =>
        Assert.Null(Wrong(Right with { Consent = new(Hash[..16], BreakGlass: null), Tag = "v1" }));

    [Theory]
    [InlineData(Hash, true)]
    [InlineData("8F14 E45F CEEA 167A", true)]
    [InlineData("8f14e45fceea167", false)]
    [InlineData("8f14e45fceea167b", false)]
    [InlineData("", false)]
    [InlineData(Hash + "0", false)]
    public void Names_TypedHash_TakesSixteenDigitsThatAreRight(string typed, bool names) =>
        Assert.Equal(names, Consent.Names(typed, Hash));

    [Fact]
    public void Of_MappedUser_IsThatPersonAndAnyOtherAPipeline()
    {
        PersonOptions[] people =
        [
            new()
            {
                Name = "ada",
                Role = Role.Deputy,
                User = "ada-os",
            },
        ];

        Assert.Equal(new("ada", Role.Deputy), Claimant.Of(people, keyVariable: null, "ada-os").Actor);
        Assert.Equal(new("ada (command line)", Role.Deployer), Claimant.Of(people, keyVariable: null, "ada").Actor);
        Assert.False(Claimant.Of(people, keyVariable: null, "ADA-OS").IsPerson);
    }

    [Fact]
    public void Of_Keys_TellWhoseTheyAreAndAWrongOneIsNobody()
    {
        const string Variable = "ROLLBACK_COMMAND_TESTS_KEY";
        const string Key = "0123456789abcdef0123456789abcdef";
        PersonOptions[] people =
        [
            new()
            {
                Name = "sam",
                Role = Role.Sre,
                User = "ada-os",
            },
            new()
            {
                Name = "ada",
                Role = Role.IncidentCommander,
                KeySha256 = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Key))),
            },
        ];

        Assert.Contains("not set", Claimant.Of(people, Variable, "ada-os").Problem, StringComparison.Ordinal);
        Environment.SetEnvironmentVariable(Variable, Key);
        Assert.Equal(new("ada", Role.IncidentCommander), Claimant.Of(people, Variable, "ada-os").Actor);
        // A mapped user with a wrong key is not taken for that user.
        Environment.SetEnvironmentVariable(Variable, Key + "0");
        var wrong = Claimant.Of(people, Variable, "ada-os");
        Assert.Null(wrong.Actor);
        Assert.DoesNotContain(Key, wrong.Problem, StringComparison.Ordinal);
        Environment.SetEnvironmentVariable(Variable, "short");
        Assert.Contains("at least 32", Claimant.Of(people, Variable, "ada-os").Problem, StringComparison.Ordinal);
        Environment.SetEnvironmentVariable(Variable, null);
    }

    private static string? Wrong(RollbackRequest request) =>
        RollbackCommand.Wrong(
            request,
            Some.Options(Some.Environment()),
            new(TextWriter.Null, TextWriter.Null, Input: null)
        );
}
