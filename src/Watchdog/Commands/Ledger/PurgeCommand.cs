using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Watchdog.Commands.Rollback;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Commands.Ledger;

/// <summary><c>journal purge</c>: removes the bodies of what is older than retention, on a person's word.</summary>
internal static class PurgeCommand
{
    public static Command Create()
    {
        var config = Options.Config();
        var dry = new Option<bool>("--dry-run") { Description = "Only say what would be purged." };
        var reason = new Option<string?>("--reason") { Description = "Why; needed but for a dry run." };
        var key = new Option<string?>("--key-env")
        {
            Description =
                "Variable that holds your personal key; else the operating-system user counts (Watchdog:People).",
        };
        var command = new Command("purge", "Remove the bodies of ended incidents after retention; the chain stays.")
        {
            dry,
            reason,
            key,
            config,
        };
        command.SetAction(parsed =>
            Run(
                new(parsed.GetValue(dry), parsed.GetValue(reason), parsed.GetValue(key), parsed.GetValue(config)),
                Console.Out,
                Console.Error,
                TimeProvider.System
            )
        );
        return command;
    }

    internal static int Run(Asked asked, TextWriter output, TextWriter error, TimeProvider time)
    {
        var (options, exit) = JournalCommand.Open(asked.Config, error);
        if (options is null)
        {
            return exit;
        }

        var (by, problem) = Who(asked, options);
        if (problem is not null)
        {
            error.WriteLine(problem);
            return ExitCodes.BadInput;
        }

        var journal = options.Place().Open().Journal;
        var purge = new JournalPurge(journal, new JournalTail(journal), time);
        try
        {
            var due = purge.Due(options.Retention.Journal);
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{due.Count} incidents are older than {options.Retention.Journal.TotalDays:0.#} days and held by nobody."
                )
            );
            var kept = due.Count(candidate => !Purge(candidate, purge, asked, options, by, output));
            if (due.Count > kept && !asked.DryRun)
            {
                purge.Settle();
            }

            return kept > 0 ? ExitCodes.Failed : ExitCodes.Ok;
        }
        catch (DbException wrong)
        {
            error.WriteLine(wrong.Message);
            return ExitCodes.Failed;
        }
    }

    private static (Actor? By, string? Problem) Who(Asked asked, WatchdogOptions options)
    {
        if (asked.DryRun)
        {
            return (null, null);
        }

        var claimant = Claimant.Of(options.People, asked.KeyVariable, Environment.UserName);
        return claimant.Actor is not { } by ? (null, claimant.Problem)
            : PurgeDecision.Permitted(by) is { } refusal ? (null, refusal.Text)
            : string.IsNullOrWhiteSpace(asked.Reason) || asked.Reason.Length > IncidentDecision.LongestNote
                ? (null, $"--reason: must have 1 to {IncidentDecision.LongestNote} characters; or ask with --dry-run.")
            : (by, null);
    }

    private static bool Purge(
        PurgeCandidate candidate,
        JournalPurge purge,
        Asked asked,
        WatchdogOptions options,
        Actor? by,
        TextWriter output
    )
    {
        var (purged, done) = (true, "would be purged");
        if (by is not null)
        {
            try
            {
                purged =
                    purge.Purge(candidate, options.Retention.Journal, by, asked.Reason!.Trim())
                    is AppendOutcome.Appended;
                done = purged ? "purged" : "kept: something was added to it meanwhile";
            }
            catch (StoreRefusedException refused) when (refused.Reason is not StoreRefusal.Busy)
            {
                (purged, done) = (false, $"kept: {refused.Message}");
            }
        }

        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  {candidate.Incident.Id}  {candidate.Incident.Environment}  ended {candidate.Incident.EndedAt?.UtcDateTime:yyyy-MM-dd}  {candidate.Entries} entries up to {candidate.Through}  {done}"
            )
        );
        return purged;
    }

    /// <summary>What was asked for.</summary>
    internal sealed record Asked(bool DryRun, string? Reason, string? KeyVariable, string? Config);
}
