using System.Text.Json;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rollback;

namespace Mcpx.Domain.Tests.Rollback;

public sealed class PlanHashTests
{
    private static readonly Plan Original = Some.Plan();
    private static readonly PlanRevert Revert = new(ChangeKind.Config, "Network:SseKeepAliveSeconds", "60", "10");

    public static TheoryData<string, Plan> Different =>
        new()
        {
            { "version", Original with { Version = 2 } },
            { "incident", Original with { Incident = "INC-0002" } },
            { "environment", Original with { Environment = "RTM" } },
            { "kind", Original with { Kind = PlanKind.Web } },
            {
                "fallback",
                Original with
                {
                    Steps = [.. Original.Steps.Select(step => step with { Fallback = ["other", "tool"] })],
                }
            },
            { "undoes", Original with { Undoes = 1 } },
            { "observed tag", Original with { Targets = [Original.Targets[0] with { ObservedTag = "v1.8.3" }] } },
            { "target tag", Original with { Targets = [Original.Targets[0] with { TargetTag = "v1.8.0" }] } },
            { "digest", Original with { Targets = [Original.Targets[0] with { Sha256 = "00" }] } },
            { "schema", Original with { Schema = 119 } },
            { "schema unknown", Original with { Schema = null } },
            { "step argument", WithStep(step => step with { Arguments = [.. step.Arguments, "--force"] }) },
            { "arguments joined", WithStep(step => step with { Arguments = [string.Join(' ', step.Arguments)] }) },
            { "step key", WithStep(step => step with { Key = "other" }) },
            { "step timeout", WithStep(step => step with { Timeout = Some.Seconds(1) }) },
            { "step order", Original with { Steps = [.. Original.Steps.Reverse()] } },
            { "step left out", Original with { Steps = [.. Original.Steps.Skip(1)] } },
            { "max gap", WithLimits(limits => limits with { MaxGap = Some.Seconds(60) }) },
            { "first event", WithLimits(limits => limits with { MaxFirstEvent = Some.Seconds(9) }) },
            { "contract path", WithLimits(limits => limits with { ContractPaths = ["/api/healthz"] }) },
            { "contract file", WithLimits(limits => limits with { ContractFile = "contract.yaml" }) },
            { "contract digest", WithLimits(limits => limits with { ContractSha256 = "00" }) },
            { "web pages", WithLimits(limits => limits with { Web = new() { Pages = ["/config"] } }) },
            { "browser", WithLimits(limits => limits with { Browser = new() { Command = ["check"] } }) },
            { "execution", Original with { Execution = Execution.DryRun } },
            { "required", Original with { Policy = Original.Policy with { Required = 2 } } },
            { "roles", Original with { Policy = Original.Policy with { Roles = [Role.DecisionOwner] } } },
            { "independent", Original with { Policy = Original.Policy with { Independent = false } } },
            { "break-glass", Original with { Policy = Original.Policy with { BreakGlass = false } } },
            { "reverts", Original with { Reverts = [Revert] } },
        };

    [Theory]
    [MemberData(nameof(Different), DisableDiscoveryEnumeration = true)]
    public void Of_OtherContent_IsAnotherHash(string what, Plan plan) =>
        Assert.False(PlanHash.Of(Original) == PlanHash.Of(plan), what);

    [Fact]
    public void Of_OtherTitleOrEstimate_IsTheSameHash() =>
        Assert.Equal(
            PlanHash.Of(Original),
            PlanHash.Of(WithStep(step => step with { Title = "other words", Expected = Some.Seconds(999) }))
        );

    public static TheoryData<string, PlanRevert> OtherReverts =>
        new()
        {
            { "kind", Revert with { Kind = ChangeKind.Flag } },
            { "key", Revert with { Key = "Network:Other" } },
            { "observed", Revert with { Observed = "90" } },
            { "observed nothing", Revert with { Observed = null } },
            { "value", Revert with { Value = "11" } },
            { "role", Revert with { TargetRole = "Admin" } },
        };

    [Theory]
    [MemberData(nameof(OtherReverts), DisableDiscoveryEnumeration = true)]
    public void Of_OtherKeyOrValue_IsAnotherHash(string what, PlanRevert other) =>
        Assert.False(PlanHash.Of(Some.Revert(reverts: Revert)) == PlanHash.Of(Some.Revert(reverts: other)), what);

    [Fact]
    public void Serialize_RevertForEverybody_IsAsItWasBeforeThereWereRoles() =>
        Assert.DoesNotContain(
            "targetRole",
            JsonSerializer.Serialize(Revert, EventBody.Json),
            StringComparison.OrdinalIgnoreCase
        );

    [Fact]
    public void Of_HowLongItMayBeApproved_IsTheSameHash() =>
        Assert.Equal(
            PlanHash.Of(Original),
            PlanHash.Of(
                Original with
                {
                    Policy = Original.Policy with { ProposalValid = Some.Seconds(60), WarnBefore = Some.Seconds(1) },
                }
            )
        );

    [Fact]
    public void Of_PolicySpelledOut_IsTheSameHashAsItsDefault() =>
        Assert.Equal(
            PlanHash.Of(Original),
            PlanHash.Of(Original with { Policy = Original.Policy with { Independent = true } })
        );

    [Fact]
    public void Of_EqualPlans_IsTheSameHash() => Assert.Equal(PlanHash.Of(Original), PlanHash.Of(Some.Plan()));

    [Fact]
    public void Of_PlanReadBackFromTheJournal_IsTheSameHash()
    {
        var json = JsonSerializer.Serialize(Original, EventBody.Json);

        Assert.Equal(PlanHash.Of(Original), PlanHash.Of(JsonSerializer.Deserialize<Plan>(json, EventBody.Json)!));
    }

    [Fact]
    public void Of_Plan_Is64LowerCaseHexDigits() => Assert.Matches("^[0-9a-f]{64}$", PlanHash.Of(Original));

    [Theory]
    [InlineData("0123456789abcdef0123", "0123 4567 89ab cdef")]
    [InlineData("0123456789abcdef", "0123 4567 89ab cdef")]
    [InlineData("0123456789abcde", "0123456789abcde")]
    [InlineData("0123", "0123")]
    public void Short_Hash_IsReadInFours(string hash, string expected) => Assert.Equal(expected, PlanHash.Short(hash));

    private static Plan WithStep(Func<PlanStep, PlanStep> change) =>
        Original with
        {
            Steps = [.. Original.Steps.Select(step => step.Kind == StepKind.Deploy ? change(step) : step)],
        };

    private static Plan WithLimits(Func<ValidationOptions, ValidationOptions> change) =>
        Original with
        {
            Validation = change(Original.Validation),
        };
}
