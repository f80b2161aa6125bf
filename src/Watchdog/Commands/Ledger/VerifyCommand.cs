using System.CommandLine;
using System.Data.Common;
using Mcpx.Db;
using Mcpx.Db.Proof;
using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Commands.Ledger;

/// <summary><c>journal verify</c>: recomputes the whole chain, of the journal or of an export, and holds it against its anchors.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var file = new Argument<string?>("file")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "An export to verify by itself; else the journal.",
        };
        var config = Options.Config();
        var anchor = new Option<string?>("--anchor") { Description = "Anchor file; else the configured one." };
        var key = new Option<string?>("--public-key")
        {
            Description = "PEM file with the public key that checks the anchor file; else the configured key.",
        };
        var head = new Option<string[]>("--head")
        {
            Description = "POSITION:HASH that was seen, for example in Slack; may stand more than once.",
        };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
        var command = new Command("verify", "Recompute the hash chain and say whether it holds.")
        {
            file,
            config,
            anchor,
            key,
            head,
            json,
        };
        command.SetAction(
            (parsed, cancellation) =>
                Task.FromResult(
                    Run(
                        new(
                            parsed.GetValue(file),
                            parsed.GetValue(config),
                            parsed.GetValue(anchor),
                            parsed.GetValue(key),
                            parsed.GetValue(head),
                            parsed.GetValue(json)
                        ),
                        Console.Out,
                        Console.Error,
                        cancellation
                    )
                )
        );
        return command;
    }

    internal static int Run(VerifyRequest request, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        WatchdogOptions? options = null;
        // An export and an anchor file can be checked where there is no watchdog.
        if (request.File is null || request.Config is not null)
        {
            (options, var exit) = JournalCommand.Open(request.Config, error);
            if (options is null)
            {
                return exit;
            }
        }

        try
        {
            using var anchors = AnchorClaims.Of(request, options?.Journal.Anchor);
            var report = anchors.Complete(Prove(request, options, anchors.InOrder(), cancellation));
            ProofText.Write(report, anchors.Used, request, output, error);
            return report.Holds ? ExitCodes.Ok : ExitCodes.Failed;
        }
        catch (Exception problem)
            when (problem is IOException or InvalidDataException or UnauthorizedAccessException or DbException)
        {
            error.WriteLine(problem.Message);
            return ExitCodes.BadInput;
        }
    }

    private static ProofReport Prove(
        VerifyRequest request,
        WatchdogOptions? options,
        IEnumerable<AnchorClaim> anchors,
        CancellationToken cancellation
    )
    {
        if (request.File is not { } file)
        {
            return options!.Place().Open().Journal.Prove(anchors, cancellation);
        }

        using var export = File.OpenRead(file);
        return ExportProof.Check(export, anchors, cancellation);
    }
}
