using System.Globalization;
using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rollback;
using Mcpx.Watchdog.Paging;

namespace Mcpx.Watchdog.Commands.Rollback;

/// <summary>A plan as a person reads it before approving: from where to where, every step with its exact commands, and the hash.</summary>
internal static class PlanPage
{
    /// <summary>Writes it.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="why">What fails.</param>
    /// <param name="options">The configuration that counts.</param>
    /// <param name="known">What the journal knows, for who is on.</param>
    public static void Write(TextWriter output, Plan plan, string why, WatchdogOptions options, JournalState known)
    {
        var on = OnNow.Of(options, plan.Environment, known, DateTimeOffset.UtcNow);
        var roster = options.Roster.With(on.People);
        var environment = options.Environments[plan.Environment];
        var hash = PlanHash.Of(plan);
        Line($"Plan {plan.Version} of {plan.Incident}, {plan.Environment}: {plan.Components} back to {plan.TargetTag}");
        Line($"  why         {why}");
        foreach (var target in plan.Targets)
        {
            Line($"  {target.Component, -11} {target.ObservedTag} to {target.TargetTag}, sha256 {target.Sha256}");
        }

        foreach (var revert in plan.Reverts)
        {
            Line($"  {revert.Key, -11} {revert.Observed ?? "nothing"} to {revert.Value}");
        }

        Line($"  execution   {plan.Execution}");
        Line($"  approvals   {plan.Policy.Required} of {RolesOf(plan.Policy)}");
        Line($"  people      {on.Sentence}");
        Line($"  expected    {Words.Duration(plan.Expected)}");
        Line($"  hash        {hash}");
        Line($"              {PlanHash.Short(hash)}");
        foreach (var step in plan.Steps)
        {
            Line(
                $"{step.Number}. {step.Title}, {Words.Duration(step.Expected)}, at most {Words.Duration(step.Timeout)}"
            );
            foreach (var line in ManualSteps.Of(plan, step, environment, why.TrimEnd('.'), roster))
            {
                Line($"   {line}");
            }
        }

        void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Roles as people read them: "Deputy or Decision Owner".</summary>
    public static string RolesOf(ApprovalOptions policy) =>
        string.Join(" or ", policy.EffectiveRoles.Select(TimelineWords.RoleName));
}
