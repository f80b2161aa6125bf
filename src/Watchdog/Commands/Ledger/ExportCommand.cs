using System.CommandLine;
using System.Data.Common;
using Mcpx.Db;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Commands.Ledger;

/// <summary><c>journal export</c>: writes a part of the journal as JSON Lines that are verified alone.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var config = Options.Config();
        var from = new Option<long?>("--from") { Description = "First position; else the first there is." };
        var to = new Option<long?>("--to") { Description = "Last position; else the last there is." };
        var stream = new Option<string?>("--stream")
        {
            Description = "Only this stream's events, for example incident/INC-0007; the others as links.",
        };
        var file = new Option<string?>("--out") { Description = "A new file; else the output." };
        var command = new Command("export", "Write events as JSON Lines that can be verified without the journal.")
        {
            from,
            to,
            stream,
            file,
            config,
        };
        command.SetAction(
            (parsed, cancellation) =>
                Task.FromResult(
                    Run(
                        new(
                            parsed.GetValue(from),
                            parsed.GetValue(to),
                            parsed.GetValue(stream),
                            parsed.GetValue(file),
                            parsed.GetValue(config)
                        ),
                        Console.OpenStandardOutput,
                        Console.Error,
                        cancellation
                    )
                )
        );
        return command;
    }

    internal static int Run(Asked asked, Func<Stream> output, TextWriter error, CancellationToken cancellation)
    {
        var (options, exit) = JournalCommand.Open(asked.Config, error);
        if (options is null)
        {
            return exit;
        }

        var export = new JournalExport(options.Place().Open().Journal);
        try
        {
            // Never over something that is there: an export is evidence.
            ExportSummary? written;
            using (var target = asked.File is { } file ? new FileStream(file, FileMode.CreateNew) : output())
            using (var buffered = new BufferedStream(target, 64 * 1_024))
            {
                written = export.Write(buffered, asked.From, asked.To, asked.Stream, cancellation);
            }

            if (written is null)
            {
                if (asked.File is not null)
                {
                    File.Delete(asked.File);
                }

                error.WriteLine("There is no such event in the journal; nothing was written.");
                return ExitCodes.Failed;
            }

            error.WriteLine(
                FormattableString.Invariant(
                    $"{written.Events} events, {written.From} to {written.To}, {written.Bodies} with their bodies."
                )
            );
            return ExitCodes.Ok;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or DbException)
        {
            error.WriteLine(problem.Message);
            return ExitCodes.BadInput;
        }
    }

    /// <summary>What was asked for.</summary>
    internal sealed record Asked(long? From, long? To, string? Stream, string? File, string? Config);
}
